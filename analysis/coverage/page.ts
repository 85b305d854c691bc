import type { Carrier } from "./carriers.ts";
import type { Answer, Coverage, Fault, Standing } from "./coverage.ts";
import type { Elsewhere } from "./requirement.ts";

/** How many names of one type are listed before the rest is counted. */
const named = 3;

/** The answers as text for a terminal: by system, then everything that is missing once more, then the count. */
export function coverageText({ answers, faults }: Coverage): string {
  const bySystem = Map.groupBy(answers, ({ requirement }) => requirement.system);
  const lines = [...bySystem].flatMap(([system, own]) => [system, ...own.flatMap(answerLines), ""]);
  return [...lines, ...summary(answers, faults), ""].join("\n");
}

function answerLines({ requirement: { id, asks, reason }, standings, faults }: Answer): string[] {
  return [
    `  ${id.padEnd(6)} ${asks}`,
    ...(reason ? [`         ${reason.kind}: ${reason.why}`] : []),
    ...standings.flatMap(standingLines),
    ...faults.map((fault) => `         MISSING: ${fault}`),
  ];
}

function standingLines({ entry: { file, line, entry }, carriers }: Standing): string[] {
  return [`         ${file}:${line}  ${entry}`, ...carrierLines(carriers).map((text) => `           ${text}`)];
}

/** A line for each type of object of each environment, for the files of each environment, and for the contract. */
function carrierLines(carriers: readonly Carrier[]): string[] {
  const groups = Map.groupBy(carriers, (carrier) => {
    if (carrier.kind === "object") return `${carrier.environment}  ${carrier.type}`;
    return carrier.kind === "file" ? `${carrier.environment}  file` : "contract";
  });
  return [...groups].map(([group, own]) => `${group}  ${someOf([...new Set(own.map(nameOf))])}`);
}

function nameOf(carrier: Carrier): string {
  if (carrier.kind === "object") return carrier.name;
  return carrier.kind === "file" ? carrier.path : carrier.owes;
}

function someOf(names: readonly string[]): string {
  const rest = names.length - named;
  return rest > 0 ? `${names.slice(0, named).join(", ")} and ${rest} more` : names.join(", ");
}

/** What every requirement came to. */
export type Outcome = "catalog" | Elsewhere | "missing";

export function outcomeOf({ requirement: { reason }, faults }: Answer): Outcome {
  if (faults.length > 0) return "missing";
  return reason?.kind ?? "catalog";
}

const outcomes: readonly (readonly [Outcome, string])[] = [
  ["catalog", "in the catalog"],
  ["application", "of the application, in the contract"],
  ["people", "of people, in a procedure"],
  ["dropped", "dropped"],
  ["missing", "without an answer"],
];

function summary(answers: readonly Answer[], faults: readonly Fault[]): string[] {
  const missing = answers.filter((answer) => outcomeOf(answer) === "missing");
  const counted = outcomes.map(([outcome, words]) => `${answers.filter((answer) => outcomeOf(answer) === outcome).length} ${words}`);
  return [
    ...missing.flatMap(({ requirement: { id }, faults }) => faults.map((fault) => `${id}: ${fault}`)),
    ...faults.map(({ file, line, what }) => `${file}:${line}  ${what}`),
    ...(missing.length + faults.length > 0 ? [""] : []),
    `${answers.length} requirements: ${counted.join(", ")}.`,
  ];
}
