import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, expectTypeOf, test } from "vitest";
import type { Alert, Catalog, Signal, Source, System } from "../../language.ts";
import { vocabulary } from "../../language.ts";
import { catalogTypes } from "../../model/catalog-types.ts";
import { root } from "../docs/markdown.ts";

test("the types of a catalog are those of its schemas; `npm run schema` writes them anew", () => {
  expect(readFileSync(join(root, "catalog-types.ts"), "utf8")).toBe(catalogTypes(vocabulary));
});

const datadog = {
  kind: "datadog",
  client: "dogstatsd",
  evaluator: "datadog",
  owner: "shop",
  severity: "critical",
  runbook: "silent",
} as const satisfies Source;

// Each of these is checked by the compiler: a line that is no error any more is one.
test("the types refuse what the loader refuses", () => {
  // @ts-expect-error a key of another kind of source
  const scraped: Source = { ...datadog, scrape: "15s" };
  // @ts-expect-error a misspelt key of a source
  const misspelt: Source = { kind: "datadog", cleint: "dogstatsd", evaluator: "datadog", owner: "a", severity: "b", runbook: "c" };
  // @ts-expect-error a kind of source that nobody has
  const unknown: Source = { ...datadog, kind: "graphite" };
  // @ts-expect-error a signal of two kinds
  const both: Signal = { count: { of: "requests" }, value: { of: "load", aggregation: "max" } };
  // @ts-expect-error a signal of two kinds, which a variable holds
  const held: Signal = { ...{ count: { of: "requests" }, events: { of: "requests", bad: { status: "500" } } } };
  // @ts-expect-error events that are good by a bound and bad by a filter
  const mixed: Signal = { events: { of: "requests", bad: { status: "500" }, good: { under: "1s" } } };
  // @ts-expect-error minutes that are bad by their failures and by a value
  const sliced: Signal = { slices: { of: "requests", bad: { status: "500" }, aggregation: "max", good: { under: "1%" } } };
  // @ts-expect-error a condition of two kinds
  const band: Alert["when"] = { above: 1, below: 2 };
  // @ts-expect-error a share without its unit
  const bare: System["services"] = { web: { name: "Web", slos: { up: { signal: "ok", target: 99.9, runbook: "down" } } } };
  // @ts-expect-error a vendor that reads no logs
  const logs: System["logs"] = { evaluator: "pagerduty", level: { attribute: "level", names: levels }, pipelines: {} };
  expect([scraped, misspelt, unknown, both, held, mixed, sliced, band, bare, logs]).toHaveLength(10);
});

const levels = { error: 50, warn: 40, info: 30, debug: 20, trace: 10 };

test("what the types take is data, as it may be written `as const`", () => {
  expectTypeOf<Readonly<{ organization: Catalog["organization"]; systems: readonly System[] }>>().toExtend<Catalog>();
  const signal = { events: { of: "requests", bad: { status: ["500", "502"] } } } as const satisfies Signal;
  expect(signal.events.bad.status).toHaveLength(2);
});
