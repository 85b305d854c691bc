import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../language.ts";
import { type Edit, withCatalog } from "./edited.ts";

const shop = (replace: string, by: string): Edit => ({ file: "systems/shop.yaml", replace, with: by });
const organization = (replace: string, by: string): Edit => ({ file: "organization.yaml", replace, with: by });
const problemsOf = (...edits: Edit[]): string[] =>
  withCatalog(edits, (catalog) => loadCatalog(catalog).problems.map(({ code, at }) => `${code} ${at}`));

/** Another metric, signal and alert beside those of the base catalog. */
const withAlert = (metric: string, signal: string, when: string): Edit[] => [
  shop("    signals:\n", `      more: ${metric}\n    signals:\n`),
  shop("    slos:\n", `      more: ${signal}\n    slos:\n`),
  shop(
    "    alerts:\n",
    `    alerts:\n      more: { signal: more, when: ${when}, for: 5m, missing: absence, severity: warning, runbook: fix }\n`,
  ),
];
const gauge = (contract: string) => `{ gauge: more_gauge${contract} }`;
const counter = "{ counter: more_total, labels: [kind] }";
const value = (across: string) => `{ value: { of: more, aggregation: ${across} } }`;
const age = "{ age: { of: more } }";
const slices = "{ slices: { of: more, aggregation: max, good: { under: 5 } } }";
const failing = (under: string, more = "") => `{ slices: { of: more, bad: { kind: x }, good: { under: ${under} }${more} } }`;
const worse = "{ bad-share: { above: 5%, over: 5m } }";
const labelled = ", range: [0, 10], labels: [kind]";
const quota = (whole = "more", more = "") => `{ value: { of: more, out-of: ${whole}, aggregation: sum${more} } }`;
const state = gauge(", unit: bool");
const bounded = ", range: [0, 10]";

