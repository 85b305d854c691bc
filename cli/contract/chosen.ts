import { type Demand, demandsOf } from "../../analysis/contract/demand.ts";
import { nearest } from "../../model/nearest.ts";
import type { Resolved, Source } from "../../model/resolved.ts";
import { CannotCompare } from "./body.ts";
import type { Against } from "./findings-text.ts";

/** @throws CannotCompare with the nearest of the names that there are */
export function checkName(noun: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const meant = nearest(name, names);
  const way = meant === undefined ? `there is ${names.join(", ")}` : `did you mean ${JSON.stringify(meant)}?`;
  throw new CannotCompare(`there is no ${noun} ${JSON.stringify(name)}; ${way}`);
}

interface Chosen {
  readonly wanted: readonly Demand[];
  /** all demands on the source */
  readonly all: readonly Demand[];
  readonly against: Omit<Against, "from">;
}

/** What was chosen by hand: a system or service, a source. */
interface Choice {
  readonly service?: string;
  readonly source?: string;
}

/**
 * The demands that one comparison is about. One endpoint or server is one source: several at once would find missing
 * what another has.
 *
 * @throws CannotCompare if it is not one source
 */
export function chosenFor(kind: Source["kind"], resolved: Resolved, { service, source }: Choice): Chosen {
  const demands = demandsOf(resolved);
  const asked = service === undefined ? demands : demands.filter((one) => [one.system.id, one.service.path].includes(service));
  const ids = [...new Set(asked.filter(({ metric }) => metric.from.kind === kind).map(({ metric }) => metric.from.id))].sort();
  if (source !== undefined) checkName(`source of the kind ${kind}`, source, ids);
  const [id, ...more] = source === undefined ? ids : [source];
  if (id === undefined) throw new CannotCompare(`${service ?? "the catalog"} has no metric in a source of the kind ${kind}`);
  if (more.length > 0)
    throw new CannotCompare(`the metrics are in several sources (${ids.join(", ")}): choose one by --source, or a --service`);
  const others = Map.groupBy(
    asked.filter(({ metric }) => metric.from.id !== id),
    ({ metric }) => metric.from,
  );
  return {
    wanted: asked.filter(({ metric }) => metric.from.id === id),
    all: demands.filter(({ metric }) => metric.from.id === id),
    against: { source: id, others: [...others].map(([from, of]) => ({ source: from.id, kind: from.kind, metrics: of.length })) },
  };
}
