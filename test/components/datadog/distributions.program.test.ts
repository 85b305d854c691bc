import { join } from "node:path";
import { expect, test } from "vitest";
import { runSettings } from "../../../cli/run-settings.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import { registrationsOf } from "../../../sandbox/registration/registration.ts";
import { root } from "../../docs/markdown.ts";

/** The URNs that the program registers of the artificial catalog, with this word on its distributions. */
async function registered(distributions: string): Promise<string[]> {
  const catalogDir = join(root, "test", "catalog");
  const { catalog } = loadCatalog(catalogDir);
  if (!catalog) throw new Error("the artificial catalog has problems");
  const { config, secrets } = runSettings({ root, stack: "prod", catalogDir, catalog, resolved: resolve(catalog, "prod") });
  const settings = { ...config, "slostack:datadogDistributions": distributions };
  const all = await registrationsOf({ program: join(root, "index.ts"), stack: "prod", config: settings, secrets });
  return all.map(({ urn }) => urn).sort();
}

test("until distributions were sent, all that is left out are their tag configurations", { timeout: 300_000 }, async () => {
  const [sent, later] = [await registered("sent"), await registered("later")];
  const leftOut = sent.filter((urn) => !later.includes(urn));
  expect(later).toEqual(sent.filter((urn) => !leftOut.includes(urn)));
  expect(leftOut.map((urn) => urn.split("::").at(-1))).toEqual(["harbor.load.weight", "harbor.wait.time", "ships.position.age"]);
  expect(leftOut.every((urn) => urn.includes("MetricTagConfiguration"))).toBe(true);
});
