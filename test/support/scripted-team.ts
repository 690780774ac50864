/**
 * A team of models that speak from a script. The mock of the vendors' servers plays it, so
 * everything on our side of the wire is real. See `test/fixtures/teams/` for teams.
 *
 * A team is a list of scenes. A scene is opened by a user message of a conversation of one role,
 * and its turns are the answers that follow, one per request, tool results in between. The scene
 * is looked up afresh for every request, from the newest user message that opens one, so a retried
 * request gets the same answer and nothing has to be reset. User messages that open no scene (a
 * reminder of the host, say) do not disturb the count. Where several scenes fit one message, the
 * first in the list wins.
 */
export type ScriptedTeam = readonly ScriptedScene[];

export type ScriptedRole = "architect" | "developer" | "reviewer";

export interface ScriptedScene {
  /** The role named by the first line of the system prompt, `Role: developer`. */
  readonly role: ScriptedRole;
  /**
   * What the opening user message contains, for example `Current task: T1`. A regular expression
   * for more; a function sees the whole request.
   */
  readonly opens: string | RegExp | ((prompt: ScriptedPrompt) => boolean);
  /** The answers in order. A request after the last one gets a text that says so. */
  readonly turns: readonly ScriptedTurn[];
}

/** One answer: text, tool calls, or text followed by tool calls. */
export interface ScriptedTurn {
  readonly text?: string;
  readonly calls?: readonly ScriptedCall[];
  /**
   * Text that the last tool results must contain. When they do not, the script lost touch with
   * reality and does not go on: the vendor answers 400 with both in the message, or the role says
   * so in words (see `MockOptions`).
   */
  readonly expects?: string | RegExp;
  /** Milliseconds between two pieces of the stream, 0 when left out. */
  readonly delay?: number;
}

export interface ScriptedCall {
  readonly tool: string;
  /** The arguments; a function where they depend on what the model was sent (ids, say). */
  readonly input: object | ((prompt: ScriptedPrompt) => object);
}

/** A request as every vendor means it. */
export interface ScriptedPrompt {
  readonly role: ScriptedRole | null;
  readonly model: string;
  readonly system: string;
  /** In order. Tool results in a row are one entry each; parallel tool calls are one answer. */
  readonly messages: readonly ScriptedMessage[];
}

export interface ScriptedMessage {
  readonly from: "user" | "model" | "tool";
  readonly text: string;
}

/** Where in the script a request stands: `turn` is zero-based and may lie behind the last turn. */
export interface ScriptedPlace {
  readonly scene: ScriptedScene;
  readonly turn: number;
}

/** Finds the place of a request, null where no scene was ever opened. */
export function findPlace(team: ScriptedTeam, prompt: ScriptedPrompt): ScriptedPlace | null {
  for (let index = prompt.messages.length - 1; index >= 0; index--) {
    const message = prompt.messages[index];
    if (message?.from !== "user") continue;
    const scene = team.find((candidate) => isOpened(candidate, message.text, prompt));
    if (scene) return { scene, turn: countAnswers(prompt.messages.slice(index + 1)) };
  }
  return null;
}

function isOpened(scene: ScriptedScene, text: string, prompt: ScriptedPrompt): boolean {
  if (scene.role !== prompt.role) return false;
  const { opens } = scene;
  return typeof opens === "function" ? opens(prompt) : includes(text, opens);
}

/** Whether the text contains the string, or matches the expression. */
export function includes(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? text.includes(wanted) : new RegExp(wanted).test(text);
}

/** Vendors differ in how many entries one answer takes, so entries of the model in a row count once. */
export function countAnswers(messages: readonly ScriptedMessage[]): number {
  return messages.filter(
    ({ from }, index) => from === "model" && messages[index - 1]?.from !== "model",
  ).length;
}

/** The tool results after the last answer, joined; empty where there is none. */
export function lastToolResults(prompt: ScriptedPrompt): string {
  const lastAnswer = prompt.messages.findLastIndex(({ from }) => from === "model");
  return prompt.messages
    .slice(lastAnswer + 1)
    .filter(({ from }) => from === "tool")
    .map(({ text }) => text)
    .join("\n");
}