describe("whether an alert can fire", () => {
  const when = "shop/api/alerts/more/when";
  test.each([
    ["above the range", gauge(bounded), value("max"), "{ above: 10 }", [`cannot-fire ${when}/above`]],
    ["within the range", gauge(bounded), value("max"), "{ above: 9.5 }", []],
    ["above all of the range", gauge(bounded), value("max"), "{ above: -1 }", [`always-fires ${when}/above`]],
    ["below the range", gauge(bounded), value("min"), "{ below: 0 }", [`cannot-fire ${when}/below`]],
    ["a sum has no upper end", gauge(bounded), value("sum"), "{ above: 1000 }", []],
    ["a sum of what is never negative has a lower end", gauge(bounded), value("sum"), "{ below: 0 }", [`cannot-fire ${when}/below`]],
    ["a sum of what may be negative has none", gauge(", range: [-5, 5]"), value("sum"), "{ below: -50 }", []],
    ["a ratio above one", gauge(", unit: ratio"), value("avg"), "{ above: 100% }", [`cannot-fire ${when}/above`]],
    ["bytes below none", gauge(", unit: bytes"), value("avg"), "{ below: 0B }", [`cannot-fire ${when}/below`]],
    ["without a contract everything may be", gauge(""), value("avg"), "{ below: -1000000 }", []],
    ["a count below none", counter, "{ count: { of: more } }", "{ count: { below: 0, over: 5m } }", [`cannot-fire ${when}/count/below`]],
    [
      "a count above less than none",
      counter,
      "{ count: { of: more } }",
      "{ count: { above: -1, over: 5m } }",
      [`always-fires ${when}/count/above`],
    ],
    [
      "a count in both directions",
      counter,
      "{ count: { of: more } }",
      "{ count: { above: 1, below: 5, over: 5m } }",
      [`exactly-one ${when}/count`],
    ],
    ["more than all minutes", gauge(bounded), slices, "{ bad-share: { above: 100%, over: 5m } }", [`cannot-fire ${when}/bad-share/above`]],
    [
      "more bad minutes than there are",
      gauge(bounded),
      slices,
      "{ bad-share: { above: 5%, over: 5m, least: 6 } }",
      [`cannot-fire ${when}/bad-share/least`],
    ],
    ["as many bad minutes as there are", gauge(bounded), slices, "{ bad-share: { above: 5%, over: 5m, least: 5 } }", []],
    [
      "a minute that can never be bad",
      gauge(bounded),
      "{ slices: { of: more, aggregation: max, good: { under: 10 } } }",
      "{ bad-share: { above: 5%, over: 5m } }",
      ["cannot-fire shop/api/signals/more/slices/good/under"],
    ],
    ["failures in all of a minute", counter, failing("100%"), worse, ["cannot-fire shop/api/signals/more/slices/good/under"]],
    ["any failure in a minute", counter, failing("0%"), worse, []],
    ["more failures than a minute's share", counter, failing("1%", ", least: 20"), worse, []],
    ["failures of a gauge", gauge(bounded), failing("1%"), worse, ["wrong-metric-kind shop/api/signals/more/slices/of"]],
    [
      "failures by a label that is not there",
      counter,
      failing("1%", ", where: { sort: a }"),
      worse,
      ["unknown-label shop/api/signals/more/slices/where/sort"],
    ],
    [
      "a share of failures without a filter",
      counter,
      "{ slices: { of: more, bad: {}, good: { under: 1% } } }",
      worse,
      ["empty-filter shop/api/signals/more/slices/bad"],
    ],
    ["a share of failures as a number", counter, failing("5"), worse, ["missing-unit shop/api/signals/more/slices/good/under"]],
    [
      "a share of failures with a lower bound",
      counter,
      "{ slices: { of: more, bad: { kind: x }, good: { over: 99% } } }",
      worse,
      ["missing-key shop/api/signals/more/slices/good/under", "unknown-key shop/api/signals/more/slices/good/over"],
    ],
    [
      "a share of failures of all series",
      counter,
      failing("1%", ", aggregation: max"),
      worse,
      ["exactly-one shop/api/signals/more/slices"],
    ],
    [
      "a minimum of events of a gauge",
      gauge(bounded),
      "{ slices: { of: more, aggregation: max, good: { under: 5 }, least: 20 } }",
      worse,
      ["unknown-key shop/api/signals/more/slices/least"],
    ],
    ["a state", state, value("min"), "{ is: 0 }", []],
    ["a state in any other number", state, value("min"), "{ is: 2 }", [`wrong-type ${when}/is`]],
    ["a state beside a bound", state, value("min"), "{ is: 0, below: 1 }", [`exactly-one ${when}`]],
    ["a bound of a state", state, value("max"), "{ below: 1 }", [`unit-mismatch ${when}/below`]],
    ["the state of a number", gauge(bounded), value("max"), "{ is: 1 }", [`unit-mismatch ${when}/is`]],
    ["the state of an average", state, value("avg"), "{ is: 0 }", [`unit-mismatch ${when}/is`]],
    ["an average of states is a share", state, value("avg"), "{ below: 90% }", []],
    ["an average of states above all", state, value("avg"), "{ above: 100% }", [`cannot-fire ${when}/above`]],
    ["a sum of states is a number", state, value("sum"), "{ below: 3 }", []],
    ["the state of a count", counter, "{ count: { of: more } }", "{ is: 0 }", [`wrong-signal-kind ${when}/is`]],
    ["minutes of a state", state, "{ slices: { of: more, aggregation: min, good: { is: 1 } } }", worse, []],
    [
      "minutes of a state by a bound",
      state,
      "{ slices: { of: more, aggregation: each, good: { over: 0.5 } } }",
      worse,
      ["unit-mismatch shop/api/signals/more/slices/good/over"],
    ],
    [
      "minutes of a state and a bound",
      state,
      "{ slices: { of: more, aggregation: each, good: { is: 1, over: 0.5 } } }",
      worse,
      ["exactly-one shop/api/signals/more/slices/good"],
    ],
    [
      "the state of a number of series",
      state,
      "{ slices: { of: more, aggregation: sum, good: { is: 1 } } }",
      worse,
      ["unit-mismatch shop/api/signals/more/slices/good/is"],
    ],
    ["every series", gauge(bounded), "{ slices: { of: more, aggregation: each, good: { under: 5 } } }", worse, []],
    [
      "series that can never be bad",
      gauge(bounded),
      "{ slices: { of: more, aggregation: each, good: { under: 10 } } }",
      worse,
      ["cannot-fire shop/api/signals/more/slices/good/under"],
    ],
    [
      "of every series more than minutes",
      gauge(bounded),
      "{ slices: { of: more, aggregation: each, good: { under: 5 } } }",
      "{ bad-share: { above: 5%, over: 5m, least: 20 } }",
      [],
    ],
    ["a value of every series", gauge(bounded), value("each"), "{ above: 5 }", ["unknown-value shop/api/signals/more/value/aggregation"]],
    [
      "a counter of states",
      "{ counter: more_total, unit: bool }",
      "{ count: { of: more } }",
      "{ count: { above: 5, over: 5m } }",
      ["unknown-unit shop/api/metrics/more/unit"],
    ],
    ["a share of another gauge", gauge(bounded), quota(), "{ above: 90% }", []],
    ["a share above all of it, which one may pass", gauge(bounded), quota(), "{ above: 120% }", []],
    ["a share below none", gauge(bounded), quota(), "{ below: 0% }", [`cannot-fire ${when}/below`]],
    ["a trend of a share", gauge(bounded), quota(), "{ forecast: { above: 100%, now: 80%, within: 4h, from: 6h } }", []],
    [
      "a trend of a share to a number",
      gauge(bounded),
      quota(),
      "{ forecast: { above: 90, within: 4h, from: 6h } }",
      [`unit-mismatch ${when}/forecast/above`],
    ],
    [
      "a change of a share",
      gauge(bounded),
      quota(),
      "{ change: { falls: 50%, over: 1h, against: 1d, least: 10% } }",
      [`wrong-signal-kind ${when}/change`],
    ],
    ["a share as a number", gauge(bounded), quota(), "{ above: 90 }", [`unit-mismatch ${when}/above`]],
    ["a share as a state", gauge(bounded), quota(), "{ is: 1 }", [`unit-mismatch ${when}/is`]],
    [
      "a share of itself with other matchers",
      gauge(labelled),
      quota("{ metric: more, where: { kind: hard } }", ", where: { kind: used }"),
      "{ above: 90% }",
      [],
    ],
    [
      "a share by a label that the other has not",
      gauge(labelled),
      quota("load", ", by: [kind]"),
      "{ above: 90% }",
      ["unit-mismatch shop/api/signals/more/value/out-of", "unknown-label shop/api/signals/more/value/by/0"],
    ],
    ["a share of a counter", gauge(bounded), quota("requests"), "{ above: 90% }", ["wrong-metric-kind shop/api/signals/more/value/out-of"]],
    [
      "a share of nothing known",
      gauge(bounded),
      quota("{ metric: none, where: {} }"),
      "{ above: 90% }",
      ["unknown-metric shop/api/signals/more/value/out-of/metric"],
    ],
    [
      "a share in another unit",
      gauge(", unit: bytes"),
      quota("load"),
      "{ above: 90% }",
      ["unit-mismatch shop/api/signals/more/value/out-of"],
    ],
    ["a share of a state", state, quota(), "{ above: 90% }", ["unit-mismatch shop/api/signals/more/value/out-of"]],
    ["minutes of a share", gauge(bounded), "{ slices: { of: more, out-of: more, aggregation: sum, good: { under: 90% } } }", worse, []],
    [
      "minutes of a share by a label of which the other has one value",
      gauge(labelled),
      "{ slices: { of: more, out-of: { metric: more, where: { kind: hard } }, aggregation: sum, good: { under: 90% }, by: [kind] }, at-most: 9 }",
      worse,
      ["grouped-by-matched shop/api/signals/more/slices/by/0"],
    ],
    [
      "minutes of a share by a number",
      gauge(bounded),
      "{ slices: { of: more, out-of: more, aggregation: sum, good: { under: 90 } } }",
      worse,
      ["unit-mismatch shop/api/signals/more/slices/good/under"],
    ],
    [
      "a share of each series",
      gauge(bounded),
      "{ slices: { of: more, out-of: more, aggregation: each, good: { under: 90% } } }",
      worse,
      ["unknown-key shop/api/signals/more/slices/out-of", "unit-mismatch shop/api/signals/more/slices/good/under"],
    ],
    [
      "a share that is a state",
      gauge(bounded),
      "{ slices: { of: more, out-of: more, aggregation: max, good: { is: 1 } } }",
      worse,
      ["exactly-one shop/api/signals/more/slices/good", "unknown-key shop/api/signals/more/slices/good/is"],
    ],
    ["absence of anything", gauge(""), value("avg"), "{ absent: true }", []],
    ["an age of a timestamp", gauge(", unit: timestamp"), age, "{ older-than: 26h }", []],
    ["an age of a counter", counter, age, "{ older-than: 4d }", []],
    ["an age in parts of a minute", counter, age, "{ older-than: 150s }", [`window-unmeasurable ${when}/older-than`]],
    [
      "an age of less than four scrapes",
      gauge(", unit: timestamp-ms"),
      age,
      "{ older-than: 1m }",
      [`window-unmeasurable ${when}/older-than`],
    ],
    ["an age of more than a month", counter, age, "{ older-than: 31d }", [`out-of-range ${when}/older-than`]],
    [
      "an age and the time for which it holds, more than a month",
      counter,
      age,
      "{ older-than: 30d }",
      ["detected-too-late shop/api/alerts/more/for"],
    ],
    ["an age of a gauge that is one", gauge(", unit: s"), age, "{ older-than: 26h }", ["wrong-metric-kind shop/api/signals/more/age/of"]],
    ["an age of a value", gauge(", unit: timestamp"), value("max"), "{ older-than: 26h }", [`wrong-signal-kind ${when}/older-than`]],
    ["a threshold of an age", gauge(", unit: timestamp"), age, "{ above: 26h }", [`wrong-signal-kind ${when}/above`]],
    ["a threshold of a timestamp", gauge(", unit: timestamp"), value("max"), "{ above: 26h }", [`unit-mismatch ${when}/above`]],
    ["a missing age", gauge(", unit: timestamp"), age, "{ absent: true }", []],
    ["a forecast", gauge(bounded), value("min"), "{ forecast: { below: 0, now: 2, within: 4h, from: 1h } }", []],
    ["a forecast beyond the range", gauge(bounded), value("max"), "{ forecast: { above: 10, within: 4h, from: 1h } }", []],
    [
      "a forecast of what has come",
      gauge(bounded),
      value("min"),
      "{ forecast: { below: 2, now: 2, within: 4h, from: 1h } }",
      [`forecast-too-late ${when}/forecast/now`],
    ],
    [
      "a forecast with a present that never is",
      gauge(bounded),
      value("max"),
      "{ forecast: { above: 12, now: 11, within: 4h, from: 1h } }",
      [`cannot-fire ${when}/forecast/now`],
    ],
    [
      "a forecast by three scrapes",
      gauge(bounded),
      value("min"),
      "{ forecast: { below: 0, within: 4h, from: 45s } }",
      [`window-unmeasurable ${when}/forecast/from`],
    ],
    [
      "a forecast in another unit",
      gauge(", unit: bytes"),
      value("min"),
      "{ forecast: { below: 0, now: 5GiB, within: 4h, from: 1h } }",
      [`unit-mismatch ${when}/forecast/below`],
    ],
    [
      "a forecast of a count",
      counter,
      "{ count: { of: more } }",
      "{ forecast: { below: 0, within: 4h, from: 1h } }",
      [`wrong-signal-kind ${when}/forecast`],
    ],
    ["a fall of a count", counter, "{ count: { of: more } }", "{ change: { falls: 50%, over: 1h, against: 1w, least: 100 } }", []],
    ["a rise to more than twice", counter, "{ count: { of: more } }", "{ change: { rises: 250%, over: 1h, against: 1w, least: 1 } }", []],
    ["a fall of a value", gauge(", unit: bytes"), value("sum"), "{ change: { falls: 50%, over: 1h, against: 1d, least: 1GiB } }", []],
    [
      "a fall of nothing",
      counter,
      "{ count: { of: more } }",
      "{ change: { falls: 0%, over: 1h, against: 1w, least: 100 } }",
      [`always-fires ${when}/change/falls`],
    ],
    [
      "a rise by nothing",
      counter,
      "{ count: { of: more } }",
      "{ change: { rises: 0%, over: 1h, against: 1w, least: 100 } }",
      [`invalid-form ${when}/change/rises`],
    ],
    [
      "a change from nothing",
      gauge(bounded),
      value("max"),
      "{ change: { rises: 50%, over: 1h, against: 1w, least: 0 } }",
      [`change-without-base ${when}/change/least`],
    ],
    [
      "a change from a part of an event",
      counter,
      "{ count: { of: more } }",
      "{ change: { falls: 50%, over: 1h, against: 1w, least: 1.5 } }",
      [`change-without-base ${when}/change/least`],
    ],
    [
      "a change of a count in bytes",
      counter,
      "{ count: { of: more } }",
      "{ change: { falls: 50%, over: 1h, against: 1w, least: 1GiB } }",
      [`unit-mismatch ${when}/change/least`],
    ],
    [
      "a change against a part of the same time",
      counter,
      "{ count: { of: more } }",
      "{ change: { falls: 50%, over: 1h, against: 30m, least: 100 } }",
      [`window-unmeasurable ${when}/change/against`],
    ],
    ["a share of a value", gauge(""), value("avg"), "{ bad-share: { above: 5%, over: 5m } }", [`wrong-signal-kind ${when}/bad-share`]],
    ["a value of slices", gauge(bounded), slices, "{ above: 5 }", [`wrong-signal-kind ${when}/above`]],
  ])("%s", (_, metric, signal, condition, expected) => {
    expect(problemsOf(...withAlert(metric, signal, condition))).toEqual(expected);
  });

  test("what an environment overrides is looked at as well", () => {
    const inStaging = (above: string) => shop("for: 15m,", `for: 15m, environments: { staging: { when: { above: ${above} } } },`);
    const path = "shop/api/alerts/hot/environments/staging/when/above";
    expect(problemsOf(inStaging("120%"))).toEqual([`unit-mismatch ${path}`]);
    expect(problemsOf(inStaging("100%"))).toEqual([`cannot-fire ${path}`]);
  });
});

