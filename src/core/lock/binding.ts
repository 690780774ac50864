import * as z from "zod";

const hash = z.string();

/** Content hashes of everything an approval binds. A change of any of them locks. */
export const bindingSchema = z.strictObject({
  plan: hash,
  constraints: hash,
  roles: hash,
  roster: hash,
  checks: hash,
});
export type Binding = z.infer<typeof bindingSchema>;

const words: Readonly<Record<keyof Binding, string>> = {
  plan: "the plan",
  constraints: "the constraint document",
  roles: "a role file",
  roster: "the roster",
  checks: "the checks",
};

/** What differs between two bindings, in words for the lock line; null when nothing does. */
export function bindingChange(approved: Binding, now: Binding): string | null {
  const changed = bindingSchema
    .keyof()
    .options.filter((part) => approved[part] !== now[part])
    .map((part) => words[part]);
  return changed.length === 0 ? null : changed.join(" and ");
}
