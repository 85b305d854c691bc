import type { Loaded } from "../model/load.ts";
import { type Problem, problem } from "../model/problem.ts";
import type { Resolved } from "../model/resolved.ts";
import { alertsOf } from "./alerts.ts";
import { fireability } from "./fireability.ts";

/** What the generated alerts cannot do, reported once for an entry however many environments it concerns. */
export function unfireable(environments: readonly Resolved[], locate: Loaded["locate"]): Problem[] {
  const found = new Map<string, Problem>();
  for (const { code, entry, what, way } of environments.flatMap((resolved) => fireability(alertsOf(resolved)))) {
    const where = locate(entry);
    const place = where?.place ?? { file: "catalog", line: 1, column: 1 };
    found.set(`${code} ${entry} ${what}`, problem(code, place, where?.at ?? entry, what, { way }));
  }
  return [...found.values()];
}
