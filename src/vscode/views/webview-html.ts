import { env, Uri, type Webview, type WebviewOptions } from "vscode";

/** One of our pages; `name` names its bundle in `dist/webview`. */
export interface WebviewPage {
  readonly name: "sidebar" | "board";
  /** What a screen reader calls the page. */
  readonly title: string;
}

/** A page reads its own bundle and nothing else: not the workspace, not the rest of the extension. */
export function webviewOptions(extensionUri: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [bundleFolder(extensionUri)] };
}

/**
 * The document of a page. Its policy allows one script, by nonce, and no remote anything. Styles
 * come from files and constructed sheets; the toolkit alone writes a style element, to find out
 * whether `:focus-visible` works, and takes the nonce for it from the `csp-nonce` property.
 */
export function webviewHtml(webview: Webview, extensionUri: Uri, page: WebviewPage): string {
  const nonce = createNonce();
  const address = (file: string) =>
    webview.asWebviewUri(Uri.joinPath(bundleFolder(extensionUri), file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<link rel="stylesheet" href="${address("codicon.css")}">
<link rel="stylesheet" href="${address(`${page.name}.css`)}">
</head>
<body data-page="${page.name}">
<script type="module" nonce="${nonce}" src="${address(`${page.name}.js`)}"></script>
</body>
</html>`;
}

function bundleFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, "dist", "webview");
}

function createNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString("base64url");
}

function escapeAttribute(text: string): string {
  return text.replace(/[^\w-]/g, "");
}
