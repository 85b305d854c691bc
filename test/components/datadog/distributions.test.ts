import { join } from "node:path";
import { expect, test } from "vitest";
import { loadCatalog } from "../../../language.ts";
import { plannedOf } from "../planned.ts";

test("until distributions were sent, all that is left out are their tag configurations", () => {
  const { catalog } = loadCatalog(join(import.meta.dirname, "..", "..", "catalog"));
  if (!catalog) throw new Error("the artificial catalog has problems");
  const [sent = [], later] = ["sent", "later"].map((word) => plannedOf(catalog, "prod", { "slostack:datadogDistributions": word }));
  expect(later).toEqual(sent.filter(({ kind }) => kind !== "metricTags"));
  const leftOut = sent.filter(({ kind }) => kind === "metricTags").map(({ name }) => name);
  expect(leftOut).toEqual(["harbor.load.weight", "harbor.wait.time", "ships.position.age"]);
});
