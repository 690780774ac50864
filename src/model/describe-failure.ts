import type { FailureKind, ModelFailure } from "./outcome.ts";

/** What happened in words for a person; fits `Failure` of core/session. */
export interface FailureWords {
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly action: { readonly label: string; readonly command: string } | null;
}

interface Names {
  /** The vendor's name as people write it. */
  readonly vendor: string;
  /** The vendor's own model id. */
  readonly model: string;
}

const enterKey = { label: "Enter key", command: "signoff.enterKey" } as const;
const openSettings = { label: "Open settings", command: "signoff.openSettings" } as const;
const showLog = { label: "Show log", command: "signoff.showLog" } as const;

type Words = Omit<FailureWords, "why">;

const wordsOf: Readonly<Record<FailureKind, (names: Names) => Words>> = {
  unauthorized: ({ vendor }) => ({
    what: `${vendor} did not accept the key`,
    next: "Enter the key again, or one that may use this model.",
    action: enterKey,
  }),
  "no-credit": ({ vendor }) => ({
    what: `The ${vendor} account has no credit left`,
    next: `Add credit or raise the limit in your ${vendor} account, or choose another model.`,
    action: openSettings,
  }),
  "unknown-model": ({ vendor, model }) => ({
    what: `${vendor} does not know the model ${model}`,
    next: "Choose another model in the settings.",
    action: openSettings,
  }),
  "invalid-request": ({ vendor }) => ({
    what: `${vendor} refused the request`,
    next: "Try another model. If it happens again, the log helps to report it.",
    action: showLog,
  }),
  "context-overflow": ({ model }) => ({
    what: `The conversation is too long for ${model}`,
    next: "Start a new session, or choose a model that takes more.",
    action: openSettings,
  }),
  "rate-limited": ({ vendor }) => ({
    what: `${vendor} allows no more requests for now`,
    next: "Wait a little, then try again.",
    action: null,
  }),
  overloaded: ({ vendor }) => ({
    what: `${vendor} is overloaded or has a fault`,
    next: "Try again in a few minutes, or choose a model of another vendor.",
    action: openSettings,
  }),
  unreachable: ({ vendor }) => ({
    what: `${vendor} cannot be reached`,
    next: "Check the network and the address in the settings, then try again.",
    action: openSettings,
  }),
  "not-an-api": ({ vendor }) => ({
    what: `Something other than the API of ${vendor} answered`,
    next: "Check the address in the settings. A proxy or a sign-in page of the network may be in between.",
    action: openSettings,
  }),
  cut: ({ model }) => ({
    what: `The answer of ${model} broke off`,
    next: "Nothing of it was used. Try again.",
    action: showLog,
  }),
  stalled: ({ model }) => ({
    what: `${model} stopped answering`,
    next: "Nothing of it was used. Try again.",
    action: showLog,
  }),
  malformed: ({ model }) => ({
    what: `${model} used a tool in a way that cannot be read`,
    next: "Nothing of it was run. Try again, or choose another model.",
    action: openSettings,
  }),
  empty: ({ model }) => ({
    what: `${model} answered with nothing`,
    next: "Try again, or choose another model.",
    action: openSettings,
  }),
};

/** A provider's name as people write it; the provider itself where we know no better. */
export function vendorName(provider: string): string {
  return vendorNames[provider] ?? provider;
}

const vendorNames: Readonly<Record<string, string>> = {
  anthropic: "Anthropic",
  openai: "OpenAI",
  google: "Google",
  openrouter: "OpenRouter",
};

/**
 * A failed model call in words: what happened, why (the vendor's own words, free of keys), what to
 * do next, and the command that helps, if one does.
 */
export function describeModelFailure(
  failure: ModelFailure,
  model: { readonly provider: string; readonly id: string },
): FailureWords {
  const vendor = vendorName(model.provider);
  return { ...wordsOf[failure.kind]({ vendor, model: model.id }), why: whyOf(failure) };
}

function whyOf({ message, status, kind }: ModelFailure): string {
  if (message === "") return status === null ? "No reason was given." : `Status ${status}.`;
  // Our own words for `not-an-api` name the status already.
  return status === null || kind === "not-an-api" ? message : `${message} (status ${status})`;
}
