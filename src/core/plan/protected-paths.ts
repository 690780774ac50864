import picomatch from "picomatch";
import { foldPath } from "./plan-path.ts";

/**
 * What no model may touch (DESIGN 8), by path alone, whether the file exists or not:
 * `never`, whatever a plan says; `named-only`, when an approved plan names it; `free`.
 */
export type Protection = "never" | "named-only" | "free";

/**
 * Judges a path relative to the workspace root. `constraintDocuments` are the paths of the
 * project's constraint documents. Case and compatibility forms do not matter on any system,
 * because the files may be copied to one where they do not.
 */
export function protection(path: string, constraintDocuments: readonly string[] = []): Protection {
  const folded = foldPath(path);
  if (constraintDocuments.some((document) => foldPath(document) === folded)) return "never";
  if (isNever(folded)) return "never";
  return isNamedOnly(folded) || isManifestFold(folded) ? "named-only" : "free";
}

/** Whether a path is a package manifest or lock file, whose change may bring new dependencies. */
export function isManifest(path: string): boolean {
  return isManifestFold(foldPath(path));
}

/** Files and folders of these names at any depth, with everything in the folders. Lower case: paths are folded. */
function anywhere(names: readonly string[]): (path: string) => boolean {
  return picomatch(
    names.flatMap((name) => [`**/${name}`, `**/${name}/**`]),
    { dot: true },
  );
}

const isNever = anywhere([
  // Our own storage and role files.
  ".signoff",
  // Repositories; a file HEAD is what makes a folder a bare one.
  ".git",
  "head",
  // Instructions and settings of other tools that work with models.
  ...["agents.md", "agents.*.md", "agent.md", "claude.md", "claude.*.md", "gemini.md"],
  ...[".agents", ".claude", ".codex", ".gemini", ".amazonq", ".kiro", ".junie", ".augment*"],
  ...[".cursor", ".cursorrules", ".cursorignore", ".windsurf", ".windsurfrules", ".continue*"],
  ...[
    ".clinerules*",
    ".clineignore",
    ".roo",
    ".roorules*",
    ".roomodes",
    ".rooignore",
    ".kilocode*",
  ],
  ...[".opencode", "opencode.json", "opencode.jsonc", ".aider*", ".mcp.json", ".goosehints"],
  ...[
    ".github/copilot-instructions.md",
    ".github/{agents,chatmodes,hooks,instructions,prompts,skills}",
  ],
  "*.{agent,chatmode,instructions,prompt}.md",
]);

const isNamedOnly = anywhere([
  // Editor settings and tasks.
  ...[".vscode", "*.code-workspace", ".idea", ".devcontainer", ".devcontainer.json", ".ruby-lsp"],
  // Continuous integration.
  ...[".github/workflows", ".github/actions", ".github/dependabot.y{a,}ml", ".gitlab-ci.y{a,}ml"],
  ...[".circleci", ".travis.yml", ".drone.yml", ".buildkite", ".ci", "jenkinsfile"],
  ...["azure-pipelines*.y{a,}ml", "bitbucket-pipelines.yml"],
  // Hooks and what git runs.
  ...[".husky", ".githooks", ".pre-commit-config.yaml", "lefthook*.y{a,}ml"],
  ...[".lefthook*", ".gitattributes", ".gitmodules"],
  // Environments and what package managers and build tools run.
  ...[".env*", ".npmrc", ".yarnrc*", ".yarn", ".pnp.*", ".pnpmfile.*", "bunfig.toml"],
  ...[".cargo", "build.rs", ".mvn", "mvnw*", "gradlew*", "gradle.properties", "gradle/wrapper"],
  ...["*.{proj,targets,props}", "makefile", "gnumakefile", "web.config", "server.xml"],
]);

const isManifestFold = anywhere([
  ...["package.json", "package-lock.json", "npm-shrinkwrap.json", "*.lock", "*.lockb", "*-lock.*"],
  ...["pnpm-workspace.yaml", "deno.json", "deno.jsonc", "bower.json"],
  ...[
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "requirements*.txt",
    "pipfile",
    "environment.y{a,}ml",
  ],
  ...["cargo.toml", "go.mod", "go.sum", "go.work", "gemfile", "*.gemspec", "composer.json"],
  ...["pom.xml", "*.gradle*", "*.versions.toml", "*.{csproj,fsproj,vbproj,vcxproj}"],
  ...["packages.config", "mix.exs", "pubspec.yaml", "package.swift", "podfile"],
]);
