import { join } from "node:path";
import { expect, test } from "vitest";
import { soundCatalog } from "../../prometheus/catalog.ts";
import { plannedOf } from "../planned.ts";

test("until distributions were sent, all that is left out are their tag configurations", () => {
  const catalog = soundCatalog(join(import.meta.dirname, "..", "..", "catalog"));
  const [sent = [], later] = ["sent", "later"].map((word) => plannedOf(catalog, "prod", { "slostack:datadogDistributions": word }));
  expect(later).toEqual(sent.filter(({ kind }) => kind !== "metricTags"));
  const leftOut = sent.filter(({ kind }) => kind === "metricTags").map(({ name }) => name);
  expect(leftOut).toEqual(["harbor.load.weight", "harbor.wait.time", "ships.position.age"]);
});
