import { expect, test } from "vitest";
import { contractOf, wantedOf } from "../../../analysis/contract/contract.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { contractWith, itemNamed } from "./shop.ts";

const window = (text: string) => [{ file: "systems/shop.yaml", replace: "target: 99.9%,", with: `target: 99.9%, window: ${text},` }];

test("a Prometheus keeps its series a day longer than the longest window", () => {
  expect(itemNamed(contractWith([]), "prom")).toMatchObject({ sort: "retention", text: expect.stringContaining("31d") });
  expect(itemNamed(contractWith(window("90d")), "prom").text).toContain("--storage.tsdb.retention.time=91d");
});

test("the age of a counter is looked back on; that of a timestamp, 45 minutes here, is in its value", () => {
  const [tides] = contractOf(resolvedCatalog("test/catalog"), wantedOf("tides")).systems;
  const kept = new Map(tides?.items.map(({ name, text }) => [name, text]));
  expect(kept.get("fast-prom")).toContain("26h are looked back on");
  expect(kept.get("slow-prom")).toContain("30m are looked back on");
});
