import type { Message } from "../../src/model/message.ts";
import type { ModelPort, ModelRequest } from "../../src/model/model-port.ts";
import type { ModelOutcome } from "../../src/model/outcome.ts";
import {
  findPlace,
  includes,
  lastToolResults,
  type ScriptedMessage,
  type ScriptedPrompt,
  type ScriptedTeam,
} from "./scripted-team.ts";

const usage = { freshInput: 100, cacheRead: 50, cacheWrite: 0, output: 20, reasoning: 0 };

/** A model port that plays a scripted team without any vendor's package or server. `requests` collects what it was asked. */
export function scriptedModel(team: ScriptedTeam, requests: ModelRequest[] = []): ModelPort {
  return {
    respond: async (request, { signal, onEvent }): Promise<ModelOutcome> => {
      requests.push(request);
      if (signal.aborted) return { kind: "stopped", text: "" };
      const prompt = toPrompt(request);
      const place = findPlace(team, prompt);
      const turn = place?.scene.turns[place.turn];
      if (turn === undefined)
        throw new Error(`no scripted turn for ${JSON.stringify(prompt.messages.at(-1))}`);
      if (turn.expects !== undefined && !includes(lastToolResults(prompt), turn.expects)) {
        throw new Error(`the script expected ${turn.expects} and met ${lastToolResults(prompt)}`);
      }
      if (turn.text !== undefined) onEvent({ type: "text-delta", text: turn.text });
      const calls = (turn.calls ?? []).map((call, index) => ({
        type: "tool-call" as const,
        id: `call-${requests.length}-${index}`,
        name: call.tool,
        input: typeof call.input === "function" ? call.input(prompt) : call.input,
      }));
      const parts = [
        ...(turn.text === undefined ? [] : [{ type: "text" as const, text: turn.text }]),
        ...calls,
      ];
      return { kind: "completed", parts, stop: calls.length > 0 ? "tools" : "end", usage };
    },
  };
}

function toPrompt(request: ModelRequest): ScriptedPrompt {
  const system = request.system.join("\n\n");
  const role = /^Role: (architect|developer|reviewer)/.exec(system)?.[1] as ScriptedPrompt["role"];
  return {
    role: role ?? null,
    model: request.model,
    system,
    messages: request.messages.flatMap(entries),
  };
}

function entries(message: Message): readonly ScriptedMessage[] {
  if (message.role === "assistant") {
    const text = message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
    return [{ from: "model", text }];
  }
  return message.parts.map((part) => ({
    from: part.type === "text" ? "user" : "tool",
    text: part.text,
  }));
}
