import * as z from "zod";
import type { Result } from "../../base/result.ts";
import { planSkeleton } from "../../core/plan/plan-skeleton.ts";
import { defineTool, done, refused, type Tool } from "./tool.ts";

const input = z.strictObject({
  markdown: z.string().describe("The whole plan in exactly the form the tool's description shows."),
});

/** `propose` gives the number of the new version, or why the plan is refused, one reason per line. */
export function proposePlan(
  propose: (markdown: string) => Promise<Result<number, readonly string[]>>,
): Tool {
  return defineTool({
    name: "propose_plan",
    description: `Puts a plan, or a new version of it, before the person. A plan with gaps is refused and you are told which. The form:\n\n${planSkeleton}`,
    input,
    summarize: () => "proposed a plan",
    execute: async ({ markdown }) => {
      const proposed = await propose(markdown);
      if (proposed.ok)
        return done(`Plan v${proposed.value} is before the person. Only they can approve it.`);
      return refused(
        `The plan has gaps:\n${proposed.error.map((reason) => `- ${reason}`).join("\n")}`,
      );
    },
  });
}
