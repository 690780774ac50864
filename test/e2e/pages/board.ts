import type { FrameLocator, Locator } from "playwright-core";
import type { WorkbenchPage } from "./workbench-page.ts";

/** The board in the editor area: plan tree, review table, checks, spend. */
export class Board {
  readonly frame: FrameLocator;
  readonly #workbench: WorkbenchPage;

  constructor(workbench: WorkbenchPage) {
    this.#workbench = workbench;
    this.frame = workbench.webview("panel");
  }

  async open(): Promise<void> {
    await this.#workbench.runCommand("Signoff: Open board");
    await this.title.waitFor();
  }

  get title(): Locator {
    return this.frame.getByRole("heading", { level: 1 });
  }

  get planTree(): Locator {
    return this.frame.getByRole("tree", { name: "Plan" });
  }

  get reviewTable(): Locator {
    return this.frame.getByRole("table", { name: "Review" });
  }

  get checks(): Locator {
    return this.frame.getByRole("region", { name: "Checks" });
  }

  get spend(): Locator {
    return this.frame.getByRole("region", { name: "Spend" });
  }

  treeItem(text: string | RegExp): Locator {
    return this.planTree.getByRole("treeitem", { name: text });
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole("button", { name });
  }

  /** The toggle beside the finding whose claim contains this text. */
  decision(claim: string): Locator {
    return this.frame.locator(`[role=group][aria-label^="Decision on"][aria-label*="${claim}"]`);
  }

  /** Settles a finding and resolves when the toggle shows it. */
  async decide(claim: string, disposition: "Accept" | "Reject"): Promise<void> {
    const group = this.decision(claim);
    await group.getByRole("button", { name: disposition, exact: true }).click();
    await group.getByRole("button", { name: disposition, exact: true, pressed: true }).waitFor();
  }

  /** Opens the place of a finding in the editor by its line on the board. */
  async openFinding(claim: string): Promise<void> {
    await this.reviewTable.getByRole("button").filter({ hasText: claim }).first().click();
  }

  async sendDecisions(): Promise<void> {
    await this.button(/^Send \d/).click();
  }

  async keepRound(): Promise<void> {
    await this.button("Keep round").click();
  }

  async undoRound(): Promise<void> {
    await this.button("Undo round").click();
  }
}
