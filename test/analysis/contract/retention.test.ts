import { expect, test } from "vitest";
import { contractWith, itemNamed } from "./shop.ts";

const window = (text: string) => [{ file: "systems/shop.yaml", replace: "target: 99.9%,", with: `target: 99.9%, window: ${text},` }];

test("a Prometheus keeps its series a day longer than the longest window", () => {
  expect(itemNamed(contractWith([]), "prom")).toMatchObject({ sort: "retention", text: expect.stringContaining("31d") });
  expect(itemNamed(contractWith(window("90d")), "prom").text).toContain("--storage.tsdb.retention.time=91d");
});
