import { expect, test } from "vitest";
import { contractOf, wantedOf } from "../../../analysis/contract/contract.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { contractWith, itemNamed } from "./shop.ts";

const window = (text: string) => [{ file: "systems/shop.yaml", replace: "target: 99.9%,", with: `target: 99.9%, window: ${text},` }];

test("a Prometheus keeps its series a day longer than the longest window", () => {
  expect(itemNamed(contractWith([]), "prom")).toMatchObject({ sort: "retention", text: expect.stringContaining("31d") });
  expect(itemNamed(contractWith(window("90d")), "prom").text).toContain("--storage.tsdb.retention.time=91d");
});

/** What the sources of the artificial system with conditions on time have to keep, of some of its alerts. */
function kept(...alerts: readonly string[]): ReadonlyMap<string, string | undefined> {
  const resolved = resolvedCatalog("test/catalog", ({ systems }) => {
    for (const service of Object.values(systems.find(({ system }) => system === "tides")?.services ?? {}))
      for (const id of Object.keys(service.alerts)) if (!alerts.includes(id)) delete service.alerts[id];
  });
  const [tides] = contractOf(resolved, wantedOf("tides")).systems;
  return new Map(tides?.items.map(({ name, text }) => [name, text]));
}

test("the age of a counter is looked back on; that of a timestamp, 45 minutes here, is in its value", () => {
  const sources = kept("import", "backup", "checks", "forecast");
  expect(sources.get("fast-prom")).toContain("26h are looked back on");
  expect(sources.get("slow-prom")).toContain("30m are looked back on");
});

test("a trend is looked back on, and the earlier time that a change is compared with", () => {
  const sources = kept("full", "more");
  expect(sources.get("fast-prom")).toContain("1h are looked back on");
  expect(sources.get("slow-prom")).toContain("1470m are looked back on");
});
