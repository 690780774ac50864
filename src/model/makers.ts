/** Families by the word their ids contain, most specific first where one id may contain two. */
const makerByFamily: readonly (readonly [RegExp, string])[] = [
  [word("claude|sonnet|opus|haiku"), "Anthropic"],
  [word("(?:chat)?gpt|codex|davinci|o[134]"), "OpenAI"],
  [word("gemini|gemma|palm|learnlm"), "Google"],
  [word("deepseek"), "DeepSeek"],
  [word("qwen|qwq|qvq"), "Alibaba"],
  [word("mi[sx]tral|codestral|devstral|magistral|ministral|pixtral"), "Mistral"],
  [word("grok"), "xAI"],
  [word("kimi|moonshot"), "Moonshot"],
  [word("glm|chatglm"), "Z.ai"],
  [word("minimax"), "MiniMax"],
  [word("command|aya"), "Cohere"],
  [word("nemotron"), "NVIDIA"],
  [word("llama"), "Meta"],
  [word("phi"), "Microsoft"],
  [word("nova|titan"), "Amazon"],
  [word("granite"), "IBM"],
];

/** Providers that serve their own models only. */
const makerByProvider: Readonly<Record<string, string>> = {
  anthropic: "Anthropic",
  openai: "OpenAI",
  google: "Google",
  deepseek: "DeepSeek",
  mistral: "Mistral",
  xai: "xAI",
  moonshotai: "Moonshot",
  zai: "Z.ai",
};

export const unknownMaker = "unknown";

/**
 * Who made a model, whoever serves it: the family in the id decides (`openrouter` with
 * `anthropic/claude-…` is Anthropic's), then a maker named in its path, then a provider that
 * serves only its own. `"unknown"` for the rest; two unknown makers may be the same one.
 */
export function makerOf(model: { readonly provider: string; readonly id: string }): string {
  const segments = model.id.toLowerCase().split(/[/:@]/).filter(Boolean);
  for (const segment of segments.toReversed()) {
    const family = makerByFamily.find(([pattern]) => pattern.test(segment));
    if (family) return family[1];
  }
  const named = segments.slice(0, -1).find((segment) => Object.hasOwn(makerByProvider, segment));
  return makerByProvider[named ?? model.provider.toLowerCase()] ?? unknownMaker;
}

/** The words as a part of an id: not inside a longer word, but a number may follow (`qwen3`, `gpt4`). */
function word(alternatives: string): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${alternatives})(?![a-z])`);
}
