import { type Approval, isGiven } from "../../analysis/review/approval.ts";
import type { Change, Finding } from "../../analysis/review/change.ts";
import type { Line } from "../../analysis/review/section.ts";
import type { Direction, Organization } from "../../model/resolved.ts";
import type { Verdict } from "./value.ts";

/** The most severe first. */
const directions: readonly Direction[] = ["blind", "looser", "tighter", "neutral"];

export function verdictOf(
  changes: readonly Change[],
  findings: readonly Finding[],
  approvals: readonly Approval[],
  base: Organization | undefined,
  compared: Verdict["compared"],
): Verdict {
  return {
    compared,
    directions: counts(changes),
    errors: findings.filter(({ severity }) => severity === "error").length,
    warnings: findings.filter(({ severity }) => severity === "warning").length,
    missing: [...new Set(approvals.filter((approval) => !isGiven(approval)).map((approval) => askedInWords(approval, base)))],
  };
}

function counts(changes: readonly Change[]): Verdict["directions"] {
  const number = (of: Direction) => changes.filter(({ direction }) => direction === of).length;
  return { blind: number("blind"), looser: number("looser"), tighter: number("tighter"), neutral: number("neutral") };
}

/** `blind: 1, looser: 2`. */
export const countedDirections = (changes: readonly Change[]): string => inWords(counts(changes));

const inWords = (number: Verdict["directions"]): string =>
  directions
    .filter((direction) => number[direction] > 0)
    .map((direction) => `${direction}: ${number[direction]}`)
    .join(", ");

/** `owner (CRM Platform)`, `sre`. */
export function askedInWords({ asked, teams }: Approval, base: Organization | undefined): string {
  const names = teams.map((id) => base?.teams.find((team) => team.id === id)?.name ?? id);
  return names.length === 0 ? asked : `${asked} (${names.join(", ")})`;
}

const unchanged: Readonly<Record<Verdict["compared"], (environment: string) => string>> = {
  all: (environment) => `no notification changes in ${environment}`,
  part: (environment) => `no change in what could be compared in ${environment}`,
  nothing: () => "what changes cannot be said",
};

/** The verdict in one line, what keeps it from being merged first. */
export function verdictLine({ compared, directions: number, errors, missing }: Verdict, environment: string): Line {
  const counted = inWords(number);
  return [
    ...(errors > 0 ? [{ strong: `${errors} ${errors === 1 ? "error" : "errors"}` }, "; "] : []),
    counted === "" ? unchanged[compared](environment) : counted,
    compared === "part" ? "; not all could be compared" : "",
    missing.length > 0 ? `; approvals missing: ${missing.join(", ")}` : "",
  ];
}
