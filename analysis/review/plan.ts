import type { Finding } from "./change.ts";
import { type AlertContext, alertNames } from "./plan/concern.ts";
import { type Fate, type PlannedObject, plannedObject } from "./plan/planned.ts";
import { parsePreview, previewOf } from "./plan/preview.ts";
import { warningsOf } from "./plan/warnings.ts";

export type { Fate, PlannedObject, PlannedPart } from "./plan/planned.ts";
export { NoPreview } from "./plan/preview.ts";

/** What `pulumi up` would do, in the words of the catalog. */
export interface Plan {
  /** what is replaced or deleted and pages first, then by what happens and by name */
  readonly objects: readonly PlannedObject[];
  readonly unchanged: number;
  /** a warning for everything that pages and is replaced or deleted, in the order of `objects` */
  readonly findings: readonly Finding[];
  /** errors with which the preview itself ended */
  readonly failures: readonly string[];
}

/**
 * Reads what `pulumi preview --json` printed.
 *
 * @throws NoPreview with one sentence where the text is something else or was cut off
 */
export function readPlan(text: string, context: AlertContext): Plan {
  return planOf(parsePreview(text), context);
}

/**
 * What a preview means. A renamed entry whose aliases the engine follows is no step of a preview, so it shows nothing.
 *
 * @param value the parsed output of `pulumi preview --json`
 * @throws NoPreview if it is something else
 */
export function planOf(value: unknown, context: AlertContext): Plan {
  const { steps, diagnostics, changeSummary } = previewOf(value);
  const alerts = alertNames(context);
  const byObject = Map.groupBy(steps, ({ urn }) => urn);
  const objects = [...byObject].flatMap(([urn, own]) => plannedObject(urn, own, alerts) ?? []).sort(inOrder);
  const errors = (diagnostics ?? []).filter(({ severity }) => severity === "error");
  return {
    objects,
    unchanged: changeSummary?.same ?? 0,
    findings: warningsOf(objects),
    failures: errors.map(({ message = "" }) => message.replace(/^error: /, "").trim()),
  };
}

const rank: Readonly<Record<Fate, number>> = { replaced: 0, deleted: 1, updated: 2, created: 3, "taken over": 4 };

/** What pages and ceases to be what it is comes first. */
function inOrder(one: PlannedObject, other: PlannedObject): number {
  const significance = ({ fate, pages }: PlannedObject) => (pages && rank[fate] < 2 ? 0 : 10) + rank[fate] + (pages ? 0 : 0.5);
  return (
    significance(one) - significance(other) || (one.type < other.type ? -1 : one.type > other.type ? 1 : one.name < other.name ? -1 : 1)
  );
}
