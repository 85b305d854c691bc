import { join } from "node:path";
import { expect, test } from "vitest";
import { neededVendors } from "../../cli/needed-vendors.ts";
import { stackSettings } from "../../cli/stack-settings.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { root } from "../docs/markdown.ts";
import { withCatalog } from "../model/edited.ts";

test("a catalog on many sources needs each vendor that evaluates, asks or pages, and one without pages no pager", () => {
  const { catalog } = loadCatalog(join(root, "test", "products", "catalog"));
  if (!catalog) throw new Error("the catalog has problems");
  const [prod, staging] = ["prod", "staging"].map((environment) => neededVendors(resolve(catalog, environment)));
  const others = ["grafana", "datadog", "aws", "sentry", "newrelic", "digitalocean", "uptimerobot", "axiom", "posthog"];
  expect(prod).toEqual(["pagerduty", "opsgenie", "better-stack", ...others]);
  expect(staging).toEqual(["better-stack", ...others]);
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
