import { decimal, type Unit } from "../../../model/quantity.ts";
import type { Metric } from "../../../model/resolved.ts";
import type { Difference } from "./finding.ts";
import type { Sighting } from "./sighting.ts";

/** Kinds by which an endpoint or a server says that it does not know. */
const unknown: ReadonlySet<string> = new Set(["untyped", "unknown"]);

/** The wrong kind; a warning where several applications declare one name, and some of them rightly. */
export function kindDifferences({ name, kind }: Metric, { kinds }: Sighting): Difference[] {
  const wrong = kinds.filter((declared) => !unknown.has(declared) && declared !== kind);
  if (wrong.length === 0) return [];
  const some = kinds.includes(kind);
  return [
    {
      code: "wrong-kind",
      ...(some && { severity: "warning" as const }),
      what: `${some ? "some instances declare it as" : "it is"} a ${wrong.join(" and a ")}; the catalog needs a ${kind}`,
      way: ways[kind](name),
      // Of a histogram the buckets are read, which no other kind has.
      ...(kind !== "histogram" && { effect: () => "wrong" as const }),
    },
  ];
}

const ways: Readonly<Record<Metric["kind"], (name: string) => string>> = {
  counter: (name) => `count in ${name}, which only grows: of anything else a rate means nothing`,
  gauge: (name) => `set ${name} to the present value`,
  histogram: (name) => `observe ${name} in buckets: quantiles of single processes cannot be put together`,
  distribution: (name) => `send ${name} as a distribution (d): only it can count the values beyond a bound`,
};

/** As expositions and metadata write units. */
const written: Readonly<Record<Unit, string>> = {
  s: "seconds",
  ms: "milliseconds",
  timestamp: "seconds",
  "timestamp-ms": "milliseconds",
  bytes: "bytes",
  percent: "percent",
  ratio: "ratio",
  bool: "bool",
};

export function unitDifferences({ unit }: Metric, { units }: Sighting): Difference[] {
  const wrong = units.filter((declared) => declared !== "" && unit !== undefined && declared !== written[unit]);
  if (unit === undefined || wrong.length === 0) return [];
  return [
    {
      code: "wrong-unit",
      what: `its unit is ${wrong.join(" and ")}, and ${written[unit]} is needed`,
      way: `observe it in ${written[unit]}`,
      effect: () => "wrong",
    },
  ];
}

export function rangeDifferences({ range, unit }: Metric, { range: seen }: Sighting): Difference[] {
  if (!range || !seen) return [];
  const [least, greatest] = range;
  const isBetween = (value: number) => unit === "bool" && value !== 0 && value !== 1;
  const beyond = seen.find((value) => value < least.valueOf() || value > greatest.valueOf() || isBetween(value));
  if (beyond === undefined) return [];
  const percent = unit === "ratio" && beyond > 1 && beyond <= 100;
  return [
    {
      code: "out-of-range",
      what: `a value is ${beyond}, and the catalog has ${decimal(least)} ${unit === "bool" ? "or" : "to"} ${decimal(greatest)}${unit ? ` (${unit})` : ""}`,
      way: percent
        ? "it looks like percent: divide by 100, or declare the unit percent"
        : "fix the value or its unit, or widen the range in the catalog",
      effect: () => "wrong",
    },
  ];
}
