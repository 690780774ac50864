import * as z from "zod";
import { type FrontMatter, readFrontMatter } from "../text/front-matter.ts";
import { splitLines } from "../text/lines.ts";
import type { Problem } from "../text/problem.ts";
import { importanceSchema, type ModelRef, modelRefSchema, roleSchema } from "./role.ts";
import { absentTools, toolGroups, toolNames } from "./tool-names.ts";

const permissionSchema = z.enum(["allow", "ask", "deny"]);

/** A role as its file describes it (DESIGN 9). What the file leaves out is null and left to the settings. */
export const roleFileSchema = z.strictObject({
  /** The file's name without `.md`; the name of the seat in the roster. */
  name: z.string(),
  role: roleSchema.nullable(),
  description: z.string(),
  mode: z.enum(["primary", "subagent", "all"]),
  model: modelRefSchema.nullable(),
  temperature: z.number().nullable(),
  /** By tool or group of tools, in the order of the file; a later entry wins. */
  permission: z.record(z.string(), permissionSchema),
  /** How a reviewer reads, for example `pedant`. */
  temper: z.string().nullable(),
  importance: importanceSchema.nullable(),
  /** The text below the front matter: what the model is told. */
  body: z.string(),
});
export type RoleFile = z.infer<typeof roleFileSchema>;

/**
 * Reads a role file; `name` is its file name without `.md`. Never throws: what can be read is
 * read, and each problem has its line. The role is guessed from the name where the file is silent.
 */
export function parseRoleFile(
  name: string,
  markdown: string,
): { readonly file: RoleFile; readonly problems: readonly Problem[] } {
  const lines = splitLines(markdown);
  const head = readFrontMatter(lines);
  const problems: Problem[] = [...head.problems];
  const complain = (key: string, severity: Problem["severity"], message: string) =>
    problems.push({ message, startLine: head.lineOf(key), endLine: head.lineOf(key), severity });

  for (const key of Object.keys(head.values)) {
    if (!keys.has(key)) complain(key, "warning", `Signoff does not use "${key}".`);
  }
  if (head.values["tools"] !== undefined) {
    complain(
      "tools",
      "error",
      "`tools` is not read: deny a tool with `permission: { tool: deny }`.",
    );
  }
  const read = reader(head, complain);
  const file: RoleFile = {
    name,
    role: read("role", roleSchema, "architect, developer or reviewer") ?? guessRole(name),
    description: read("description", z.string(), "a text") ?? "",
    mode: read("mode", roleFileSchema.shape.mode, "primary, subagent or all") ?? "all",
    model: read("model", modelSchema, "provider/id, for example anthropic/claude-opus-5-5"),
    temperature: read("temperature", temperatureSchema, "a number from 0 to 2"),
    permission: readPermission(head.values["permission"], (severity, message) =>
      complain("permission", severity, message),
    ),
    temper: read("temper", z.string(), "a word"),
    importance: read("importance", importanceSchema, "routine, standard or critical"),
    body: lines.slice(head.bodyStart).join("\n").trim(),
  };
  if (file.role === null)
    complain("role", "error", "The file needs `role: architect`, `developer` or `reviewer`.");
  if (file.body === "")
    complain("", "warning", "The file tells the model nothing: write below the front matter.");
  return { file, problems };
}

const keys = new Set([...Object.keys(roleFileSchema.shape), "tools"]);

/** The id may hold slashes itself, as routers' ids do: only the first one divides. */
const modelSchema = z
  .string()
  .regex(/^[^/\s]+\/\S+$/)
  .transform((text): ModelRef => {
    const slash = text.indexOf("/");
    return { provider: text.slice(0, slash), id: text.slice(slash + 1) };
  });

/** Front matter gives every scalar as text. */
const temperatureSchema = z
  .string()
  .regex(/^\d*\.?\d+$/)
  .transform(Number)
  .pipe(z.number().min(0).max(2));

type Complain = (key: string, severity: Problem["severity"], message: string) => void;

function reader(head: FrontMatter, complain: Complain) {
  return <T>(key: string, schema: z.ZodType<T>, expected: string): T | null => {
    const value = head.values[key];
    if (value === undefined || value === "") return null;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    complain(key, "error", `"${key}" must be ${expected}.`);
    return null;
  };
}

function guessRole(name: string): RoleFile["role"] {
  return (
    roleSchema.options.find((role) => name.toLowerCase().split(/[-_.]/).includes(role)) ?? null
  );
}

/**
 * `permission` is one action for everything or a map of tool to action. Patterns below a tool are
 * not supported: unless all of them allow, the tool is denied, so that a file never means less here.
 */
function readPermission(
  value: unknown,
  complain: (severity: Problem["severity"], message: string) => void,
): RoleFile["permission"] {
  if (value === undefined || value === "") return {};
  const map = typeof value === "string" ? { "*": value } : value;
  const permission: RoleFile["permission"] = {};
  for (const [tool, action] of Object.entries(map ?? {})) {
    if (
      tool !== "*" &&
      !toolNames.has(tool) &&
      !Object.hasOwn(toolGroups, tool) &&
      !absentTools.has(tool)
    ) {
      complain("warning", `There is no tool "${tool}".`);
    }
    const parsed = permissionSchema.safeParse(action);
    if (!parsed.success) {
      const allows = isMapOfAllow(action);
      complain(
        "error",
        `"${tool}" must be allow or deny; ${allows ? "it is allowed" : "it is denied"}.`,
      );
      permission[tool] = allows ? "allow" : "deny";
      continue;
    }
    if (parsed.data === "ask")
      complain("warning", `"${tool}: ask" means deny here: Signoff asks once, with the plan.`);
    permission[tool] = parsed.data;
  }
  return permission;
}

function isMapOfAllow(action: unknown): boolean {
  return (
    typeof action === "object" &&
    action !== null &&
    Object.values(action).every((each) => each === "allow")
  );
}

/** The tools of a role that its file leaves it, in the role's order. A file can only take away. */
export function allowedTools(file: RoleFile, roleTools: readonly string[]): readonly string[] {
  const rules = Object.entries(file.permission);
  return roleTools.filter((tool) => {
    const rule = rules.findLast(
      ([name]) => name === "*" || name === tool || groupOf(name).includes(tool),
    );
    return rule === undefined || rule[1] === "allow";
  });
}

function groupOf(name: string): readonly string[] {
  return Object.hasOwn(toolGroups, name) ? (toolGroups[name] ?? []) : [];
}
