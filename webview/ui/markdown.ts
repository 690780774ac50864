import DOMPurify from "dompurify";
import { html, type PropertyValues, type TemplateResult } from "lit";
import { ask } from "../page/ask.ts";
import { LightElement } from "./light-element.ts";
import { createMarkdownRenderer, lastBlockStart } from "./markdown-html.ts";

const render = createMarkdownRenderer();

const allowedTags =
  "a p br hr em strong s del code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr th td".split(
    " ",
  );

function sanitised(markdown: string): { fragment: DocumentFragment; shortened: boolean } {
  const { html: unsafe, shortened } = render(markdown);
  const fragment = DOMPurify.sanitize(unsafe, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: ["data-href", "role", "tabindex", "start"],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  return { fragment, shortened };
}

/**
 * Shows Markdown nobody vouches for. While `live`, the text grows and at most its last block is
 * rendered again, at most once per animation frame.
 */
export class MarkdownElement extends LightElement {
  static override properties = { text: {}, live: { type: Boolean } };
  declare text: string;
  declare live: boolean;
  #frame = 0;
  #settled = 0;
  #settledNodes = 0;

  constructor() {
    super();
    this.text = "";
    this.live = false;
    this.addEventListener("click", (event) => this.#follow(event));
    this.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#follow(event);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  protected override render(): TemplateResult {
    return html`<div class="markdown"></div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("text") && !changed.has("live")) return;
    if (!this.live) {
      this.#paintWhole();
    } else if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#paintLive();
      });
    }
  }

  get #body(): Element | null {
    return this.querySelector(".markdown");
  }

  #paintWhole(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { fragment, shortened } = sanitised(this.text);
    this.#body?.replaceChildren(fragment);
    if (shortened) this.#body?.append(notice());
  }

  #paintLive(): void {
    const body = this.#body;
    if (body === null || !this.live) return;
    const start = lastBlockStart(this.text);
    this.#dropUnsettled(body);
    if (start > this.#settled) {
      body.append(sanitised(this.text.slice(this.#settled, start)).fragment);
      this.#settled = start;
      this.#settledNodes = body.childNodes.length;
    }
    body.append(sanitised(this.text.slice(this.#settled)).fragment);
  }

  #dropUnsettled(body: Element): void {
    while (body.childNodes.length > this.#settledNodes) body.lastChild?.remove();
  }

  #follow(event: Event): void {
    const link = event.target instanceof Element ? event.target.closest("a[data-href]") : null;
    const href = link?.getAttribute("data-href");
    if (!href) return;
    event.preventDefault();
    ask(this, "openLink", { href: href.slice(0, 2_000) });
  }
}

function notice(): Element {
  const paragraph = document.createElement("p");
  paragraph.className = "muted";
  paragraph.textContent = "Shortened: the rest of this text is too long to show.";
  return paragraph;
}

customElements.define("signoff-markdown", MarkdownElement);
