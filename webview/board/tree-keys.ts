import type { TreeRow } from "./plan-tree-rows.ts";

export type TreeStep =
  | { readonly kind: "focus"; readonly key: string }
  | { readonly kind: "fold"; readonly folded: boolean }
  | { readonly kind: "activate" };

/** What a key does on the row at `at` of the visible rows; null when the key is none of the tree's. */
export function keyStep(
  key: string,
  rows: readonly TreeRow[],
  at: number,
  isFolded: boolean,
): TreeStep | null {
  const row = rows[at];
  if (row === undefined) return null;
  const focus = (target: TreeRow | undefined): TreeStep | null =>
    target === undefined ? null : { kind: "focus", key: target.key };
  const isOpen = row.expandable && !isFolded;
  switch (key) {
    case "ArrowDown":
      return focus(rows[at + 1]);
    case "ArrowUp":
      return focus(rows[at - 1]);
    case "Home":
      return focus(rows[0]);
    case "End":
      return focus(rows.at(-1));
    case "ArrowRight":
      if (isOpen) return focus(rows[at + 1]);
      return row.expandable ? { kind: "fold", folded: false } : null;
    case "ArrowLeft":
      if (isOpen) return { kind: "fold", folded: true };
      return focus(rows.find((other) => other.key === row.parent));
    case "Enter":
    case " ":
      return { kind: "activate" };
    default:
      return null;
  }
}
