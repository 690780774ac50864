import * as z from "zod";

const entrySchema = z.strictObject({
  /** Relative to the workspace root, with forward slashes. */
  path: z.string(),
  /** Content hash of the bytes before; null where there was no file. */
  hash: z.string().nullable(),
  /** Permission bits; null where there was no file. */
  mode: z.int().nullable(),
  /** Folders above it that did not exist, outermost first. */
  missingFolders: z.array(z.string()),
});

/** What the files of a scope (a round or a task) were before it, one entry per file in the order of capture. */
export const beforeManifestSchema = z.strictObject({
  signoff: z.literal("before-images/1"),
  entries: z.array(entrySchema),
});
export type BeforeManifest = z.infer<typeof beforeManifestSchema>;
export type BeforeEntry = BeforeManifest["entries"][number];

export const emptyManifest: BeforeManifest = { signoff: "before-images/1", entries: [] };

/** Null where the text is no manifest of this version. */
export function parseBeforeManifest(text: string): BeforeManifest | null {
  try {
    return beforeManifestSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
