import * as z from "zod";
import { type ReportedFinding, reportedFindingSchema } from "../../core/review/finding.ts";
import { defineTool, ends, refused, type Tool } from "./tool.ts";

const mostFindings = 10;

const input = z.strictObject({
  findings: z.array(reportedFindingSchema).max(mostFindings),
  resolved: z.array(z.string()).describe("Ids of earlier findings that the change now mends."),
});

export interface ReviewReport {
  readonly findings: readonly ReportedFinding[];
  readonly resolved: readonly string[];
}

/**
 * `accept` takes the report and gives why some findings are unfounded, one reason per line. It
 * is asked a second time at most: what is unfounded then is left out and counted.
 */
export function reportFindings(accept: (report: ReviewReport) => readonly string[]): Tool {
  let asked = false;
  return defineTool({
    name: "report_findings",
    description: `Reports what you found and ends your review. At most ${mostFindings} findings, the weightiest first; none is a good answer. Each quotes the lines it is about exactly.`,
    input,
    summarize: ({ findings }) => `reported ${findings.length} findings`,
    execute: async (report) => {
      const unfounded = accept(report);
      if (unfounded.length === 0 || asked) return ends("Thank you.");
      asked = true;
      const reasons = unfounded.map((reason) => `- ${reason}`).join("\n");
      return refused(
        `Some quotes are nowhere in the change. Correct or drop them, then report everything again.\n${reasons}`,
      );
    },
  });
}
