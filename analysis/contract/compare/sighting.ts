import { isNative } from "../../../model/native-histogram.ts";
import type { Matchers, Metric } from "../../../model/resolved.ts";
import type { Demand } from "../demand.ts";

/** What has to be looked at to compare one metric with what is there. The same questions go to an endpoint and to a server. */
export interface Inquiry {
  /** whether it is asked at a server, which keeps what was collected, or where the application sends it */
  readonly collected: boolean;
  readonly name: string;
  readonly kind: Metric["kind"];
  /** series that are read; of a histogram its buckets and its count; of a native one itself, and the buckets that may be there in its place */
  readonly series: readonly string[];
  /** the one of these by which labels and values are looked at */
  readonly main: string;
  /** every selector carries these; empty where what collection adds is not there yet */
  readonly where: Matchers;
  /** labels that every series has to have */
  readonly labels: readonly string[];
  /** labels whose values are looked at, too */
  readonly values: readonly string[];
  /** selections, `where` included, each of which must find something */
  readonly selections: readonly Matchers[];
  /** whether values lie in a known range */
  readonly ranged: boolean;
}

/** What is there of one metric. */
export interface Sighting {
  /** kinds and units that are declared for it; several where several applications declare it */
  readonly kinds: readonly string[];
  readonly units: readonly string[];
  /** those of `series` that exist */
  readonly found: readonly string[];
  /** the labels of `main` */
  readonly labels: readonly string[];
  /** labels that were asked for, and are on none or not on all of the series */
  readonly lacking: ReadonlyMap<string, "all" | "some">;
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** selections that found nothing */
  readonly empty: ReadonlySet<Matchers>;
  /** upper bounds as they are written */
  readonly bounds: readonly string[];
  readonly range?: readonly [least: number, greatest: number];
  /** where `where` finds nothing, but the name exists: the values that the labels of `where` have */
  readonly elsewhere?: ReadonlyMap<string, readonly string[]>;
}

/** Nothing of a metric is there. */
export const nothing: Sighting = {
  kinds: [],
  units: [],
  found: [],
  labels: [],
  lacking: new Map(),
  values: new Map(),
  empty: new Set(),
  bounds: [],
};

/**
 * @param collected whether what collection adds (environment, job, instance) is there: at a server it is, where the
 *   application sends it is not, and nothing can be said about it
 */
export function inquiryOf({ metric, uses }: Demand, collected: boolean): Inquiry {
  const { name, kind } = metric;
  const seen = (matchers: Matchers): Matchers =>
    Object.fromEntries(Object.entries(matchers).filter(([label]) => collected || metric.labels.includes(label)));
  const where = seen(metric.where);
  const selections = new Map(uses.map(({ selects }) => seen(selects)).map((selects) => [JSON.stringify(selects), selects]));
  selections.delete(JSON.stringify(where));
  const selected = uses.flatMap(({ selects, mayFind }) => [seen(selects), seen(mayFind)]).flatMap(Object.keys);
  const read = uses.flatMap(({ by }) => by).filter((label) => collected || metric.labels.includes(label));
  return {
    collected,
    name,
    kind,
    ...seriesIn(metric, collected),
    where,
    labels: unique([...metric.labels, ...read, ...selected]),
    values: unique(selected),
    selections: [...selections.values()],
    ranged: metric.range !== undefined,
  };
}

/** In text a native histogram has nothing but its count and its sum: its buckets are in the protobuf format alone. */
function seriesIn(metric: Metric, collected: boolean): Pick<Inquiry, "series" | "main"> {
  const { name, kind, native } = metric;
  if (kind !== "histogram") return { series: [name], main: name };
  const [bucket, count] = [`${name}_bucket`, `${name}_count`];
  if (!isNative(metric)) return { series: [bucket, count, ...(native && collected ? [name] : [])], main: count };
  return collected ? { series: [name, bucket], main: name } : { series: [count], main: count };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
