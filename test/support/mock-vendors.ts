import {
  type ChatCompletionRequest,
  type Fixture,
  type FixtureResponse,
  LLMock,
} from "@copilotkit/aimock";
import { offScript, unexpected } from "./off-script.ts";
import {
  findPlace,
  includes,
  lastToolResults,
  type ScriptedMessage,
  type ScriptedPrompt,
  type ScriptedRole,
  type ScriptedScene,
  type ScriptedTeam,
  type ScriptedTurn,
} from "./scripted-team.ts";

/** One request the vendors' servers received, oldest first. */
export interface ReceivedRequest {
  /** `/v1/messages`, `/v1/responses`, … */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly prompt: ScriptedPrompt;
  /** Names of the tools that were offered. */
  readonly tools: readonly string[];
}

export interface MockVendors {
  /** Origin without a path; every vendor's API is below it. */
  readonly url: string;
  requests(): readonly ReceivedRequest[];
  stop(): Promise<void>;
}

export interface MockOptions {
  /**
   * True answers 400 where the script expected other tool results, so that a test fails loudly;
   * false says so as the role, for a person at the rehearsal. True when left out.
   */
  readonly strict?: boolean;
}

/** Starts the servers of all vendors on one loopback port, with a scripted team behind them. */
export async function startMockVendors(
  team: ScriptedTeam,
  { strict = true }: MockOptions = {},
): Promise<MockVendors> {
  const mock = new LLMock({ host: "127.0.0.1", port: 0, logLevel: "silent" });
  const fixtures = team.flatMap((scene) => scene.turns.map((turn) => ({ scene, turn })));
  mock.addFixtures(fixtures.map(({ scene, turn }) => fixtureOf(team, scene, turn, strict)));
  mock.addFixture({
    match: { predicate: () => true },
    response: (request) => inWords(offScript(toPrompt(request)), request),
  });
  const url = await mock.start();
  return { url, requests: () => receivedRequests(mock), stop: () => mock.stop() };
}

/** The mock sets the pace of a stream per fixture, so every turn is a fixture of its own. */
function fixtureOf(
  team: ScriptedTeam,
  scene: ScriptedScene,
  turn: ScriptedTurn,
  strict: boolean,
): Fixture {
  return {
    match: {
      predicate: (request) => {
        const place = findPlace(team, toPrompt(request));
        return place?.scene === scene && place.scene.turns[place.turn] === turn;
      },
    },
    response: (request) => answer(turn, toPrompt(request), request, strict),
    latency: turn.delay ?? 0,
    chunkSize: 24,
  };
}

function answer(
  turn: ScriptedTurn,
  prompt: ScriptedPrompt,
  request: ChatCompletionRequest,
  strict: boolean,
): FixtureResponse {
  const results = lastToolResults(prompt);
  if (turn.expects !== undefined && !includes(results, turn.expects)) {
    if (!strict) return inWords(unexpected(prompt, turn.expects), request);
    const message = `The script expected tool results with ${turn.expects}, but got: ${results}`;
    return { status: 400, error: { type: "invalid_request_error", message } };
  }
  const answersSoFar = prompt.messages.filter(({ from }) => from === "model").length;
  const toolCalls = (turn.calls ?? []).map(({ tool, input }, index) => ({
    id: `call_${answersSoFar + 1}_${index + 1}`,
    name: tool,
    arguments: JSON.stringify(typeof input === "function" ? input(prompt) : input),
  }));
  const content = turn.text ?? "";
  const usage = usageOf(request, content + JSON.stringify(toolCalls));
  if (toolCalls.length === 0) return { content, usage };
  return content === "" ? { toolCalls, usage } : { content, toolCalls, usage };
}

function inWords(content: string, request: ChatCompletionRequest): FixtureResponse {
  return { content, usage: usageOf(request, content) };
}

/** Figures of the right size: about four characters are one token. */
function usageOf(request: ChatCompletionRequest, output: string) {
  const input = JSON.stringify(request.messages) + JSON.stringify(request.tools ?? []);
  return {
    input_tokens: Math.ceil(input.length / 4),
    output_tokens: Math.ceil(output.length / 4),
  };
}

function receivedRequests(mock: LLMock): ReceivedRequest[] {
  return mock.getRequests().flatMap(({ path, headers, body, response }) => {
    if (!body || !("messages" in body)) return [];
    const request = body as ChatCompletionRequest;
    const tools = (request.tools ?? []).map((tool) => tool.function.name);
    return [{ path, status: response.status, headers, prompt: toPrompt(request), tools }];
  });
}

/** The mock has already brought all vendors' requests into one form; this takes what scripts need. */
function toPrompt(request: ChatCompletionRequest): ScriptedPrompt {
  const system = request.messages
    .filter(({ role }) => role === "system")
    .map(({ content }) => textOf(content))
    .join("\n");
  const messages = request.messages
    .filter(({ role }) => role !== "system")
    .map(({ role, content }) => ({ from: speakers[role] ?? "user", text: textOf(content) }));
  const role = /^Role: (architect|developer|reviewer)\b/m.exec(system)?.[1] ?? null;
  return { role: role as ScriptedRole | null, model: request.model, system, messages };
}

const speakers: Readonly<Record<string, ScriptedMessage["from"]>> = {
  user: "user",
  assistant: "model",
  tool: "tool",
};

function textOf(content: ChatCompletionRequest["messages"][number]["content"]): string {
  if (typeof content === "string") return content;
  return (content ?? []).map(({ text }) => text ?? "").join("");
}
