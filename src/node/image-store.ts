import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { contentHash } from "../base/hash.ts";
import {
  type BeforeManifest,
  emptyManifest,
  parseBeforeManifest,
} from "../core/edit/before-manifest.ts";
import { StorageError, unlessMissing } from "./disk-error.ts";
import { fileSize } from "./regular-file.ts";
import { makeFolder, replaceFile } from "./replace-file.ts";

/** The store of before-images: bytes by content hash, and one manifest per scope. All durable. */
export class ImageStore {
  readonly #folder: string;

  /** `folder` lies outside the workspace and is created when needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps the bytes and gives their hash. What is already kept is not written again. */
  async put(bytes: Uint8Array): Promise<string> {
    const hash = contentHash(bytes);
    const path = join(this.#folder, "content", hash);
    await makeFolder(join(this.#folder, "content"), 0o700);
    if ((await fileSize(path)) !== bytes.length) await replaceFile(path, bytes, { mode: 0o600 });
    return hash;
  }

  /** The kept bytes; rejects where they are missing or no longer what they were. */
  async get(hash: string): Promise<Buffer> {
    const bytes = await unlessMissing(readFile(join(this.#folder, "content", hash)));
    if (bytes !== null && contentHash(bytes) === hash) return bytes;
    throw new StorageError({
      what: "A file's content before the change is lost.",
      why: bytes === null ? "Its copy is missing." : "Its copy was damaged.",
      next: "Restore the file from your version control.",
      action: null,
    });
  }

  /** Empty for a scope of which nothing was kept; rejects where the manifest cannot be understood. */
  async manifest(scope: string): Promise<BeforeManifest> {
    const text = await unlessMissing(readFile(this.#manifestPath(scope), "utf8"));
    const manifest = text === null ? emptyManifest : parseBeforeManifest(text);
    if (manifest !== null) return manifest;
    throw new StorageError({
      what: "The list of files as they were before the change cannot be read.",
      why: "It was damaged or written by another version of Signoff.",
      next: "Nothing was changed. Restore the files from your version control.",
      action: null,
    });
  }

  async saveManifest(scope: string, manifest: BeforeManifest): Promise<void> {
    await makeFolder(join(this.#folder, "scopes"), 0o700);
    const text = `${JSON.stringify(manifest, null, 1)}\n`;
    await replaceFile(this.#manifestPath(scope), Buffer.from(text), { mode: 0o600 });
  }

  #manifestPath(scope: string): string {
    if (!/^[A-Za-z0-9.-]+$/.test(scope)) throw new TypeError(`Not a scope: ${scope}`);
    return join(this.#folder, "scopes", `${scope}.json`);
  }
}