describe("windows hold four scrapes, two evaluations and whole minutes", () => {
  const over = "shop/api/alerts/errors/when/bad-share/over";
  test.each([
    ["2m", "15s", "30s", []],
    ["90s", "15s", "30s", [`window-unmeasurable ${over}`]],
    ["150s", "15s", "30s", [`window-unmeasurable ${over}`]],
    ["3m", "1m", "30s", [`window-unmeasurable ${over}`]],
    ["4m", "1m", "30s", []],
    ["4m", "15s", "3m", [`window-unmeasurable ${over}`]],
  ])("%s at scrapes of %s and evaluations of %s", (window, scrape, evaluate, expected) => {
    expect(
      problemsOf(shop("over: 5m", `over: ${window}`), organization("scrape: 15s,", `scrape: ${scrape}, evaluate: ${evaluate},`)),
    ).toEqual(expected);
  });
});

describe("objectives", () => {
  const slo = "shop/api/slos";
  test.each([
    [
      "a target of 100 % in one environment",
      "target: 95%,",
      "target: 95%, environments: { staging: { target: 100.0% } },",
      [`target-of-100 ${slo}/latency/environments/staging/target`],
    ],
    ["a target that leaves no burn rate", "target: 95%,", "target: 49%,", [`tier-cannot-apply ${slo}/latency/target`]],
    ["a window too short for any ticket", "target: 95%,", "target: 95%, window: 3d,", [`tier-cannot-apply ${slo}/latency/window`]],
    ["a window of seven days keeps its tier of one day", "target: 95%,", "target: 95%, window: 7d,", []],
    [
      "a floor on a bound of its own is no floor of this signal",
      "target: 95%,",
      "target: 95%, floor: { signal: success, share: 99% },",
      [],
    ],
    [
      "a floor of the same signal by name",
      "target: 95%,",
      "target: 95%, floor: { signal: fast, share: 99% },",
      [`floor-above-target ${slo}/latency/floor`],
    ],
    [
      "a target lowered to its floor in one environment",
      "floor: 99.5%,",
      "floor: 99.5%, environments: { staging: { target: 99.5% } },",
      [`floor-above-target ${slo}/availability/environments/staging/target`],
    ],
    [
      "a target lowered together with its floor",
      "floor: 99.5%,",
      "floor: 99.5%, environments: { staging: { target: 99.5%, floor: 99% } },",
      [],
    ],
    [
      "an SLO that is off is not looked at there",
      "floor: 99.5%,",
      "floor: 99.5%, environments: { staging: { target: 100%, off: true } },",
      [],
    ],
  ])("%s", (_, replace, by, expected) => {
    expect(problemsOf(shop(replace, by))).toEqual(expected);
  });
});

