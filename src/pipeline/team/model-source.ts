import { err, ok, type Result } from "../../base/result.ts";
import type { ModelRef } from "../../core/role/role.ts";
import type { Failure } from "../../core/session/failure.ts";
import { vendorName } from "../../model/describe-failure.ts";
import type { ModelPort, ProviderConfig } from "../../model/model-port.ts";
import { defaultRetryPolicy, type RetryTiming, withRetry } from "../../model/with-retry.ts";
import type { ModelSource } from "../turn/seat-turn.ts";

/** Makes the port of a provider; its vendor's package is loaded with it. */
export type ProviderFactory = (config: ProviderConfig) => ModelPort;

export interface ModelSourceDeps {
  /** By provider name; each loads its vendor's bundle on first use. */
  readonly providers: Readonly<Record<string, () => Promise<ProviderFactory>>>;
  /** The key entered for exactly this provider and origin; null for none. */
  keyFor(provider: string, baseUrl: string | null): Promise<string | null>;
  /** From user or machine settings; null for the vendor's own. */
  baseUrl(provider: string): string | null;
  /** Milliseconds. */
  idleTimeout(): number;
  readonly timing: RetryTiming;
}

/** Finds the port of a model at the moment it is needed, so that a key entered meanwhile counts. */
export function createModelSource(deps: ModelSourceDeps): ModelSource {
  return {
    portFor: async (model): Promise<Result<ModelPort, Failure>> => {
      const load = Object.hasOwn(deps.providers, model.provider)
        ? deps.providers[model.provider]
        : undefined;
      if (load === undefined) return err(unknownProvider(model, Object.keys(deps.providers)));
      const baseUrl = deps.baseUrl(model.provider);
      const apiKey = await deps.keyFor(model.provider, baseUrl);
      if (apiKey === null) return err(noKey(model));
      const create = await load().catch((error: unknown) => notLoaded(model, error));
      if ("what" in create) return err(create);
      const port = create({ apiKey, baseUrl, idleTimeout: deps.idleTimeout() });
      return ok(withRetry(port, defaultRetryPolicy, deps.timing));
    },
  };
}

/** The vendor's bundle lies beside the extension's; it is missing only where the installation is broken. */
function notLoaded(model: ModelRef, error: unknown): Failure {
  return {
    what: `The part of Signoff that talks to ${vendorName(model.provider)} could not be loaded.`,
    why: error instanceof Error ? error.message : String(error),
    next: "Reload the window; if that does not help, install Signoff again.",
    action: { label: "Show log", command: "signoff.showLog" },
  };
}

function unknownProvider(model: ModelRef, known: readonly string[]): Failure {
  return {
    what: `Signoff does not know the provider "${model.provider}".`,
    why: `The roster names the model ${model.provider}/${model.id}; known providers are ${known.join(" and ")}.`,
    next: "Correct the model in the settings.",
    action: { label: "Open settings", command: "signoff.openSettings" },
  };
}

function noKey(model: ModelRef): Failure {
  return {
    what: `There is no key for ${vendorName(model.provider)}.`,
    why: `The roster gives this role to ${model.id}, and no key was entered for the address it is served from.`,
    next: "Enter a key, or choose a model of a provider you have a key for.",
    action: { label: "Enter key", command: "signoff.enterKey" },
  };
}
