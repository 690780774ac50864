import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isManifest,
  type Protection,
  protection,
} from "../../../../src/core/plan/protected-paths.ts";

function all(expected: Protection, paths: readonly string[]): void {
  for (const path of paths) assert.equal(protection(path, ["docs/RULES.md"]), expected, path);
}

test("Instructions of tools, role files, repositories and our own storage are never touched", () => {
  all("never", [
    "AGENTS.md",
    "AGENT.md",
    "CLAUDE.md",
    "CLAUDE.local.md",
    "GEMINI.md",
    "packages/a/AGENTS.md",
    "docs/RULES.md",
    ".github/copilot-instructions.md",
    ".github/agents/a.md",
    ".github/hooks/x.json",
    ".github/instructions/x.md",
    ".github/prompts/a/b.md",
    ".cursorrules",
    ".cursor/mcp.json",
    ".cursor/rules/x.mdc",
    ".clinerules",
    ".clinerules/x.md",
    ".clinerules-code",
    ".roo/rules/x.md",
    ".roomodes",
    ".windsurfrules",
    ".kiro/steering/x.md",
    ".claude/settings.json",
    ".claude",
    ".gemini/settings.json",
    ".codex/config.toml",
    ".amazonq/rules/a.md",
    ".mcp.json",
    ".aider.conf.yml",
    ".opencode/agents/x.md",
    "opencode.json",
    ".signoff/agents/developer.md",
    ".signoff/plans/x.md",
    ".signoff/backlog.md",
    ".git",
    ".git/config",
    ".git/hooks/pre-commit",
    "sub/.git",
    "sub/.git/config",
    "sub/HEAD",
    "x.instructions.md",
  ]);
});

test("What runs by being there is touched only when a plan names it", () => {
  all("named-only", [
    ".vscode",
    ".vscode/settings.json",
    ".vscode/tasks.json",
    "a/.vscode/launch.json",
    "x.code-workspace",
    ".idea/x.xml",
    ".gitattributes",
    "sub/.gitmodules",
    ".husky/pre-commit",
    ".devcontainer/devcontainer.json",
    ".envrc",
    ".npmrc",
    ".yarnrc.yml",
    ".pnp.cjs",
    ".pre-commit-config.yaml",
    ".github/workflows/ci.yml",
    ".github/actions/x/action.yaml",
    "package.json",
    "packages/a/package.json",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "Cargo.lock",
    "go.sum",
    "build.rs",
    "Cargo.toml",
    ".cargo/config.toml",
    "app/build.gradle.kts",
    "gradle.properties",
    "gradle/wrapper/gradle-wrapper.jar",
    "x.csproj",
    "Directory.Build.props",
    "Makefile",
    "web.config",
    "server.xml",
    ".env",
    ".env.local",
    ".gitlab-ci.yml",
    "Jenkinsfile",
    "pyproject.toml",
    "requirements-dev.txt",
  ]);
});

test("Ordinary files are free, also where their names come close", () => {
  all("free", [
    "src/agents.ts",
    "docs/agents-guide.md",
    "CONSTRAINTS.md",
    "README.md",
    "src/git.ts",
    ".gitignore",
    "src/git/config.ts",
    "src/environment.ts",
    "src/package.ts",
    "src/locks.ts",
    "src/header.ts",
    "src/headings/a.ts",
    "vscode/x.json",
    "github/workflows.ts",
    ".github/ISSUE_TEMPLATE.md",
    "src/claude.ts",
    "test/client.test.ts",
    "agents/architect.md",
  ]);
});

test("Case, full-width letters, folds and decomposed forms do not open what is shut", () => {
  all("never", [
    "AGENTS.MD",
    "agents.md",
    "Agents.Md",
    "ＡＧＥＮＴＳ.md",
    "AGENT\u017F.md",
    "\u212Airo/x".replace("\u212A", ".\u212A"),
    ".cUrSoR/mcp.json",
    ".GIT/hooks/pre-commit",
    ".g\u200Cit/config",
    "DOCS/rules.MD",
    ".ſignoff/agents/x.md",
  ]);
  all("named-only", [".VSCODE/Settings.json", "PACKAGE.JSON", "ｐackage.json", "MAKEFILE"]);
});

test("Manifests and lock files of packages are told from other protected files", () => {
  assert.equal(isManifest("a/package.json"), true);
  assert.equal(isManifest("Cargo.lock"), true);
  assert.equal(isManifest(".vscode/settings.json"), false);
  assert.equal(isManifest("src/a.ts"), false);
});
