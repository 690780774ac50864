import type { FrameLocator, Locator, Page } from "playwright-core";
import { takeScreenshot } from "../../support/screenshot.ts";

/** VS Code's own window: the frame in which Signoff's views live. */
export class WorkbenchPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens the workbench and resolves when it is started and the extension's icon is there. */
  static async open(page: Page, url: string): Promise<WorkbenchPage> {
    page.setDefaultTimeout(120_000);
    await page.goto(url);
    const workbench = new WorkbenchPage(page);
    await workbench.#restored();
    return workbench;
  }

  get signoffTab(): Locator {
    return this.page.locator(".activitybar").getByRole("tab", { name: /^Signoff/ });
  }

  /**
   * The document inside one of Signoff's webviews. VS Code nests it in two frames and names the
   * purpose of the outer one in its address: `webviewView` for a view, nothing for an editor panel.
   */
  webview(kind: "view" | "panel"): FrameLocator {
    const view = '[src*="purpose=webviewView"]';
    const purpose = kind === "view" ? view : `:not(${view})`;
    return this.page
      .frameLocator(`iframe.webview[src*="extensionId=signoff.signoff"]${purpose}`)
      .frameLocator("#active-frame");
  }

  /** Loads the window anew, as after a crash or on the next day. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#restored();
  }

  /** Resolves when VS Code has put back what was open, so that a click does not undo it halfway. */
  async #restored(): Promise<void> {
    await this.signoffTab.waitFor();
    await this.page.waitForFunction(
      () => performance.getEntriesByName("code/didStartWorkbench").length > 0,
    );
  }

  /** Runs a command by its full title, `Signoff: Open board`, through the palette. */
  async runCommand(title: string): Promise<void> {
    await this.pick(`>${title}`, title);
  }

  /** Opens a file of the workspace by its path and resolves when its tab is active. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf("/") + 1);
    await this.pick(path, name);
    await this.activeTab(name).waitFor();
  }

  private async pick(query: string, label: string): Promise<void> {
    const widget = this.page.locator(".quick-input-widget");
    const input = widget.getByRole("combobox").or(widget.getByRole("textbox")).first();
    const row = widget
      .locator(".monaco-list-row.focused")
      .filter({ has: this.page.getByText(label, { exact: true }) });
    await this.page.keyboard.press("F1");
    await input.fill(query);
    await row.waitFor();
    await input.press("Enter");
    await widget.waitFor({ state: "hidden" });
  }

  /** The tab of the active editor, by the beginning of its title. */
  activeTab(name: string): Locator {
    return this.page.locator(".tab.active").filter({ hasText: name });
  }

  /** Saves the active editor and resolves when its tab is no longer marked. */
  async save(): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+s");
    await this.page.locator(".editor-group-container.active .tab.active:not(.dirty)").waitFor();
  }

  screenshot(name: string): Promise<string> {
    return takeScreenshot(this.page, name);
  }
}
