import {
  type ChatCompletionRequest,
  type Fixture,
  type FixtureResponse,
  LLMock,
} from "@copilotkit/aimock";
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

const unscripted =
  "The scripted team has no line for this. It knows the sample project and its one feature only; " +
  "start with your own keys for anything else.";

/** Starts the servers of all vendors on one loopback port, with a scripted team behind them. */
export async function startMockVendors(team: ScriptedTeam): Promise<MockVendors> {
  const mock = new LLMock({ host: "127.0.0.1", port: 0, logLevel: "silent" });
  mock.addFixtures(
    team.flatMap((scene) => scene.turns.map((turn) => fixtureOf(team, scene, turn))),
  );
  mock.addFixture({
    match: { predicate: () => true },
    response: (request) => {
      const content = offScript(team, toPrompt(request));
      return { content, usage: usageOf(request, content) };
    },
  });
  const url = await mock.start();
  return { url, requests: () => receivedRequests(mock), stop: () => mock.stop() };
}

/** The mock sets the pace of a stream per fixture, so every turn is a fixture of its own. */
function fixtureOf(team: ScriptedTeam, scene: ScriptedScene, turn: ScriptedTurn): Fixture {
  return {
    match: {
      predicate: (request) => {
        const place = findPlace(team, toPrompt(request));
        return place?.scene === scene && place.scene.turns[place.turn] === turn;
      },
    },
    response: (request) => answer(turn, toPrompt(request), request),
    latency: turn.delay ?? 0,
    chunkSize: 24,
  };
}

function answer(
  turn: ScriptedTurn,
  prompt: ScriptedPrompt,
  request: ChatCompletionRequest,
): FixtureResponse {
  const results = lastToolResults(prompt);
  if (turn.expects !== undefined && !includes(results, turn.expects)) {
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

/** What is said where the script has no turn: visible to the person, harmless to the host. */
function offScript(team: ScriptedTeam, prompt: ScriptedPrompt): string {
  const place = findPlace(team, prompt);
  if (!place) return unscripted;
  return `The script of this ${prompt.role} is over after ${place.scene.turns.length} answers.`;
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
