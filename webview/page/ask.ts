import type { MethodName, Params } from "../../src/protocol/methods.ts";

/** An element asks for something only the host can do; the page's controller passes it on. */
export type Ask = {
  [M in MethodName]: { readonly method: M; readonly params: Params<M> };
}[MethodName];

declare global {
  interface HTMLElementEventMap {
    "signoff-ask": CustomEvent<Ask>;
    "signoff-fold": CustomEvent<FoldChange>;
  }
}

export function ask<M extends MethodName>(from: HTMLElement, method: M, params: Params<M>): void {
  const detail = { method, params };
  from.dispatchEvent(new CustomEvent("signoff-ask", { detail, bubbles: true, composed: true }));
}

/** The person opened or closed something that folds. */
export interface FoldChange {
  readonly key: string;
  readonly open: boolean;
}

export function reportFold(from: HTMLElement, key: string, open: boolean): void {
  const detail: FoldChange = { key, open };
  from.dispatchEvent(new CustomEvent("signoff-fold", { detail, bubbles: true, composed: true }));
}
