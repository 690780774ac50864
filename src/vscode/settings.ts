import { type ConfigurationScope, workspace } from "vscode";
import type { ModelRef } from "../core/role/role.ts";
import type { Diversity } from "../pipeline/team/roster.ts";

const section = "signoff";

/**
 * The settings as they are now. Models, endpoints and what the lock depends on have machine scope
 * in the manifest, so VS Code itself ignores a workspace's values for them.
 */
export interface Settings {
  /** `provider/model` split at the first slash; the provider is empty when there is none. */
  model(role: "architect" | "developer" | "reviewer"): ModelRef;
  diversity(): Diversity;
  /** Without a trailing slash; null for the vendor's own. */
  baseUrl(provider: string): string | null;
  /** Milliseconds. */
  idleTimeout(): number;
  /** Milliseconds. */
  checkTimeout(): number;
  /** Relative to the workspace folder. */
  constraintDocument(): string;
}

export function readSettings(scope: ConfigurationScope | null): Settings {
  const text = (key: string): string => {
    const value = workspace.getConfiguration(section, scope).get<unknown>(key);
    return typeof value === "string" ? value.trim() : "";
  };
  const seconds = (key: string, otherwise: number): number => {
    const value = workspace.getConfiguration(section, scope).get<unknown>(key);
    return (typeof value === "number" && value > 0 ? value : otherwise) * 1_000;
  };
  return {
    model: (role) => splitModel(text(`${role}.model`)),
    diversity: () => (text("review.diversity") === "prefer" ? "prefer" : "require"),
    baseUrl: (provider) => text(`${provider}.baseUrl`).replace(/\/+$/, "") || null,
    idleTimeout: () => seconds("idleTimeout", 120),
    checkTimeout: () => seconds("checks.timeout", 600),
    constraintDocument: () => text("constraints.document") || "CONSTRAINTS.md",
  };
}

function splitModel(text: string): ModelRef {
  const slash = text.indexOf("/");
  if (slash < 1) return { provider: "", id: text };
  return { provider: text.slice(0, slash), id: text.slice(slash + 1) };
}
