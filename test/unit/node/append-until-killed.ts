/** Child process of the crash test: appends to the journal named on the command line and says what is acknowledged. */
import { writeSync } from "node:fs";
import { JournalFile } from "../../../src/node/journal-file.ts";

const [path = "", first = "1"] = process.argv.slice(2);
const journal = new JournalFile(path);
for (let sequence = Number(first); ; sequence++) {
  const text = `message ${sequence} `.repeat(1 + (sequence % 50));
  const fact = { type: "message-add", id: `m${sequence}`, from: "person", text } as const;
  await journal.append({ sequence, at: sequence, fact });
  writeSync(1, `${sequence}\n`);
}
