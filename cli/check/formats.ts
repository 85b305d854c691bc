import type { Problem } from "../../model/problem.ts";
import { relatedInWords, report } from "../../model/report.ts";

/** What a check found, for every way of printing it. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly files: readonly string[];
  /** the last lines of the terminal: files, errors and warnings, and what each environment holds */
  readonly counts: readonly string[];
}

/** The problems of a check as text, each line ended; the terminal prints its counts later, below what it explains. */
export const printed = {
  terminal: ({ problems }) => lines(report(problems)),
  json: ({ problems, files, counts }) => `${JSON.stringify({ files, problems: problems.map(flat), counts }, null, 2)}\n`,
  github: ({ problems, counts }) => lines([...problems.map(annotation), ...counts]),
} as const satisfies Record<string, (checked: Checked) => string>;

export type CheckFormat = keyof typeof printed;
export const checkFormats = Object.keys(printed) as CheckFormat[];

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

const flat = ({ place, ...rest }: Problem) => ({ ...place, ...rest });

/**
 * A workflow command of GitHub that marks the line in the change.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
function annotation({ severity, place: { file, line, column, related = [] }, code, what, way, nearest }: Problem): string {
  const meant = nearest === undefined ? "" : ` (did you mean ${JSON.stringify(nearest)}?)`;
  const properties = { file, line, col: column, title: code };
  const written = Object.entries(properties).map(
    ([key, value]) => `${key}=${escaped(String(value)).replaceAll(":", "%3A").replaceAll(",", "%2C")}`,
  );
  return `::${severity} ${written.join(",")}::${escaped([`${what}${meant}`, way, ...relatedInWords(related)].join("\n"))}`;
}

/** As the toolkit of GitHub's own actions escapes what would end or split a command. */
const escaped = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