describe("quiet hours", () => {
  const withoutProbe = shop("for: 1m, missing: fire", "for: 1m, missing: absence");
  const quietly = (rate: string) =>
    shop('starts-with: "5" } } }, minimum-traffic: 40/h', `starts-with: "5" } } }, minimum-traffic: ${rate}`);
  // Nobody is paged without data either, which is another problem.
  const counted = (...edits: Edit[]) => problemsOf(...edits).filter((line) => !line.startsWith("outage-unseen"));
  test("twenty events an hour fail ten times in half an hour; nineteen need a probe", () => {
    const withoutLeast = shop("over: 5m, least: 10 }", "over: 5m }");
    expect(counted(withoutProbe, withoutLeast, quietly("20/h"))).toEqual([]);
    expect(counted(withoutProbe, withoutLeast, quietly("19/h"))).toEqual(["probe-missing shop/api/slos/availability"]);
  });
  test("an alert that counts failures needs them within its own window", () => {
    expect(counted(withoutProbe)).toEqual(["probe-missing shop/api/alerts/errors"]);
    expect(counted(withoutProbe, quietly("120/h"))).toEqual([]);
  });
  test("with a probe no traffic at all is enough", () => {
    expect(counted(quietly("0/h"))).toEqual([]);
  });
});

describe("labels", () => {
  test.each([
    ["of the application, of scraping and of the service are known", "by: [status] }", "by: [status, instance, service, env] }", []],
    ["of another metric are not", "by: [status] }", "by: [core] }", ["unknown-label shop/dashboards/overview/panels/traffic/show/by/0"]],
    [
      "that group events must be declared",
      'bad: { status: { starts-with: "5" } } }',
      'bad: { status: { starts-with: "5" } }, by: [tenant] }, at-most: 9',
      ["unknown-label shop/api/signals/success/events/by/0"],
    ],
    [
      "that group events are none of recordings, of environments or of alerts, and each is there once",
      'bad: { status: { starts-with: "5" } } }',
      'bad: { status: { starts-with: "5" } }, by: [service, env, method, method] }, at-most: 9',
      [
        "label-taken shop/api/signals/success/events/by/0",
        "label-taken shop/api/signals/success/events/by/1",
        "label-matched-twice shop/api/signals/success/events/by/3",
      ],
    ],
    ["that group a value must be declared", "by: [core]", "by: [cpu]", ["unknown-label shop/api/signals/busy/value/by/0"]],
    [
      "that join every selector must exist somewhere",
      "where: { service: api }",
      "where: { servise: api }",
      ["unknown-label shop/api/where/servise"],
    ],
    [
      "of the environment are not the service's to match",
      "where: { service: api }",
      "where: { service: api, env: prod }",
      ["label-matched-twice shop/api/where/env"],
    ],
    [
      "are matched in one place",
      "of: duration, good",
      "of: duration, where: { service: web }, good",
      ["label-matched-twice shop/api/signals/fast/events/where/service"],
    ],
  ])("%s", (_, replace, by, expected) => {
    expect(problemsOf(shop(replace, by))).toEqual(expected);
  });
});

