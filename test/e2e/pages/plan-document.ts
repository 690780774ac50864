import type { Locator } from "playwright-core";
import type { Sidebar } from "./sidebar.ts";
import type { WorkbenchPage } from "./workbench-page.ts";

/** The plan as an ordinary Markdown document in VS Code's editor. */
export class PlanDocument {
  readonly #workbench: WorkbenchPage;
  readonly #sidebar: Sidebar;

  constructor(workbench: WorkbenchPage, sidebar: Sidebar) {
    this.#workbench = workbench;
    this.#sidebar = sidebar;
  }

  private get editor(): Locator {
    return this.#workbench.page.locator(
      '.editor-group-container.active .monaco-editor[data-uri$=".md"]',
    );
  }

  /** Opens the plan with the card's button; resolves when its text is on the screen. */
  async open(version: number): Promise<void> {
    const card = this.#sidebar.planCard(version);
    await card.getByRole("button", { name: "Open plan" }).click();
    await this.editor.getByText("signoff: plan/1").waitFor();
  }

  /** Writes at the end of the document without saving; resolves when the tab is marked as changed. */
  async append(text: string): Promise<void> {
    await this.editor.locator(".view-lines").click();
    await this.#workbench.page.keyboard.press("ControlOrMeta+End");
    await this.#workbench.page.keyboard.insertText(text);
    await this.#workbench.page.locator(".tab.active.dirty").waitFor();
  }

  /** Takes back the last thing typed. */
  async undoTyping(): Promise<void> {
    await this.editor.locator(".view-lines").click();
    await this.#workbench.page.keyboard.press("ControlOrMeta+z");
  }

  async save(): Promise<void> {
    await this.#workbench.save();
  }
}
