import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createApprovalFile } from "../../../src/node/approval-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("approvals are found again after reopening, and only by their id", async (t) => {
  const path = join(await temporaryFolder(t), "deep", "approvals.json");
  const approvals = createApprovalFile(path);
  assert.equal(await approvals.load("one"), null);
  await Promise.all([approvals.save("one", "sealed 1"), approvals.save("two", "sealed 2")]);
  const reopened = createApprovalFile(path);
  assert.equal(await reopened.load("one"), "sealed 1");
  assert.equal(await reopened.load("two"), "sealed 2");
  assert.equal(await reopened.load("toString"), null);
});

test("a damaged file holds no approval and is kept aside when the next is saved", async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, "approvals.json");
  for (const text of ["{", "[]", "null", '{"one":1}']) {
    await writeFile(path, text);
    assert.equal(await createApprovalFile(path).load("one"), null, text);
  }
  await writeFile(path, "{ damaged");
  await createApprovalFile(path).save("one", "sealed");
  assert.equal(await createApprovalFile(path).load("one"), "sealed");
  const aside = (await readdir(folder)).find((name) => name.includes(".corrupt-"));
  assert.equal(await readFile(join(folder, aside ?? ""), "utf8"), "{ damaged");
});

test("an approval that cannot be stored says so", async (t) => {
  const folder = await temporaryFolder(t, { file: "" });
  await assert.rejects(createApprovalFile(join(folder, "file", "a.json")).save("one", "s"), {
    name: "StorageError",
    message: /could not be stored/,
  });
});
