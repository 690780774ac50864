import type { FrameLocator, Locator } from "playwright-core";
import type { WorkbenchPage } from "./workbench-page.ts";

/** The chat with the architect. */
export class Sidebar {
  readonly frame: FrameLocator;
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
    this.frame = workbench.webview("view");
  }

  /** Shows the view unless it is shown already. */
  async open(): Promise<void> {
    const tab = this.#workbench.signoffTab;
    // A click on the tab of the open container would close it.
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
    await this.composer.waitFor();
  }

  get lock(): Locator {
    return this.frame.getByRole("status", { name: "Lock" });
  }

  get composer(): Locator {
    return this.frame.getByRole("textbox", { name: "Message the architect" });
  }

  get conversation(): Locator {
    return this.frame.getByRole("log", { name: "Conversation" });
  }

  /** Why the last act was refused. */
  get refusal(): Locator {
    return this.frame.getByRole("alert");
  }

  get setupCard(): Locator {
    return this.frame.getByRole("group", { name: "Set up" });
  }

  get gateCard(): Locator {
    return this.frame.getByRole("group", { name: "Gate" });
  }

  planCard(version: number): Locator {
    return this.frame.getByRole("group", { name: `Plan v${version}`, exact: true });
  }

  taskCard(task: string): Locator {
    return this.frame.getByRole("group", { name: `Task ${task}`, exact: true });
  }

  reviewCard(look: number): Locator {
    return this.frame.getByRole("group", { name: `Review ${look}`, exact: true });
  }

  /** Messages in the conversation, oldest first. */
  messages(from: "You" | "Architect" | "Signoff"): Locator {
    return this.conversation.getByRole("article", { name: from, exact: true });
  }

  button(name: string): Locator {
    return this.frame.getByRole("button", { name, exact: true });
  }

  /** Types into the composer and sends; what was typed stays there when the host refuses it. */
  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.button("Send").click();
  }

  /** Resolves when the lock line says this. */
  async waitForLock(text: string | RegExp): Promise<void> {
    await this.lock.filter({ hasText: text }).waitFor();
  }

  /** Resolves when the phase line says this, `Build 2/4`. */
  async waitForPhase(text: string | RegExp): Promise<void> {
    await this.frame.getByText(text).first().waitFor();
  }

  /** Resolves when nothing runs that Stop would stop. */
  async waitUntilIdle(): Promise<void> {
    await this.button("Stop").waitFor({ state: "hidden" });
  }

  /** Presses the plan card's button; the click waits until the host lets it be pressed. */
  async approve(version: number): Promise<void> {
    await this.planCard(version).getByRole("button", { name: "Approve plan" }).click();
  }

  /** Types the approval word once the card was painted, as a person who read it does. */
  async approveByWord(word: string): Promise<void> {
    await this.frame
      .getByRole("button", { name: "Approve plan" })
      .and(this.frame.locator(":enabled"))
      .waitFor();
    await this.send(word);
  }

  /** Dialogs and notifications with buttons that wait for an answer. */
  pendingPrompts(): Promise<number> {
    return this.#workbench.page
      .locator(
        ".monaco-dialog-box, .notification-toast .notification-list-item-buttons-container a",
      )
      .count();
  }

  async stop(): Promise<void> {
    await this.button("Stop").click();
  }

  async goOn(task: string): Promise<void> {
    await this.taskCard(task).getByRole("button", { name: "Go on" }).click();
  }

  async sendDecisions(look: number): Promise<void> {
    await this.reviewCard(look).getByRole("button", { name: "Send decisions" }).click();
  }

  async keepRound(): Promise<void> {
    await this.gateCard.getByRole("button", { name: "Keep round" }).click();
  }

  async undoRound(): Promise<void> {
    await this.gateCard.getByRole("button", { name: "Undo round" }).click();
  }
}
