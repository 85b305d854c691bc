import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { count, duration, median, table } from "./figures.ts";
import { linesOf, slosPerService, writeMadeCompany } from "./made-company.ts";
import { timed } from "./process.ts";
import type { Question } from "./question.ts";

const services = 120;
const runs = { full: 7, quick: 2 };
/** Lines that a company writes for all of it, organization included. */
const mostLines = 400;
/** Seconds from a command to its end. */
const limit = 5;
const mebibyte = 1024 ** 2;

const local = (path: string) => join(import.meta.dirname, path);
const start = ["--import", local("../cli/node-24.mjs"), "--import", local("peak.ts"), local("../cli/slostack.ts")];

/** How long the commands take of a catalog whose hundred services have their entries from a profile. */
export const profiles: Question = async ({ quick, report }) => {
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    const { catalog, profile } = writeMadeCompany(folder, services);
    const lines = linesOf(catalog);
    commit(folder);
    // A review of the edit that changes every service.
    writeFileSync(profile, readFileSync(profile, "utf8").replace("target: 99.9%", "target: 99.8%"));
    const verbs: Readonly<Record<string, readonly string[]>> = {
      check: ["check", "--catalog", catalog],
      plan: ["plan", "--catalog", catalog],
      render: ["render", "--catalog", catalog, "--out", join(folder, "rendered")],
      review: ["review", "--catalog", catalog, "--base", "main"],
    };
    const measured = [];
    for (const [verb, args] of Object.entries(verbs))
      measured.push({ verb, ...(await measure(args, folder, quick ? runs.quick : runs.full)) });
    report(`profiles: ${measured.length} commands`);
    const slowest = Math.max(...measured.map(({ seconds }) => seconds));
    return {
      title: "Profiles",
      text: [
        `A made company: ${services} services, each with the ${slosPerService} SLOs and the alert of one profile, every tenth with values of its own, in`,
        `${count(lines)} lines of YAML with its organization. The review is that of a lower target in the profile. Whole commands, as a user waits for them.`,
        "",
        table([
          ["command", "time", "peak memory"],
          ...measured.map(({ verb, seconds, peak }) => [verb, duration(seconds), `${Math.round(peak / mebibyte)} MiB`]),
        ]),
      ].join("\n"),
      demands: [
        {
          what: `${count(services * slosPerService)} SLOs of ${services} services take at most ${mostLines} lines`,
          seen: count(lines),
          met: lines <= mostLines,
        },
        { what: `and no command takes more than ${limit} s`, seen: duration(slowest), met: slowest <= limit },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function measure(args: readonly string[], folder: string, rounds: number): Promise<{ seconds: number; peak: number }> {
  const file = join(folder, "peak");
  process.env.SLOSTACK_BENCH_PEAK = file;
  const times: number[] = [];
  let peak = 0;
  for (let round = -1; round < rounds; round++) {
    const { seconds } = await timed(process.execPath, [...start, ...args]);
    if (round >= 0) times.push(seconds);
    peak = Math.max(peak, Number(readFileSync(file, "utf8")));
  }
  return { seconds: median(times), peak };
}

function commit(folder: string): void {
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", ...args], { cwd: folder });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "base");
}
