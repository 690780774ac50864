import * as z from "zod";
import { defineTool, ends, type Tool } from "./tool.ts";

const input = z.strictObject({
  done: z.string().describe("What was built, in one or two sentences."),
  notCovered: z.string().describe("What was deliberately left out and why; empty for nothing."),
  testsAdded: z.array(z.string()),
});
export type FinishReport = z.infer<typeof input>;

export function finishTask(onFinish: (report: FinishReport) => void): Tool {
  return defineTool({
    name: "finish_task",
    description: "Ends the task. Call it once everything the task asks for is built and checked.",
    input,
    summarize: () => "finished the task",
    execute: async (report) => {
      onFinish(report);
      return ends("The task is finished.");
    },
  });
}
