import { selects } from "../../analysis/contract/compare/matches.ts";
import type { Matchers, Signal, Whole } from "../../model/resolved.ts";
import { bucketMatcher } from "../../queries/promql/bucket.ts";
import { selector } from "../../queries/promql/selector.ts";
import { totalName } from "../../queries/promql/tile.ts";

/** Series that a signal reads. */
export interface Need {
  readonly signal: Signal;
  /** of the series: of a histogram with `_count` or `_bucket` */
  readonly name: string;
  /** all of them hold */
  readonly where: readonly Matchers[];
  /** its series are born with the first event: where there are none, nothing happened */
  readonly rare: boolean;
}

/** What one signal reads of a Prometheus; nothing where its data are elsewhere. */
export function needsOf(signal: Signal): Need[] {
  if (!signal.from.traits.series) return [];
  const { metric, where } = signal;
  const need = (name: string, ...of: Matchers[]): Need => ({ signal, name, where: of, rare: false });
  const bucket = (bound: Parameters<typeof bucketMatcher>[0]) => need(`${metric.name}_bucket`, where, bucketMatcher(bound));
  const total = need(totalName(metric), where);
  const wholeNeeds = ({ outOf }: { readonly outOf?: Whole }) => (outOf ? [need(outOf.metric.name, outOf.where)] : []);
  switch (signal.kind) {
    case "events":
      if ("overBound" in signal.bad) return [total, bucket(signal.bad.overBound)];
      if ("raw" in signal.bad) return [];
      if ("upToBound" in signal.bad) return [total, bucket(signal.bad.upToBound)];
      if ("filter" in signal.bad || "allBut" in signal.bad) return [total];
      if ("good" in signal.bad) return [total, need(totalName(signal.bad.good), signal.bad.where)];
      return [total, { ...need(totalName(signal.bad.metric), signal.bad.where), rare: true }];
    case "slices":
      if ("across" in signal.measure) return [need(metric.name, where), ...wholeNeeds(signal.measure)];
      if ("each" in signal.measure) return [need(metric.name, where)];
      if ("failed" in signal.measure) return [total];
      return [total, ...[signal.good.under, signal.good.over].filter((bound) => bound !== undefined).map(bucket)];
    case "value":
      return [need(metric.name, where), ...wholeNeeds(signal)];
    case "age":
      return [need(metric.name, where)];
    case "count":
      return [need(totalName(metric), metric.where), { ...total, rare: true }];
  }
}

/** What is wanted of a history, whoever needs it. */
export type Selected = Pick<Need, "name" | "where">;

/** Whether a series with these labels is wanted. */
export const isSelected = ({ where }: Pick<Selected, "where">, labels: ReadonlyMap<string, string>): boolean =>
  where.every((matchers) => selects(matchers, labels));

/** Tells the series of a history that are wanted from the others: by their names alone, and with their labels. */
export class Wanted {
  private readonly byName: ReadonlyMap<string, readonly Selected[]>;

  constructor(selected: readonly Selected[]) {
    this.byName = Map.groupBy(selected, ({ name }) => name);
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  takes(name: string, labels: ReadonlyMap<string, string>): boolean {
    return this.byName.get(name)?.some((one) => isSelected(one, labels)) ?? false;
  }
}

/** The need as a selector of PromQL. */
export const selectorOf = ({ name, where }: Selected): string => selector(name, ...where);

/** The selectors of all needs, each once, in the order of their text. */
export function selectorsOf(needs: readonly Selected[]): string[] {
  return [...new Set(needs.map(selectorOf))].sort();
}