describe("environments", () => {
  test("a second one that pages has to say so", () => {
    const third = (rest: string) =>
      organization("environments:\n", `environments:\n  live: { is: { prometheus: { env: live } }${rest} }\n`);
    expect(problemsOf(third(""))).toEqual(["page-undecided organization/environments/live"]);
    expect(problemsOf(third(", page: always"))).toEqual([]);
  });
  test("one without labels reads the data of all", () => {
    expect(problemsOf(organization("is: { prometheus: { env: staging } }", "is: {}"))).toEqual([
      "environment-unwritten organization/environments/staging/is",
    ]);
    expect(problemsOf(organization("is: { prometheus: { env: staging } }", "is: { prometheus: {} }"))).toEqual([
      "environments-overlap organization/environments/staging/is/prometheus",
    ]);
  });
});

describe("what lives in another source", () => {
  const sources = [
    "prom: { kind: prometheus,",
    `dd: { kind: datadog, client: dogstatsd, prefix: shop., evaluator: datadog, owner: shop, severity: warning, runbook: fix }
  se: { kind: sentry, organization: acme, project: shop, evaluator: sentry, labels: [service], owner: shop, severity: warning, runbook: fix }
  prom: { kind: prometheus,`,
  ] as const;
  const written = [
    organization(...sources),
    organization(
      "is: { prometheus: { env: prod } }",
      "is: { prometheus: { env: prod }, datadog: { env: prod }, sentry: { environment: prod } }",
    ),
    organization(
      "is: { prometheus: { env: staging } }",
      "is: { prometheus: { env: staging }, datadog: { env: staging }, sentry: { environment: staging } }",
    ),
  ];
  const problemsWith = (...edits: (readonly [replace: string, by: string])[]) =>
    problemsOf(...written, ...edits.map(([replace, by]) => shop(replace, by)));

  test("is refused where nothing of that name is, with the nearest that is", () => {
    expect(problemsWith(["target: { gauge: up", "target: { from: pron, gauge: up"])).toEqual([
      "unknown-source shop/api/metrics/target/from",
    ]);
  });
  test("has its labels, and not those of the system's source", () => {
    expect(problemsWith(["load: { gauge: cpu_percent", "load: { from: dd, gauge: cpu.percent"])).toEqual([
      "unknown-label shop/api/where/service",
    ]);
  });
  test("no objective is watched in Sentry", () => {
    const moved = [
      "duration: { histogram: http_duration_seconds, unit: s, labels: [method], buckets: [100ms, 200ms, 500ms] }",
      "duration: { from: se, distribution: transaction.duration, unit: ms, labels: [method] }",
    ] as const;
    expect(problemsWith(moved, ["quantile: 95%, of: api/duration", "value: max, of: api/load"])).toEqual([
      "window-beyond-evaluator shop/api/slos/latency",
    ]);
  });
  test("Datadog counts over at most a week, and has objectives, and floors, over ninety days", () => {
    const moved = [
      "requests: { counter: http_requests_total, labels: [method, status] }",
      "requests: { from: dd, counter: http_requests, labels: [method, status, service] }",
    ] as const;
    const traffic = ["rate: api/requests, by: [status]", "value: max, of: api/load"] as const;
    expect(problemsWith(moved, traffic)).toEqual([]);
    expect(problemsWith(moved, traffic, ["target: 99.9%,", "target: 99.9%, window: 90d,"])).toEqual([]);
    expect(problemsWith(moved, traffic, ["above: 5%, over: 5m", "above: 5%, over: 8d"])).toEqual([
      "window-beyond-evaluator shop/api/alerts/errors/when/bad-share/over",
    ]);
  });
  test("Datadog has no calendar", () => {
    const moved = [
      "requests: { counter: http_requests_total, labels: [method, status] }",
      "requests: { from: dd, counter: http_requests, labels: [method, status, service] }",
    ] as const;
    const traffic = ["rate: api/requests, by: [status]", "value: max, of: api/load"] as const;
    const monthly = ["target: 99.9%,", "target: 99.9%, window: month,"] as const;
    expect(problemsWith(monthly)).toEqual([]);
    expect(problemsWith(moved, traffic, monthly)).toEqual(["window-beyond-evaluator shop/api/slos/availability/window"]);
  });
  test("nor has a Prometheus that is VictoriaMetrics, where a policy writes it as well", () => {
    const server = organization("kind: prometheus,", "kind: prometheus, server: victoria-metrics,");
    expect(problemsOf(server, shop("target: 99.9%,", "target: 99.9%, window: month,"))).toEqual([
      "window-beyond-evaluator shop/api/slos/availability/window",
    ]);
    expect(problemsOf(server, organization("window: 30d", "window: quarter"))).toEqual([
      "window-beyond-evaluator shop/api/slos/availability",
      "window-beyond-evaluator shop/api/slos/latency",
    ]);
  });
});

