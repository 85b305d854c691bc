import { join } from "node:path";
import { expect, test } from "vitest";
import { runSettings } from "../../cli/run-settings.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { root } from "../docs/markdown.ts";

const other = join(root, "test", "model", "base", "catalog");

function settingsIn(catalogDir: string, stack: string) {
  const { catalog } = loadCatalog(catalogDir);
  if (!catalog) throw new Error("the catalog has problems");
  return runSettings({ root, stack, catalogDir, catalog, resolved: resolve(catalog, stack) });
}

test("another catalog names itself, its vendors, and a project for each environment, so that no flag is in both", () => {
  const [prod, staging] = [settingsIn(other, "prod"), settingsIn(other, "staging")];
  expect(prod.config).toMatchObject({ catalog: other, environment: "prod", vendors: ["pagerduty", "grafana"] });
  expect([prod, staging].map(({ config }) => config["posthog:projectId"])).toEqual(["1", "2"]);
});

test("this catalog has its own in the settings file of the stack", () => {
  const { config } = settingsIn(join(root, "catalog"), "prod");
  expect(Object.keys(config)).not.toContain("vendors");
  expect(Object.keys(config)).not.toContain("posthog:projectId");
});

test("a key of Axiom is of the form that its provider takes", () => {
  expect(settingsIn(other, "prod").secrets["axiom:apiToken"]).toBe("xaat-sandbox-axiom:apiToken");
});
