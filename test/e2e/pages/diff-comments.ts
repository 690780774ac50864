import type { Locator } from "playwright-core";
import type { WorkbenchPage } from "./workbench-page.ts";

/** Findings as VS Code's own comment threads, in the diff that is open. */
export class DiffComments {
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
  }

  /** The open thread that contains this text, in its title or a comment. */
  thread(text: string): Locator {
    return this.#workbench.page.locator(".review-widget").filter({ hasText: text });
  }

  /** The line of a thread in the Comments panel, there whether the thread is open or not. */
  private entry(text: string): Locator {
    return this.#workbench.page
      .locator(".comments-panel .monaco-list-row")
      .filter({ hasText: text });
  }

  /**
   * Brings the thread into view and opens it unless it is open. The Comments panel, which VS Code
   * opens by itself with the first thread, must not have been closed.
   */
  async expand(text: string): Promise<void> {
    const thread = this.thread(text);
    await thread.or(this.entry(text)).first().waitFor();
    if (await thread.isVisible()) return;
    await this.entry(text).first().click();
    await thread.waitFor();
  }

  async accept(text: string): Promise<void> {
    await this.press(text, "Accept");
  }

  async reject(text: string): Promise<void> {
    await this.press(text, "Reject");
  }

  private async press(text: string, button: "Accept" | "Reject"): Promise<void> {
    await this.expand(text);
    await this.thread(text)
      .locator(".review-actions")
      .getByRole("button", { name: button, exact: true })
      .click();
  }
}