describe("names of entries that JavaScript knows as well", () => {
  test.each([
    ["signal: fast", "signal: constructor", "unknown-signal shop/api/slos/latency/signal"],
    ["of: load", "of: constructor", "unknown-metric shop/api/signals/busy/value/of"],
    ["rate: api/requests", "rate: constructor/requests", "unknown-service shop/dashboards/overview/panels/traffic/show/rate"],
  ])("%s as %s", (replace, by, expected) => {
    expect(problemsOf(shop(replace, by))).toEqual([expected]);
  });
});

describe("what pages by numbers that stop with the service", () => {
  const quietly = shop("for: 1m, missing: fire", "for: 1m, missing: absence");
  const enough = shop("over: 5m, least: 10 }", "over: 5m }");
  const beside = (alert: string) => shop("      errors: { signal", `      gone: ${alert}\n      errors: { signal`);
  const absence = "{ signal: alive, when: { absent: true }, for: 5m, missing: fire, severity: critical, runbook: fix }";
  const neighbour = (where: string, severity = "critical") =>
    shop(
      "\ndashboards:",
      `
  target:
    name: Target
    where: { service: ${where} }
    metrics: { target: { gauge: up, range: [0, 1] } }
    signals: { alive: { value: { of: target, aggregation: min } } }
    alerts:
      gone: { signal: alive, when: { below: 1 }, for: 1m, missing: fire, severity: ${severity}, runbook: fix }

dashboards:`,
    );
  test("needs somebody who is paged when they do, and every entry is named", () => {
    expect(problemsOf(quietly, enough)).toEqual(["outage-unseen shop/api"]);
  });
  test.each([
    ["an absence that pages", [beside(absence)]],
    ["an alert on the same targets in another service", [neighbour("api")]],
  ])("%s is enough", (_, edits) => {
    expect(problemsOf(quietly, enough, ...edits)).toEqual([]);
  });
  test.each([
    ["an absence that posts", [beside(absence.replace("critical", "warning"))]],
    ["an absence on trial", [beside(absence.replace("{ signal", "{ stage: ticket, signal"))]],
    ["an alert on other targets", [neighbour("web")]],
    ["an alert on the same targets that posts", [neighbour("api", "warning")]],
  ])("%s is not", (_, edits) => {
    expect(problemsOf(quietly, enough, ...edits)).toEqual(["outage-unseen shop/api"]);
  });
});
