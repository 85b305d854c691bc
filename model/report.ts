import type { Related } from "./document.ts";
import type { Problem } from "./problem.ts";
import { formatCount } from "./quantity.ts";

/** Problems below their files: place and code, what is wrong, the remediation. */
export function report(problems: readonly Problem[]): string[] {
  const files = [...new Set(problems.map(({ place }) => place.file))];
  return files.flatMap((file) => [file, ...problems.filter(({ place }) => place.file === file).flatMap(linesOf), ""]);
}

function linesOf({ place, code, severity, at, what, way, nearest }: Problem): string[] {
  const mark = severity === "warning" ? " (warning)" : "";
  const meant = nearest === undefined ? [] : [`    did you mean ${JSON.stringify(nearest)}?`];
  const others = relatedInWords(place.related ?? []).map((line) => `    ${line}`);
  return [`  ${place.file}:${place.line}:${place.column}  ${code}${mark}  ${what}`, `    at ${at}`, ...others, ...meant, `    ${way}`];
}

/** Services that are listed by their places; of more, the number says enough. */
const most = 5;

/** The other places of a problem, a line each: which services use a line of a profile, of which line a value is. */
export function relatedInWords(related: readonly Related[]): string[] {
  const users = related.filter(({ as }) => as === "used by");
  const rest = users.length - most;
  return [
    ...related.filter(({ as }) => as !== "used by").map(inWords),
    ...users.slice(0, rest === 1 ? undefined : most).map(inWords),
    ...(rest > 1 ? [`used by ${formatCount(rest, "more service")}`] : []),
  ];
}

const inWords = ({ as, at, file, line, column }: Related): string => `${as} ${at} (${file}:${line}:${column})`;
