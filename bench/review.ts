import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duration, median, table } from "./figures.ts";
import { timedScript } from "./process.ts";
import type { Question } from "./question.ts";

const root = join(import.meta.dirname, "..");
/** Seconds that a reviewer may wait, from the command to its end. */
const limit = 3;
const runs = { full: 9, quick: 3 };

/** A threshold of one system, as it is loosened in docs/review.md. */
const edit = { file: join("catalog", "systems", "hastecrm.yaml"), from: "target: 99.9%\n", to: "target: 99.7%\n" };

/** How long a review of this project's own catalog takes, without a history: two revisions read, resolved and compared. */
export const review: Question = async ({ quick, report }) => {
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    changed(folder);
    const times: number[] = [];
    for (let round = -1; round < (quick ? runs.quick : runs.full); round++) {
      const { seconds, stdout } = await timedScript(join("..", "cli", "slostack.ts"), [
        "review",
        "--catalog",
        join(folder, "catalog"),
        "--base",
        "main",
      ]);
      if (!stdout.startsWith("looser: ")) throw new Error(`the review of a lower target says something else: ${stdout.split("\n")[0]}`);
      if (round >= 0) times.push(seconds);
    }
    report(`review: ${times.length} runs`);
    const seen = median(times);
    return {
      title: "Review",
      text: [
        "`slostack review` of one lower target in this project's catalog, both environments, without a history: the whole command, as a user waits for it.",
        "",
        table([
          ["", "median", "least", "most"],
          ["review", duration(seen), duration(Math.min(...times)), duration(Math.max(...times))],
        ]),
      ].join("\n"),
      demands: [{ what: `a review takes at most ${limit} s`, seen: duration(seen), met: seen <= limit }],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** A repository of its own with the catalog, and the edit in its work tree. */
function changed(folder: string): void {
  for (const path of ["catalog", join("docs", "runbooks")]) cpSync(join(root, path), join(folder, path), { recursive: true });
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", ...args], { cwd: folder });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "base");
  const file = join(folder, edit.file);
  const text = readFileSync(file, "utf8");
  if (!text.includes(edit.from)) throw new Error(`${edit.file} has no ${edit.from.trim()} to be lowered`);
  writeFileSync(file, text.replace(edit.from, edit.to));
}
