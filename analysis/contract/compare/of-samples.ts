import type { Sample } from "../exposition/exposition.ts";
import { selects } from "./matches.ts";
import type { Inquiry, Sighting } from "./sighting.ts";

/** Samples by their names, and what is declared of a metric: an endpoint, or what an application sent. */
interface Seen {
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
  readonly declared: (name: string) => { readonly kinds: readonly string[]; readonly units: readonly string[] };
}

/** What samples say of one metric. */
export function sightingOf(inquiry: Inquiry, { samples, declared }: Seen): Sighting {
  const of = (name: string) => (samples.get(name) ?? []).filter(({ labels }) => selects(inquiry.where, labels));
  const main = of(inquiry.main);
  const found = inquiry.series.filter((name) => of(name).length > 0);
  const anywhere = samples.get(inquiry.main) ?? [];
  const values = main.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  return {
    ...declared(inquiry.name),
    found,
    labels: [...new Set(main.flatMap(({ labels }) => [...labels.keys()]))],
    lacking: new Map(inquiry.labels.flatMap((label) => lackingIn(main, label))),
    values: new Map(inquiry.values.map((label) => [label, valuesOf(main, label)])),
    empty: new Set(inquiry.selections.filter((where) => !main.some(({ labels }) => selects(where, labels)))),
    bounds: valuesOf(of(`${inquiry.name}_bucket`), "le"),
    ...(found.length === 0 &&
      anywhere.length > 0 && { elsewhere: new Map(Object.keys(inquiry.where).map((label) => [label, valuesOf(anywhere, label)])) }),
    ...(inquiry.ranged && values.length > 0 && { range: [values.reduce(least), values.reduce(greatest)] as const }),
  };
}

/** A label with the empty value is the same as none. */
function lackingIn(samples: readonly Sample[], label: string): [string, "all" | "some"][] {
  const without = samples.filter(({ labels }) => (labels.get(label) ?? "") === "").length;
  if (without === 0) return [];
  return [[label, without === samples.length ? "all" : "some"]];
}

function valuesOf(samples: readonly Sample[], label: string): string[] {
  return [...new Set(samples.flatMap(({ labels }) => labels.get(label) || []))].sort();
}

const least = (one: number, other: number): number => Math.min(one, other);
const greatest = (one: number, other: number): number => Math.max(one, other);
