import type { KnownName } from "../../analysis/contract/compare/compare.ts";
import { type Comparison, comparisonOf } from "../../analysis/contract/compare/comparison.ts";
import { type Inquiry, nothing, type Sighting } from "../../analysis/contract/compare/sighting.ts";
import type { Demand } from "../../analysis/contract/demand.ts";
import type { Matchers } from "../../model/resolved.ts";
import { selector } from "../../queries/promql/selector.ts";
import type { PrometheusApi } from "./prometheus-api.ts";

/**
 * Compares demands with what a Prometheus holds now: labels that scraping adds included.
 *
 * @param all demands on the same source, also those that are not asked for now
 */
export async function compareWithServer(demands: readonly Demand[], api: PrometheusApi, all: readonly Demand[]): Promise<Comparison> {
  const names = await api.labelValues("__name__");
  const known = knownNames(names, await api.kinds());
  return comparisonOf(demands, { collected: true, known, look: (inquiry) => sighted(api, inquiry) }, all);
}

/** Names of the single series of a histogram or summary are those of one family, if its targets still say so. */
function knownNames(names: readonly string[], kinds: ReadonlyMap<string, string>): KnownName[] {
  const known = names.map((name): [string, string | undefined] => {
    const family = name.replace(/_(bucket|count|sum)$/, "");
    if (kinds.has(family)) return [family, kinds.get(family)];
    const [kind] = familiesOf(name).flatMap((one) => kinds.get(one) ?? []);
    return [name.replace(/_bucket$/, ""), kind];
  });
  return [...new Map(known)].map(([name, kind]) => ({ name, ...(kind !== undefined && { kind }) }));
}

async function sighted(api: PrometheusApi, inquiry: Inquiry): Promise<Sighting> {
  const { name, series, main, where } = inquiry;
  const declared = (await Promise.all(familiesOf(name).map((family) => api.metadata(family)))).flat();
  const kinds = unique(declared.map(({ type }) => type));
  const units = unique(declared.map(({ unit }) => unit)).filter((unit) => unit !== "");
  const counts = await Promise.all(series.map((one) => countOf(api, one, where)));
  const found = series.filter((_, index) => (counts[index] ?? 0) > 0);
  if (found.length === 0) {
    const elsewhere = await whereElse(api, inquiry);
    return { ...nothing, kinds, units, ...(elsewhere && { elsewhere }) };
  }
  const of = selector(main, where);
  const labels = (await api.labelNames(of)).filter((label) => label !== "__name__");
  const [lacking, values, empty, bounds, range] = await Promise.all([
    lackingOf(api, inquiry, labels),
    Promise.all(inquiry.values.map(async (label) => [label, await valuesOf(api, label, of)] as const)),
    Promise.all(inquiry.selections.map(async (one) => ((await countOf(api, main, one)) === 0 ? [one] : []))),
    inquiry.kind === "histogram" ? valuesOf(api, "le", selector(`${name}_bucket`, where)) : [],
    inquiry.ranged ? rangeOf(api, of) : undefined,
  ]);
  return {
    kinds,
    units,
    found,
    labels,
    lacking: new Map(lacking),
    values: new Map(values),
    empty: new Set(empty.flat()),
    bounds,
    ...(range && { range }),
  };
}

/** Metadata of OpenMetrics is kept by the name of the family, which a counter has without `_total`. */
function familiesOf(name: string): string[] {
  return name.endsWith("_total") ? [name, name.slice(0, -"_total".length)] : [name];
}

async function countOf(api: PrometheusApi, name: string, ...where: readonly Matchers[]): Promise<number> {
  const [sample] = await api.instant(`count(${selector(name, ...where)})`);
  return sample?.value ?? 0;
}

/** Values that are there now; label values of the API would also be those of an hour ago. */
async function valuesOf(api: PrometheusApi, label: string, of: string): Promise<string[]> {
  const samples = await api.instant(`group by (${label}) (${of})`);
  return samples.flatMap(({ labels }) => labels[label] ?? []).sort();
}

async function lackingOf(
  api: PrometheusApi,
  { main, where, labels }: Inquiry,
  there: readonly string[],
): Promise<[string, "all" | "some"][]> {
  const total = await countOf(api, main, where);
  const lacking = await Promise.all(
    labels.map(async (label): Promise<[string, "all" | "some"][]> => {
      if (!there.includes(label)) return [[label, "all"]];
      const without = await countOf(api, main, where, { [label]: { is: "" } });
      return without === 0 ? [] : [[label, without === total ? "all" : "some"]];
    }),
  );
  return lacking.flat();
}

async function rangeOf(api: PrometheusApi, of: string): Promise<readonly [number, number] | undefined> {
  const [[least], [greatest]] = await Promise.all([api.instant(`min(${of})`), api.instant(`max(${of})`)]);
  return least && greatest ? [least.value, greatest.value] : undefined;
}

/** What the labels of the selection are, where the name is there and the selection finds nothing. */
async function whereElse(api: PrometheusApi, { main, where }: Inquiry): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const labels = Object.keys(where);
  if (labels.length === 0 || (await countOf(api, main)) === 0) return undefined;
  return new Map(await Promise.all(labels.map(async (label) => [label, await valuesOf(api, label, main)] as const)));
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
