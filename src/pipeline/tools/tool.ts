import * as z from "zod";
import type { ToolSpec } from "../../model/message.ts";

/** What a use of a tool came to. `text` goes back to the model; `reason` is for the person. */
export interface ToolOutcome {
  readonly status: "done" | "refused" | "failed";
  readonly text: string;
  /** Null when done. */
  readonly reason: string | null;
  /** The turn is complete with this call; the model is not asked again. */
  readonly endsTurn: boolean;
}

export interface Tool<Input = unknown> {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  /** The folded line a person sees, for example `read llm/client.ts`. */
  summarize(input: Input): string;
  /** Must not throw: what goes wrong is an outcome the model can act on. */
  execute(input: Input, signal: AbortSignal): Promise<ToolOutcome>;
}

/** Erases the input type, so that tools can stand in one list. The turn loop parses before it calls. */
export function defineTool<Input>(tool: Tool<Input>): Tool {
  return {
    ...tool,
    summarize: (input) => tool.summarize(tool.input.parse(input)),
    execute: (input, signal) => tool.execute(tool.input.parse(input), signal),
  };
}

export function done(text: string): ToolOutcome {
  return { status: "done", text, reason: null, endsTurn: false };
}

export function ends(text: string): ToolOutcome {
  return { status: "done", text, reason: null, endsTurn: true };
}

/** The rules forbid it. */
export function refused(reason: string): ToolOutcome {
  return { status: "refused", text: reason, reason, endsTurn: false };
}

/** It was allowed and did not work. */
export function failed(reason: string): ToolOutcome {
  return { status: "failed", text: reason, reason, endsTurn: false };
}

/** The tool as vendors see it. */
export function toolSpec(tool: Tool): ToolSpec {
  const { $schema: _, ...schema } = z.toJSONSchema(tool.input, { io: "input" });
  return { name: tool.name, description: tool.description, schema };
}
