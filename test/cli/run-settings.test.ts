import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runSettings } from "../../cli/run-settings.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { root } from "../docs/markdown.ts";

const other = join(root, "test", "model", "base", "catalog");

function settingsIn(catalogDir: string, stack: string, project = root) {
  const { catalog } = loadCatalog(catalogDir);
  if (!catalog) throw new Error("the catalog has problems");
  return runSettings({ root: project, stack, catalogDir, catalog, resolved: resolve(catalog, stack) });
}

test("another catalog names itself, its vendors, and a project for each environment, so that no flag is in both", () => {
  const [prod, staging] = [settingsIn(other, "prod"), settingsIn(other, "staging")];
  expect(prod.config).toMatchObject({ catalog: other, environment: "prod", vendors: ["pagerduty", "grafana"] });
  expect([prod, staging].map(({ config }) => config["posthog:projectId"])).toEqual(["1", "2"]);
});

test("the catalog that the settings file of the stack names has its own there", () => {
  const project = mkdtempSync(join(tmpdir(), "run-settings-"));
  try {
    writeFileSync(join(project, "Pulumi.prod.yaml"), `config: { "slostack:catalog": ${other}, "slostack:vendors": [grafana] }\n`);
    const { config } = settingsIn(other, "prod", project);
    expect(Object.keys(config)).not.toContain("vendors");
    expect(Object.keys(config)).not.toContain("posthog:projectId");
  } finally {
    rmSync(project, { recursive: true });
  }
});

test("a key of Axiom is of the form that its provider takes", () => {
  expect(settingsIn(other, "prod").secrets["axiom:apiToken"]).toBe("xaat-sandbox-axiom:apiToken");
});
