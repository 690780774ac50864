import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { startMockVendors } from "../support/mock-vendors.ts";
import { offScript, unexpected } from "../support/off-script.ts";
import type { ScriptedPrompt, ScriptedTeam } from "../support/scripted-team.ts";

const system = "Role: developer\nYou build the plan.";
const task = "Current task: T1";

const team: ScriptedTeam = [
  {
    role: "developer",
    opens: "Current task: T1",
    turns: [
      {
        text: "I read both.",
        calls: [
          { tool: "read_file", input: { path: "a.ts" } },
          { tool: "read_file", input: { path: "b.ts" } },
        ],
      },
      { expects: "export", calls: [{ tool: "finish_task", input: { summary: "done" } }] },
    ],
  },
];

const tools = ["read_file", "finish_task"];

async function anthropicTurns(url: string, results: string[]) {
  const client = new Anthropic({ apiKey: "scripted", baseURL: url, maxRetries: 0 });
  const ask = (messages: Anthropic.MessageParam[]) =>
    client.messages
      .stream({
        model: "claude-test",
        max_tokens: 1000,
        system: [{ type: "text", text: system }],
        tools: tools.map((name) => ({ name, input_schema: { type: "object" } })),
        messages,
      })
      .finalMessage();
  const first = await ask([{ role: "user", content: task }]);
  const calls = first.content.filter((block) => block.type === "tool_use");
  const answers = calls.map((call, index) => ({
    type: "tool_result" as const,
    tool_use_id: call.id,
    content: results[index] ?? "",
  }));
  const second = await ask([
    { role: "user", content: task },
    { role: "assistant", content: first.content },
    { role: "user", content: answers },
  ]);
  return [...calls, ...second.content.filter((block) => block.type === "tool_use")];
}

async function openaiTurns(url: string, results: string[]) {
  const client = new OpenAI({ apiKey: "scripted", baseURL: `${url}/v1`, maxRetries: 0 });
  const ask = async (input: OpenAI.Responses.ResponseInputItem[]) => {
    const response = await client.responses
      .stream({
        model: "gpt-test",
        store: false,
        instructions: system,
        tools: tools.map((name) => ({
          type: "function" as const,
          name,
          parameters: {},
          strict: false,
        })),
        input,
      })
      .finalResponse();
    return response.output;
  };
  const question = { role: "user" as const, content: task };
  const first = await ask([question]);
  const calls = first.filter((item) => item.type === "function_call");
  const outputs = calls.map((call, index) => ({
    type: "function_call_output" as const,
    call_id: call.call_id,
    output: results[index] ?? "",
  }));
  const second = await ask([question, ...(first as typeof calls), ...outputs]);
  return [...calls, ...second.filter((item) => item.type === "function_call")];
}

for (const [vendor, turns] of Object.entries({ anthropicTurns, openaiTurns })) {
  test(`A scripted team says its lines in order through ${vendor}, parallel calls as one answer`, async () => {
    const vendors = await startMockVendors(team);
    try {
      const calls = await turns(vendors.url, ["export const a = 1;", "nothing"]);
      assert.deepEqual(
        calls.map(({ name }) => name),
        ["read_file", "read_file", "finish_task"],
      );
      const [first, second] = vendors.requests();
      assert.equal(first?.prompt.role, "developer");
      assert.deepEqual(first?.tools, tools);
      assert.equal(second?.prompt.messages.at(-1)?.text, "nothing");
    } finally {
      await vendors.stop();
    }
  });

  test(`A script whose expectation is not met fails loudly through ${vendor}`, async () => {
    const vendors = await startMockVendors(team);
    try {
      await assert.rejects(turns(vendors.url, ["no such file", ""]), /expected tool results/);
    } finally {
      await vendors.stop();
    }
  });

  test(`For a person the role says through ${vendor} that its script does not fit, and calls nothing`, async () => {
    const vendors = await startMockVendors(team, { strict: false });
    try {
      const calls = await turns(vendors.url, ["no such file\nat all", ""]);
      assert.deepEqual(
        calls.map(({ name }) => name),
        ["read_file", "read_file"],
      );
      assert.deepEqual(
        vendors.requests().map(({ status }) => status),
        [200, 200],
      );
    } finally {
      await vendors.stop();
    }
  });
}

const met: ScriptedPrompt = {
  role: "developer",
  model: "m",
  system,
  messages: [
    { from: "user", text: task },
    { from: "model", text: "" },
    { from: "tool", text: "no such file\nat all" },
  ],
};

test("A role off its script names what it expected, what it met, and a way on", () => {
  const words = unexpected(met, "export");
  assert.match(
    words,
    /^I am a scripted team, .*`export`.*“no such file at all”\n\n.*\*\*Undo round\*\*/,
  );
  assert.equal(words.split("\n").length, 3);
});

test("A role off its script that is reminded of its work repeats itself in one line", () => {
  const said = { from: "model" as const, text: unexpected(met, "export") };
  const reminded = {
    ...met,
    messages: [...met.messages, said, { from: "user" as const, text: "Go on" }],
  };
  assert.equal(offScript(reminded).split("\n").length, 1);
});
