import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../language.ts";
import { withCatalog } from "./edited.ts";

const requests = "requests: { counter: http_requests_total, labels: [method, status] }";
const events = 'events: { of: requests, bad: { status: { starts-with: "5" } } }';
const bad = 'bad: { status: { starts-with: "5" } }';

/** All problems after one change of systems/shop.yaml, as `code path`, with the nearest name where there is one. */
function problemsOf(replace: string, by: string): string[] {
  return withCatalog([{ file: "systems/shop.yaml", replace, with: by }], (catalog) =>
    loadCatalog(catalog).problems.map(({ code, at, nearest }) => `${code} ${at}${nearest ? ` ~ ${nearest}` : ""}`),
  );
}

test.each([
  ["promtheus", "unknown-value organization/sources/prom/kind ~ prometheus"],
  ["[]", "unknown-value organization/sources/prom/kind"],
])("a source of the kind %s is none that there is", (kind, problem) => {
  const edit = { file: "organization.yaml", replace: "kind: prometheus", with: `kind: ${kind}` };
  const found = withCatalog([edit], (catalog) => loadCatalog(catalog).problems);
  expect(found.map(({ code, at, nearest }) => `${code} ${at}${nearest ? ` ~ ${nearest}` : ""}`)).toEqual([problem]);
});

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
    [
      "a signal of two kinds",
      events,
      'events: { of: requests, bad: { status: ["500"] } }, count: { of: requests }',
      ["exactly-one shop/api/signals/success"],
    ],
    ["two kinds, one with a fault", events, "events: { of: 5 }, count: { of: requests }", ["exactly-one shop/api/signals/success"]],
    ["a misspelt kind of signal", events, "event: { of: requests }", ["unknown-key shop/api/signals/success/event ~ events"]],
    [
      "several faults in one kind",
      events,
      "events: { of: 5, where: 6, bad: {} }",
      ["wrong-type shop/api/signals/success/events/of", "wrong-type shop/api/signals/success/events/where"],
    ],
    ["bad and good events", bad, `${bad}, good: { under: 1s }`, ["exactly-one shop/api/signals/success/events"]],
    ["events that nothing judges", `, ${bad}`, "", ["exactly-one shop/api/signals/success/events"]],
    [
      "quiet traffic of a value",
      "alive: { value: { of: target, aggregation: min } }",
      "alive: { value: { of: target, aggregation: min }, minimum-traffic: 40/h }",
      ["unknown-key shop/api/signals/alive/minimum-traffic"],
    ],
    ["a condition of no kind", "when: { above: 80% }", "when: {}", ["exactly-one shop/api/alerts/hot/when"]],
    ["a misspelt condition", "when: { above: 80% }", "when: { abov: 80% }", ["unknown-key shop/api/alerts/hot/when/abov ~ above"]],
    ["a condition that is off", "when: { above: 80% }", "when: { occurs: false }", ["unknown-value shop/api/alerts/hot/when/occurs"]],
    ["half a floor", "floor: 99.5%", "floor: { signal: success }", ["missing-key shop/api/slos/availability/floor/share"]],
    ["a floor of another form", "floor: 99.5%", "floor: nearly all", ["invalid-form shop/api/slos/availability/floor"]],
    ["a list for a threshold", "above: 80%", "above: [80%]", ["wrong-type shop/api/alerts/hot/when/above"]],
  ])("%s", (_, replace, by, expected) => {
    expect(problemsOf(replace, by)).toEqual(expected);
  });
});

describe("a form that does not exist is one problem, whose way out says the form that does", () => {
  const told = (file: string, replace: string, by: string) =>
    withCatalog([{ file, replace, with: by }], (catalog) =>
      loadCatalog(catalog).problems.map(({ at, what, way }) => `${at}: ${what}; ${way}`),
    );
  const oneOf = "needs exactly one of matches, not, starts-with; write exactly one of them";
  const matcher = 'write a text, a list, { starts-with: text }, { matches: "an RE2 pattern" } or { not: any of these }';

  test.each([
    ["a regular expression by another name", '{ regex: "5..|429" }', `status: "status" ${oneOf}`],
    ["two matchers in one", '{ starts-with: "5", not: "501" }', `status: "status" ${oneOf.replace("matches, ", "")}`],
    ["a further key", '{ not: "501", case: any }', `status/case: unknown key "case"; ${matcher}`],
    ["a matcher of no such kind among values", '["429", { regex: "5.." }]', `status/1: item 2 of "status" ${oneOf}`],
    [
      "a number among negated ones",
      "{ not: [501] }",
      'status/not/0: item 1 of "not" is a number, but must be text or a map; write a value of the expected type',
    ],
    [
      "a negation of a negation",
      '{ not: { not: "501" } }',
      `status/not: "not" needs exactly one of matches, starts-with; write exactly one of them`,
    ],
  ])("%s", (_, matched, expected) => {
    expect(told("systems/shop.yaml", 'status: { starts-with: "5" }', `status: ${matched}`)).toEqual([
      `shop/api/signals/success/events/bad/${expected}`,
    ]);
  });

  test("good events by a label are a filter, whose labels must exist", () => {
    expect(told("systems/shop.yaml", bad, 'good: { status: "200" }')).toEqual([]);
    expect(told("systems/shop.yaml", bad, "good: { grpc_code: OK }")).toEqual([
      'shop/api/signals/success/events/good/grpc_code: no series of the metric has the label "grpc_code"; use a declared label, or declare it on the metric or source',
    ]);
  });

  test("a path without its slash, and an address that is none", () => {
    expect(told("systems/shop.yaml", "    slos:", "    endpoints: { ready: { path: ready, expect: 200 } }\n    slos:")).toEqual([
      'shop/api/endpoints/ready/path: "path" has an invalid format; write text that starts with /',
    ]);
    expect(told("organization.yaml", "email: ada@example.com", "email: ada")).toEqual([
      'organization/people/ada/email: "email" has an invalid format; write an e-mail address such as ada@example.com',
    ]);
  });
});

test("half of a character is no text", () => {
  expect(problemsOf("name: API", 'name: "a\\ud800b"')).toEqual(["yaml-syntax shop"]);
  expect(problemsOf("name: API", 'name: "a\\ud83d\\ude00b"')).toEqual([]);
});

describe("forms", () => {
  test.each([
    ["target: 95%", "target: 100.5%", "invalid-form shop/api/slos/latency/target"],
    ["target: 95%", "target: 95 %", "invalid-form shop/api/slos/latency/target"],
    ["for: 15m", "for: 15", "missing-unit shop/api/alerts/hot/for"],
    ["for: 15m", "for: 15min", "invalid-form shop/api/alerts/hot/for"],
    ["over: 5m", "over: 0m", "invalid-form shop/api/alerts/errors/when/bad-share/over"],
    ["missing: absence, severity: warning", "missing: ignore, severity: warning", "unknown-value shop/api/alerts/hot/missing"],
    ["signals:\n", "signals:\n      Loud: { value: { of: load, aggregation: max } }\n", "invalid-id shop/api/signals/Loud"],
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

test.each([
  ["promethes", "unknown-value"],
  ["[]", "unknown-value"],
])("a kind of source that does not exist, %s, is told", (written, code) => {
  const edit = { file: "organization.yaml", replace: "kind: prometheus", with: `kind: ${written}` };
  const [found] = withCatalog([edit], (catalog) => loadCatalog(catalog).problems);
  expect(found).toMatchObject({ code, at: "organization/sources/prom/kind" });
});
