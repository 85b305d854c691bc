import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { workflows } from "../../cli/init/workflows.ts";
import { findProgram } from "../../programs/find.ts";
import { files, folder } from "./workflow.ts";

let program = "";
beforeAll(async () => {
  ({ path: program } = await findProgram("actionlint", { report: () => {} }));
});

interface Finding {
  readonly kind: string;
  readonly line: number;
  readonly message: string;
}

/** What actionlint finds in a file. Programs that it would call where a machine happens to have them are off: the result is everywhere the same. */
function lint(file: string): readonly Finding[] {
  const { stdout, stderr, status } = spawnSync(program, ["-format", "{{json .}}", "-shellcheck=", "-pyflakes=", file], {
    encoding: "utf8",
  });
  // 0 nothing found, 1 something found; all else is a linter that did not run.
  if (status !== 0 && status !== 1) throw new Error(`actionlint ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Finding[];
}

test.each(files)("actionlint finds nothing in %s", (file) => {
  expect(lint(join(folder, file))).toEqual([]);
});

test.each(workflows("github"))("actionlint finds nothing in what a new repository has as $path", ({ path, text }) => {
  const made = mkdtempSync(join(tmpdir(), "slostack-workflow-"));
  try {
    const file = join(made, basename(path));
    writeFileSync(file, text);
    expect(lint(file)).toEqual([]);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
});

describe("actionlint did run: of a broken workflow it finds", () => {
  const found = () => lint(join(import.meta.dirname, "fixtures", "broken.yml"));

  test.each([
    ["expression", /"github\.event\.pull_request\.title" is potentially untrusted/],
    ["job-needs", /needs job "nowhere" which does not exist/],
    ["permissions", /unknown permission scope "pull-request"/],
    ["expression", /property "commit" is not defined in object type \{\}/],
    ["action", /input "refs" is not defined in action "actions\/checkout/],
    ["syntax-check", /unexpected key "timeout"/],
    ["events", /invalid CRON format/],
  ])("%s: %s", (kind, message) => {
    expect(found()).toContainEqual(expect.objectContaining({ kind, message: expect.stringMatching(message) }));
  });
});
