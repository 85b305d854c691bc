import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { resolve } from "../../language.ts";
import type { Source } from "../../model/resolved.ts";
import { soundCatalog } from "../prometheus/catalog.ts";

const root = join(import.meta.dirname, "..", "..");
const catalog = soundCatalog(join(root, "test", "catalog"));
const environments = { prod: resolve(catalog, "prod"), edge: resolve(catalog, "edge"), staging: resolve(catalog, "staging") };

function source(id: string, environment: keyof typeof environments = "prod"): Source {
  const found = environments[environment].organization.sources.find((one) => one.id === id);
  if (!found) throw new Error(`there is no source ${id}`);
  return found;
}
function metric(path: string, environment: keyof typeof environments = "prod") {
  const [system, service, id] = path.split("/");
  const found = environments[environment].systems
    .find((one) => one.id === system)
    ?.services.find((one) => one.id === service)
    ?.metrics.find((one) => one.id === id);
  if (!found) throw new Error(`there is no metric ${path}`);
  return found;
}

describe("each kind of source", () => {
  test.each<[id: string, expected: object]>([
    ["fast-prom", { kind: "prometheus", evaluator: "grafana", datasource: "fast", scrape: 15, evaluate: 30 }],
    ["harbor-dd", { kind: "datadog", evaluator: "datadog", prefix: "harbor.", longTiers: false, scrape: 10, evaluate: 60 }],
    ["ships-dd", { kind: "datadog", prefix: "", longTiers: true, scrape: 30, evaluate: 60 }],
    ["gate-logs", { kind: "cloudwatch-logs", evaluator: "aws", format: "nginx-combined", retentionDays: 14, scrape: 60, evaluate: 60 }],
    ["crane-logs", { format: "json", retentionDays: 400 }],
    ["harbor-errors", { kind: "sentry", evaluator: "sentry", sentryOrganization: "orbit", project: "harbor", scrape: 60, evaluate: 60 }],
  ])("%s is what it says", (id, expected) => {
    expect(source(id)).toMatchObject(expected);
  });

  test.each<[id: string, environment: keyof typeof environments, expected: object]>([
    ["fast-prom", "edge", { cluster: { is: "two" }, env: { is: "edge" } }],
    ["harbor-dd", "prod", { env: { is: "live" }, region: { is: "one" } }],
    ["harbor-dd", "staging", { env: { is: "staging" }, region: { is: "one" } }],
    ["harbor-errors", "prod", { environment: { is: "live" } }],
    ["gate-logs", "prod", {}],
  ])("%s tells %s by its own labels", (id, environment, expected) => {
    expect(source(id, environment).environment).toEqual(expected);
  });

  test("a log group tells the environment by its name", () => {
    const groups = (["prod", "edge", "staging"] as const).map((environment) => source("gate-logs", environment));
    expect(groups.map((one) => one.kind === "cloudwatch-logs" && one.group)).toEqual([
      "/orbit/live/gate",
      "/orbit/edge-2/gate",
      "/orbit/staging/gate",
    ]);
  });
});

describe("a metric", () => {
  test.each([
    ["harbor/docks/wait", "harbor-dd", "harbor.wait.time"],
    ["harbor/ships/pings", "ships-dd", "ships.pings"],
    ["gates/entry/slow", "crane-logs", "slow_lifts"],
    ["pilots/bridge/errors", "harbor-errors", "error"],
    ["shop/web/requests", "fast-prom", "http_requests_total"],
  ])("%s is in %s by the name %s", (path, from, name) => {
    expect(metric(path)).toMatchObject({ from: { id: from }, name });
  });

  test("carries the environment of its own source, and the matchers of its service", () => {
    expect(metric("harbor/docks/calls", "edge").where).toEqual({ env: { is: "edge" }, region: { is: "two" }, service: { is: "docks" } });
    expect(metric("pilots/bridge/errors").where).toEqual({ environment: { is: "live" }, release_line: { is: "stable" } });
    expect(metric("gates/entry/requests").where).toEqual({});
  });

  test("a distribution has a unit and no bounds", () => {
    expect(metric("harbor/docks/wait")).toMatchObject({ kind: "distribution", unit: "ms", buckets: [], required: true });
  });
});

test("logs: levels by name, pipelines as written, the detection in seconds", () => {
  const logs = environments.prod.systems.find(({ id }) => id === "harbor")?.logs;
  expect(logs?.levels.map(({ name, number }) => `${number} ${name}`)).toEqual(["0 trace", "1 debug", "2 info", "3 warn", "4 error"]);
  expect(logs?.pipelines.map(({ id }) => id)).toEqual(["ships", "doors", "guard"]);
  expect(logs?.pipelines[1]).toMatchObject({ services: ["doors"], technologies: ["alb"], format: "access", geoIp: true, mask: [] });
  expect(logs?.pipelines[2]?.detect).toMatchObject({ is: "denied", above: 5, over: 600, by: "badge", severity: { route: "post" } });
});

test("an application that sends by itself is named at its on-call service, in alphabetical order", () => {
  const { onCalls, channels } = environments.prod.organization;
  expect(onCalls.find(({ id }) => id === "harbor")?.senders).toEqual(["pilot", "tower"]);
  expect(channels.find(({ id }) => id === "office")).toEqual({ id: "office", formerly: [], email: "office@example.com" });
});
