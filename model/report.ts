import type { Problem } from "./problem.ts";

/** Problems below their files: place and code, what is wrong, the remediation. */
export function report(problems: readonly Problem[]): string[] {
  const files = [...new Set(problems.map(({ place }) => place.file))];
  return files.flatMap((file) => [file, ...problems.filter(({ place }) => place.file === file).flatMap(linesOf), ""]);
}

function linesOf({ place, code, severity, at, what, way, nearest }: Problem): string[] {
  const mark = severity === "warning" ? " (warning)" : "";
  const meant = nearest === undefined ? [] : [`    did you mean ${JSON.stringify(nearest)}?`];
  return [`  ${place.file}:${place.line}:${place.column}  ${code}${mark}  ${what}`, `    at ${at}`, ...meant, `    ${way}`];
}
