import assert from "node:assert/strict";
import * as vscode from "vscode";
import { hostTest } from "../host-test.ts";

const id = "signoff.signoff";

hostTest("The extension is found and activates", async () => {
  const extension = vscode.extensions.getExtension(id);
  assert.ok(extension, `${id} is not among the extensions`);
  await extension.activate();
  assert.equal(extension.isActive, true);
});

hostTest("The architect's view is contributed and can be focused", async () => {
  const views: unknown = vscode.extensions.getExtension(id)?.packageJSON.contributes.views.signoff;
  assert.ok(Array.isArray(views) && views.some((view) => view.id === "signoff.architect"));
  await vscode.commands.executeCommand("signoff.architect.focus");
});
