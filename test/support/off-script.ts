import { lastToolResults, type ScriptedPrompt } from "./scripted-team.ts";

/*
 * What a scripted role says to a person where its script does not fit. It is plain text without a
 * tool call: the host then shows it and says that the work is not finished, which is true.
 */

const lengthOfQuote = 200;

/** Said where the tool results are not those the next line of the script was written for. */
export function unexpected(prompt: ScriptedPrompt, expected: string | RegExp): string {
  const met = inOneLine(lastToolResults(prompt));
  return said(prompt, `I expected to be told \`${expected}\`, but I was told: “${met}”`);
}

/** Said where no scene fits, or the scene has no turn left. */
export function offScript(prompt: ScriptedPrompt): string {
  const met = lastToolResults(prompt);
  const why = met === "" ? "" : ` I was told last: “${inOneLine(met)}”`;
  return said(prompt, `I have no line for this.${why}`);
}

function said({ role, messages }: ScriptedPrompt, why: string): string {
  const before = messages.some(({ from, text }) => from === "model" && text.includes(confession));
  if (before && role !== "architect") return `As I said: ${confession}, and the script ends here.`;
  return `${confession}, without a model behind me. ${why}\n\n${waysOn[role ?? "architect"]} ${beyond}`;
}

const confession = "I am a scripted team";

const waysOn = {
  architect:
    "I know one feature, for the sample project as it comes: say *I want to add retries with exponential backoff so the bot survives its LLM provider being down.* on a fresh copy.",
  developer:
    "I only build the plan as my architect proposed it, on files nobody else changed. **Drop task** or **Undo round** takes you back.",
  reviewer: "I only review what my developer builds. **Undo round** takes you back.",
} as const;

const beyond =
  "`npm start` brings a fresh copy; `npm start -- --live` with your own keys brings real models.";

function inOneLine(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return line.length > lengthOfQuote ? `${line.slice(0, lengthOfQuote)}…` : line;
}
