import { LitElement } from "lit";

/**
 * An element that renders into the page itself, so that the codicon font and the one stylesheet
 * apply. It takes data by property and speaks by DOM events.
 */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
