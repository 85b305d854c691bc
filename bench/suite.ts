import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { count, duration, table } from "./figures.ts";
import type { Answer, Demand, Question } from "./question.ts";
import { type FileTime, type Run, recordOf, type SuiteTimes } from "./suite-times.ts";

/** Seconds on two idle cores, outside programs built. */
const limits = { unit: 60, whole: 600 };
const slowest = 10;

/** How long the last whole run of the tests took, by part. It measures nothing itself: `npm test` records. */
export const suite: Question = async () => suiteAnswer(recorded("whole"), recorded("unit"));

function recorded(run: Run): SuiteTimes | undefined {
  try {
    return JSON.parse(readFileSync(recordOf(run), "utf8"));
  } catch {
    return undefined;
  }
}

/** What two recorded runs say; a run that is not recorded meets no demand. */
export function suiteAnswer(whole: SuiteTimes | undefined, unit: SuiteTimes | undefined): Answer {
  return {
    title: "Tests",
    text: whole ? [words(whole, unit), "", byPart(whole.files), "", `The slowest files:`, "", bySize(whole.files)].join("\n") : missing,
    demands: [
      demand(`\`npm run test:unit\` takes at most ${limits.unit} s`, unit, limits.unit),
      demand(`\`npm test\` takes at most ${limits.whole / 60} min`, whole, limits.whole),
    ],
  };
}

const missing = "No run of all tests is recorded: `npm test` records one.";

const demand = (what: string, run: SuiteTimes | undefined, limit: number): Demand => ({
  what,
  seen: run ? duration(run.seconds) : "not run",
  met: run !== undefined && run.seconds <= limit,
});

function words({ at, seconds, files }: SuiteTimes, unit: SuiteTimes | undefined): string {
  const alone = unit ? `; \`npm run test:unit\` alone, ${count(unit.files.length)} files, ${duration(unit.seconds)}` : "";
  return [
    `\`npm test\` of ${at.slice(0, 10)}, ${count(files.length)} files: ${duration(seconds)}${alone}. *Time* is that of the workers, imports and hooks`,
    "included; two of them run beside each other.",
  ].join("\n");
}

/** A line a kind and folder, the slowest first. */
function byPart(files: readonly FileTime[]): string {
  const parts = Map.groupBy(files, ({ kind, file }) => `${kind} ${dirname(file).split("/").slice(0, 2).join("/")}`);
  const rows = [...parts.values()].map((part) => ({
    kind: part[0]?.kind ?? "",
    folder: `${dirname(part[0]?.file ?? "")
      .split("/")
      .slice(0, 2)
      .join("/")}`,
    files: part.length,
    tests: sum(part, ({ tests }) => tests),
    seconds: sum(part, ({ seconds }) => seconds),
  }));
  rows.sort((one, other) => other.seconds - one.seconds);
  const line = ({ kind, folder, files, tests, seconds }: (typeof rows)[number]) => [
    kind,
    folder,
    count(files),
    count(tests),
    duration(seconds),
  ];
  return table([["kind", "folder", "files", "tests", "time"], ...rows.map(line)]);
}

function bySize(files: readonly FileTime[]): string {
  const rows = files.toSorted((one, other) => other.seconds - one.seconds).slice(0, slowest);
  return table([["file", "tests", "time"], ...rows.map(({ file, tests, seconds }) => [file, count(tests), duration(seconds)])]);
}

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);
