import { join } from "node:path";
import { expect, test } from "vitest";
import { neededVendors } from "../../cli/needed-vendors.ts";
import { stackSettings } from "../../cli/stack-settings.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { root } from "../docs/markdown.ts";
import { withCatalog } from "../model/edited.ts";

test.each(["prod", "staging"])("what this project's catalog needs in %s is what the settings of the stack switch on", (stack) => {
  const { catalog } = loadCatalog(join(root, "catalog"));
  if (!catalog) throw new Error("the catalog has problems");
  const settings = stackSettings(root, stack);
  expect(settings.catalog).toBe("catalog");
  expect(neededVendors(resolve(catalog, stack)).sort()).toEqual([...(settings.vendors ?? [])].sort());
});

test("a catalog on one Prometheus that Grafana asks needs Grafana, and a pager where it pages", () => {
  withCatalog([], (directory) => {
    const { catalog } = loadCatalog(directory);
    if (!catalog) throw new Error("the catalog has problems");
    expect(neededVendors(resolve(catalog, "prod")).sort()).toEqual(["grafana", "pagerduty"]);
    expect(neededVendors(resolve(catalog, "staging"))).toEqual(["grafana"]);
  });
});

test("a stack without a settings file has no settings", () => {
  expect(stackSettings(root, "nowhere")).toEqual({});
});
