import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { apply, type Edit } from "../../model/edited.ts";

const base = join(import.meta.dirname, "..", "..", "model", "base");

/** A git repository of a test, with the base catalog in its work tree. */
export interface GitFolder {
  readonly root: string;
  readonly catalog: string;
  readonly git: (...args: readonly string[]) => string;
  /** edits the catalog and commits all that is there; answers the hash */
  readonly commit: (...edits: readonly Edit[]) => string;
  /** edits the work tree only */
  readonly edit: (...edits: readonly Edit[]) => void;
}

const made: string[] = [];
afterAll(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** A folder that is gone when the test file has ended. */
export function temporaryFolder(): string {
  const root = mkdtempSync(join(tmpdir(), "review-test-"));
  made.push(root);
  return root;
}

/** @param from what is copied into it: a folder with `catalog/`; default: the base catalog of the tests */
export function gitFolder(from: string = base): GitFolder {
  const folder = emptyGitFolder();
  cpSync(from, folder.root, { recursive: true });
  return folder;
}

export function emptyGitFolder(): GitFolder {
  const root = temporaryFolder();
  const git = (...args: readonly string[]) => execFileSync("git", [...settings, ...args], { cwd: root, encoding: "utf8" }).trim();
  git("init", "--quiet", "--initial-branch=main");
  const catalog = join(root, "catalog");
  const edit = (...edits: readonly Edit[]) => {
    for (const one of edits) apply(join(catalog, one.file), one);
  };
  const commit = (...edits: readonly Edit[]) => {
    edit(...edits);
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "a change");
    return git("rev-parse", "HEAD");
  };
  return { root, catalog, git, commit, edit };
}

const settings = [
  "-c",
  "user.name=Test",
  "-c",
  "user.email=test@example.com",
  "-c",
  "commit.gpgsign=false",
  "-c",
  "core.hooksPath=/dev/null",
];
