import { isNative } from "../../../model/native-histogram.ts";
import type { Demand } from "../demand.ts";
import { alike } from "./alike.ts";
import { bucketDifferences } from "./buckets.ts";
import { type Difference, type Finding, findingOf } from "./finding.ts";
import { kindDifferences, rangeDifferences, unitDifferences } from "./kind.ts";
import { labelDifferences, valueDifferences } from "./labels.ts";
import type { Inquiry, Sighting } from "./sighting.ts";
import { list } from "./words.ts";

/** An existing name, offered as a suggestion for a missing one. */
export interface KnownName {
  readonly name: string;
  /** as declared; undefined if it is not declared */
  readonly kind?: string;
}

/**
 * Where one metric differs from what the stack demands of it. A metric that is not there at all, or is of another kind,
 * has one difference: all others would follow from it.
 *
 * @param others names that are there and that nothing else of the contract claims
 */
export function compare(demand: Demand, inquiry: Inquiry, sighting: Sighting, others: readonly KnownName[]): Finding[] {
  return differences(demand, inquiry, sighting, others).map((difference) => findingOf(demand, difference));
}

function differences(demand: Demand, inquiry: Inquiry, sighting: Sighting, others: readonly KnownName[]): Difference[] {
  const elsewhere = sighting.elsewhere ? [selectedElsewhere(inquiry, sighting.elsewhere)] : [];
  if (elsewhere.length > 0) return elsewhere;
  const kind = kindDifferences(demand.metric, sighting);
  if (kind.some(({ severity }) => severity !== "warning")) return kind;
  if (sighting.found.length === 0) return [...kind, absent(demand, sighting, others)];
  const parts = partsMissing(demand, inquiry, sighting);
  // Labels are looked at by the one that is not there.
  if (!sighting.found.includes(inquiry.main)) return [...kind, ...parts];
  return [
    ...kind,
    ...unitDifferences(demand.metric, sighting),
    ...parts,
    ...nativeUnseen(demand, inquiry),
    ...labelDifferences(demand, inquiry, sighting),
    ...valueDifferences(demand, inquiry, sighting),
    ...bucketDifferences(demand, inquiry, sighting),
    ...rangeDifferences(demand.metric, sighting),
  ];
}

function absent({ metric }: Demand, { kinds }: Sighting, others: readonly KnownName[]): Difference {
  if (kinds.length > 0 && metric.labels.length > 0)
    return {
      code: "unproved",
      severity: "warning",
      what: `it is declared and has no series yet, so that its labels${metric.kind === "histogram" ? " and bounds" : ""} could not be seen`,
      way: `let the application do once what ${metric.name} counts, and compare again`,
      effect: () => "none",
    };
  const meant =
    alike(metric.name, namesOf(metric.kind, others)) ??
    alike(
      metric.name,
      others.map(({ name }) => name),
    );
  return {
    code: meant === undefined ? "missing" : "misnamed",
    nearest: meant,
    what: kinds.length > 0 ? "it is declared, and has no value" : `there is no ${metric.kind} of this name`,
    way: meant === undefined ? `emit it, or take it out of the catalog` : `rename it in the application, or in the catalog`,
  };
}

/** Names of the same kind come first: a counter was hardly meant where a gauge is missing. */
function namesOf(kind: string, others: readonly KnownName[]): string[] {
  return others.filter((other) => other.kind === undefined || other.kind === kind).map(({ name }) => name);
}

const turnedOn = "turn native histograms on in the client library and at the server (scrape_native_histograms: true)";

/** A histogram with buckets is more than one series, and each is read. What is native beside them is not read yet. */
function partsMissing({ metric }: Demand, { series }: Inquiry, { found }: Sighting): Difference[] {
  const missing = series.filter((name) => !found.includes(name));
  const what = `${missing.join(" and ")} is not there, and ${found.join(" and ")} is`;
  if (isNative(metric)) {
    if (!missing.includes(metric.name)) return [];
    const instead = `it is there with classic buckets (${found.join(" and ")}), and not as a native histogram`;
    return [{ code: "missing", what: instead, way: `${turnedOn}, or write its buckets in the catalog` }];
  }
  if (missing.length === 0) return [];
  if (String(missing) === metric.name)
    return [
      { code: "missing", severity: "warning", what, way: `${turnedOn}; until then keep its buckets in the catalog`, effect: () => "none" },
    ];
  const way = found.includes(metric.name)
    ? "let the server keep the buckets of native histograms: always_scrape_classic_histograms: true"
    : "emit a histogram with buckets of its own; a native histogram has no series of this form";
  return [{ code: "missing", what, way }];
}

function nativeUnseen({ metric }: Demand, { collected }: Inquiry): Difference[] {
  if (!metric.native || collected) return [];
  return [
    {
      code: "unproved",
      severity: "warning",
      what: "text holds only the count and the sum of a native histogram, so that its buckets could not be seen",
      way: "compare with the server that scrapes it",
      effect: () => "none",
    },
  ];
}

function selectedElsewhere({ where }: Inquiry, elsewhere: ReadonlyMap<string, readonly string[]>): Difference {
  const there = [...elsewhere].map(([label, values]) => `${label} is ${values.length > 0 ? list(values) : "not there"}`);
  return {
    code: "no-match",
    what: `there are series of this name, and none with ${Object.keys(where).join(" and ")} as the catalog has it: ${there.join("; ")}`,
    way: "emit it there, or fix the labels that collection adds, or the environment's `is` and the service's `where` in the catalog",
  };
}
