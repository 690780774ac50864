import { hasInvisible } from "../text/visible-text.ts";

/** A path as a plan may state it, brought to the one form the rest of the code knows: forward slashes, no `./`. */
export function normalisePath(path: string): string {
  const slashes = path.replaceAll("\\", "/");
  const parts = slashes
    .split("/")
    .filter((part, index) => part !== "." && (part !== "" || index === 0));
  // Two leading slashes name another machine on Windows; they stay, so that they are refused.
  return slashes.startsWith("//") ? `/${parts.join("/")}` : parts.join("/");
}

/**
 * Two paths with the same fold may be one file on some system: compatibility forms (full-width
 * letters), case (also ſ, ß and the Kelvin sign), and what is drawn as nothing do not tell them apart.
 */
export function foldPath(path: string): string {
  const visible = path.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  return visible.toUpperCase().toLowerCase().normalize("NFKC");
}

/**
 * Why a path may not be written, whatever the plan says: it leaves the workspace, or some system
 * would read it as another file than it looks like. Null when nothing is wrong with it.
 */
export function pathFault(path: string): string | null {
  if (path === "") return "The path is empty.";
  if (path.includes("\\")) return "Paths are written with forward slashes.";
  if (path.startsWith("/")) return "The path is absolute: write it relative to the workspace root.";
  if (hasInvisible(path)) return "The path holds a character that cannot be seen.";
  if (/[:*?"<>|]/.test(path))
    return 'The path holds one of : * ? " < > |, which names no file on some systems.';
  for (const part of path.split("/")) {
    const fault = partFault(part);
    if (fault !== null) return fault;
  }
  return null;
}

function partFault(part: string): string | null {
  if (part === "") return "The path has an empty part: write `folder/file`.";
  if (part === ".." || part === "." || part === "~") return `The path may not contain \`${part}\`.`;
  if (/[. ]$/.test(part))
    return "A part of the path ends with a dot or a space, which some systems drop.";
  if (/~\d/.test(part)) return "The path looks like a short 8.3 name of another file.";
  if (/^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:[ .].*)?$/i.test(part)) {
    return `\`${part}\` names a device on some systems.`;
  }
  return null;
}
