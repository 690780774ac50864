import { delimiter, isAbsolute } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** What build tools need to find themselves, their caches and the person's home. */
const allowed: readonly RegExp[] = [
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TMP|TEMP|CI)$/,
  /^(?:SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERPROFILE|HOMEDRIVE|HOMEPATH)$/,
  /^(?:APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES(?:\(X86\))?|NUMBER_OF_PROCESSORS)$/,
  /^(?:XDG_(?:CACHE|CONFIG|DATA|STATE)_HOME|XDG_RUNTIME_DIR|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH)$/,
  /^(?:JAVA|GRADLE_USER|MAVEN|M2|ANDROID|CARGO|RUSTUP|PNPM|VOLTA|DENO_INSTALL|BUN_INSTALL)(?:_HOME)?$/,
  /^(?:GOPATH|GOROOT|GOCACHE|GOMODCACHE|DOTNET_ROOT|NVM_DIR|NVM_BIN|FNM_DIR|ASDF_DIR|PYENV_ROOT)$/,
  /^(?:VIRTUAL_ENV|CONDA_PREFIX|RBENV_ROOT|GEM_HOME|GEM_PATH|SSL_CERT_FILE|NODE_EXTRA_CA_CERTS)$/,
];
const secret = /KEY|TOKEN|SECRET|PASSW/;

/**
 * The environment a check runs in: only variables known to be harmless, never one that may hold a
 * secret or steer Node (`NODE_OPTIONS`, `NODE_TEST_CONTEXT`). Relative folders are taken out of
 * the PATH, so that a file of the workspace is not run in place of a program.
 */
export function checkEnvironment(env: Env): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    const folded = name.toUpperCase();
    if (value === undefined || secret.test(folded)) continue;
    if (allowed.some((pattern) => pattern.test(folded))) kept[name] = value;
  }
  for (const name of Object.keys(kept).filter((key) => key.toUpperCase() === "PATH")) {
    const folders = (kept[name] ?? "").split(delimiter);
    kept[name] = folders.filter((folder) => isAbsolute(folder)).join(delimiter);
  }
  return { ...kept, NO_COLOR: "1", TERM: "dumb" };
}
