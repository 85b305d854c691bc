import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../model/load.ts";
import { withCatalog } from "./edited.ts";

const requests = "requests: { counter: http_requests_total, labels: [method, status] }";
const bad = 'bad: { status: { starts-with: "5" } }';

/** All problems after one change of systems/shop.yaml, as `code path`, with the nearest name where there is one. */
function problemsOf(replace: string, by: string): string[] {
  return withCatalog([{ file: "systems/shop.yaml", replace, with: by }], (catalog) =>
    loadCatalog(catalog).problems.map(({ code, at, nearest }) => `${code} ${at}${nearest ? ` ~ ${nearest}` : ""}`),
  );
}

describe("alternatives: the one sensible fault is named", () => {
  test.each([
    ["a metric of two kinds", requests, "requests: { counter: a, gauge: b }", ["exactly-one shop/api/metrics/requests"]],
    ["a metric of no kind", requests, "requests: {}", ["exactly-one shop/api/metrics/requests"]],
    [
      "a bound on a counter",
      requests,
      "requests: { counter: a, labels: [status, method], buckets: [1] }",
      ["unknown-key shop/api/metrics/requests/buckets"],
    ],
    ["a misspelt kind", requests, "requests: { guage: a }", ["unknown-key shop/api/metrics/requests/guage ~ gauge"]],
    ["a list for a metric", requests, "requests: [a]", ["wrong-type shop/api/metrics/requests"]],
    ["a number for a matcher", bad, "bad: { status: 5 }", ["wrong-type shop/api/signals/success/events/bad/status"]],
    [
      "a misspelt matcher",
      bad,
      'bad: { status: { start-with: "5" } }',
      ["unknown-key shop/api/signals/success/events/bad/status/start-with ~ starts-with"],
    ],
    [
      "two metrics without a reason",
      'of: requests, bad: { status: { starts-with: "5" } }',
      "bad: requests, total: requests",
      ["missing-key shop/api/signals/success/events/why"],
    ],
    ["half a floor", "floor: 99.5%", "floor: { signal: success }", ["missing-key shop/api/slos/availability/floor/share"]],
    ["a floor of another form", "floor: 99.5%", "floor: nearly all", ["invalid-form shop/api/slos/availability/floor"]],
    ["a list for a threshold", "above: 80%", "above: [80%]", ["wrong-type shop/api/alerts/hot/when/above"]],
  ])("%s", (_, replace, by, expected) => {
    expect(problemsOf(replace, by)).toEqual(expected);
  });
});

describe("forms", () => {
  test.each([
    ["target: 95%", "target: 100.5%", "invalid-form shop/api/slos/latency/target"],
    ["target: 95%", "target: 95 %", "invalid-form shop/api/slos/latency/target"],
    ["for: 15m", "for: 15", "missing-unit shop/api/alerts/hot/for"],
    ["for: 15m", "for: 15min", "invalid-form shop/api/alerts/hot/for"],
    ["over: 5m", "over: 0m", "invalid-form shop/api/alerts/errors/when/bad-share/over"],
    ["missing: absence, severity: warning", "missing: ignore, severity: warning", "unknown-value shop/api/alerts/hot/missing"],
    ["signals:\n", "signals:\n      Loud: { value: { of: load, across: max } }\n", "invalid-id shop/api/signals/Loud"],
    ["runbook: fix }\n\ndash", "runbook: }\n\ndash", "wrong-type shop/api/alerts/hot/runbook"],
    ["name: API", "name: 5", "wrong-type shop/api/name"],
  ])("%j as %j", (replace, by, expected) => {
    expect(problemsOf(replace, by)).toEqual([expected]);
  });

  test("no time at all is a time for which a condition may hold", () => {
    expect(problemsOf("for: 15m", "for: 0s")).toEqual([]);
  });
});

test("a faulty entry hides no fault of another", () => {
  const found = withCatalog(
    [
      { file: "systems/shop.yaml", replace: "target: 95%", with: "target: 95" },
      { file: "systems/shop.yaml", replace: "above: 80%", with: "above: 80" },
      { file: "systems/shop.yaml", replace: "by: [status]", with: "by: [statis]" },
      { file: "organization.yaml", replace: "channel: alerts", with: "chanel: alerts" },
      { file: "organization.yaml", replace: "page-severity: critical", with: "page-severity: critial" },
      { file: "systems/broken.yaml", write: "system: [" },
    ],
    (catalog) => loadCatalog(catalog).problems.map(({ code, at }) => `${code} ${at}`),
  );
  expect(found).toEqual([
    "unknown-key organization/teams/shop/chanel",
    "unknown-severity organization/policies/standard/page-severity",
    "yaml-syntax broken",
    "missing-unit shop/api/slos/latency/target",
    "unit-mismatch shop/api/alerts/hot/when/above",
    "unknown-label shop/dashboards/overview/panels/traffic/show/by/0",
  ]);
});

test("what refers to a faulty entry is not at fault itself", () => {
  expect(problemsOf(requests, "requests: { counter: 5 }")).toEqual(["wrong-type shop/api/metrics/requests/counter"]);
});
