import type { Problem } from "./problem.ts";

/** A problem in two lines: where, which code, what is wrong; then the way out. Editors make a link of the first. */
export function writeProblem({ place, severity, code, at, what, way, nearest }: Problem): string {
  const meant = nearest === undefined ? "" : ` (${nearest} is meant?)`;
  return `${place.file}:${place.line}:${place.column} ${severity} ${code} at ${at}: ${what}${meant}\n    ${way}`;
}
