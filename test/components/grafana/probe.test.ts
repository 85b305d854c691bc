import { describe, expect, test } from "vitest";
import { grafana } from "../../../components/grafana/index.ts";
import { checkArgs, locationIds, locations, probesOf } from "../../../components/grafana/probe.ts";
import { alertRule, type References } from "../../../components/grafana/rule.ts";
import { groupsOf } from "../../../components/grafana/rule-group.ts";
import { forGrafana } from "../../../components/grafana/select.ts";
import type { Monitoring } from "../../../components/vendor.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import type { ProbeCondition, ProberSource } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { prod, service, system } from "../../dashboards/small.ts";
import { withCatalog } from "../../moved.ts";
import { sentences } from "../sentences.ts";
import { given, probe, probed, prober } from "../uptimerobot/probes.ts";
import { expressionOf } from "./catalog.ts";
import { parsed } from "./promql.ts";

const outside: ProberSource = { ...prober, kind: "grafana-synthetics", evaluator: "grafana", datasource: "synthetics" };
const asked = (when: ProbeCondition, more: Partial<Alert> = {}): Alert => ({ ...probed(when, more), evaluator: outside });
const named = (name: string) => ({ name, entry: `shop/cart/${name}`, title: name });
const down = asked({ kind: "probe-fails", signal: probe }, named("down"));
const expiring = asked({ kind: "certificate", signal: probe, within: 30 * 86_400 }, named("certificate"));
const monitoring = (...alerts: Alert[]): Monitoring => ({ ...given(alerts), dashboards: [], protect: false });
const [check] = probesOf([down, expiring]);
if (!check) throw new Error("nobody asks");

const refs: References = {
  datasource: "synthetics",
  contactPoint: () => "pager",
  spot: () => undefined,
};

describe("a check", () => {
  test("asks for the right answer of the endpoint itself, and leaves telling to the rules", () => {
    expect(checkArgs(check, prod, [1, 2, 3])).toEqual({
      job: "shop--cart--reachable--prod",
      target: "https://shop.example.com/health",
      enabled: true,
      frequency: 60_000,
      timeout: 30_000,
      probes: [1, 2, 3],
      labels: { environment: "prod", owner: "shop-team", service: "cart", system: "shop" },
      alertSensitivity: "none",
      basicMetricsOnly: true,
      settings: { http: { method: "GET", ipVersion: "V4", validStatusCodes: [200], noFollowRedirects: true, failIfNotSsl: true } },
    });
  });

  test("is one, whatever number of alerts reads it", () => {
    expect(probesOf([down, expiring]).map(({ name, alerts }) => [name, alerts.length])).toEqual([["shop--cart--reachable", 2]]);
  });

  test("of a renamed signal keeps its job, whose series would begin anew", () => {
    const signal = { ...probe, id: "reached", formerly: ["reachable"] };
    const [renamed] = probesOf([asked({ kind: "probe-fails", signal })]);
    expect(renamed).toMatchObject({ name: "shop--cart--reached", formerNames: ["shop--cart--reachable"] });
    expect(renamed && checkArgs(renamed, prod, []).job).toBe("shop--cart--reachable--prod");
    expect(expressionOf(alertRule(asked({ kind: "probe-fails", signal }), refs), "A")).toContain('job="shop--cart--reachable--prod"');
  });

  test("of a plain address does not ask for encryption", () => {
    const [plain] = probesOf([asked({ kind: "probe-fails", signal: { ...probe, url: "http://shop.example.com" } })]);
    expect(plain && checkArgs(plain, prod, []).settings.http.failIfNotSsl).toBe(false);
  });
});

describe("a rule on a check", () => {
  test("fires where fewer than half of the places get the answer, or none says anything", () => {
    const rule = alertRule(down, refs);
    const expression = expressionOf(rule, "A");
    expect(expression).toBe(
      '(avg(last_over_time(probe_success{instance="https://shop.example.com/health",job="shop--cart--reachable--prod"}[150s])) or vector(0)) < 0.5',
    );
    expect(parsed(expression).faults).toEqual([]);
    expect(rule).toMatchObject({ for: "2m0s", noDataState: "OK", execErrState: "Alerting" });
    expect(rule.annotations).toMatchObject({ description: "Locations with the right answer: {{ humanizePercentage $values.A.Value }}." });
  });

  test("on a certificate compares its end with now, and keeps it in mind for a day without one", () => {
    const rule = alertRule(expiring, refs);
    const expression = expressionOf(rule, "A");
    expect(expression).toBe(
      'min(last_over_time(probe_ssl_earliest_cert_expiry{instance="https://shop.example.com/health",job="shop--cart--reachable--prod"}[1d])) - time() < 2592000',
    );
    expect(parsed(expression).faults).toEqual([]);
    expect(rule).toMatchObject({ for: "0s", execErrState: "KeepLast" });
  });

  test("looks back over two results, however seldom one is asked: the last is written again every two minutes", () => {
    const seldom = asked({ kind: "probe-fails", signal: { ...probe, every: 3600, timeout: 60 } });
    expect(parsed(expressionOf(alertRule(seldom, refs), "A")).windows).toEqual(["5m"]);
  });

  test("takes an address with quotes for text", () => {
    const odd = asked({ kind: "probe-fails", signal: { ...probe, url: 'https://shop.example.com/?q="} or up{' } });
    const { faults, metrics } = parsed(expressionOf(alertRule(odd, refs), "A"));
    expect([faults, metrics]).toEqual([[], ["probe_success"]]);
  });

  test("stands with the others of its service and prober, evaluated every minute", () => {
    const groups = groupsOf(given([]).resolved, [down, expiring]);
    expect(groups.map(({ name, source, interval, alerts }) => [name, source.datasource, interval, alerts.length])).toEqual([
      ["shop--cart--alerts--outside", "synthetics", 60, 2],
    ]);
  });
});

test("a place that Grafana no longer asks from is named, with those that there are", () => {
  const known = Object.fromEntries(locations.map((name, index) => [name, index + 7]));
  expect(locationIds({ ...known, Paris: 1 })).toEqual([7, 8, 9]);
  const { Ohio: _, ...fewer } = known;
  expect(() => locationIds({ ...fewer, Paris: 1 })).toThrow("no endpoints from Ohio; it does from Frankfurt, Paris, Tokyo");
});

test("the token of synthetic monitoring is needed where something is asked, and only there", () => {
  const keys = (...alerts: Alert[]) => grafana.settings(monitoring(...alerts)).map(({ key, secret }) => [key, secret]);
  expect(keys(down)).toEqual([
    ["grafana:url", false],
    ["grafana:auth", true],
    ["slostack:slackToken", true],
    ["grafana:smUrl", false],
    ["grafana:smAccessToken", true],
    ["slostack:grafanaRules", false],
  ]);
  expect(keys({ ...down, evaluator: prober })).toEqual([]);
});

test("what another prober asks is no matter of Grafana", () => {
  expect(forGrafana(monitoring({ ...down, evaluator: prober })).alerts).toEqual([]);
  expect(forGrafana(monitoring(down)).alerts).toEqual([down]);
});

describe("refuses", () => {
  const fails = (change: Partial<typeof probe>) => asked({ kind: "probe-fails", signal: { ...probe, ...change } }, named("down"));
  const long = { ...service(), id: "a-service-whose-name-has-no-end-at-all" };
  const plain = { ...probe, url: "http://shop.example.com" };
  test.each<[string, readonly Alert[], readonly string[]]>([
    ["nothing of what it can ask", [down, expiring], []],
    ["asking every two hours", [fails({ every: 7200 })], ["shop/cart/reachable: the probe interval is 1s to 1h, not 2h"]],
    ["an answer after 90 s", [fails({ every: 120, timeout: 90 })], ["shop/cart/reachable: the timeout is 1s to 60s, not 90s"]],
    [
      "an answer after the next question",
      [fails({ every: 20 })],
      ["shop/cart/reachable: the timeout must not exceed the probe interval of 20s; it is 30s"],
    ],
    [
      "a label of more than 32 bytes",
      [{ ...down, service: long }],
      [`shop/cart/reachable: the label service: "${long.id}" exceeds 32 bytes`],
    ],
    [
      "a date alone, of which silence tells nobody",
      [expiring],
      ["shop/cart/reachable: shop/cart/certificate would not fire when probes stop; add an alert with fails: true"],
    ],
    [
      "the certificate of a plain address",
      [
        { ...down, when: { kind: "probe-fails", signal: plain } },
        { ...expiring, when: { ...expiring.when, signal: plain } as ProbeCondition },
      ],
      ["shop/cart/reachable: http://shop.example.com has no certificate"],
    ],
  ])("%s", (_, alerts, expected) => {
    expect(
      sentences(grafana.refusals({ ...monitoring(...alerts), resolved: { ...given(alerts).resolved, systems: [system([service()])] } })),
    ).toEqual(expected);
  });
});

describe("another kind of prober in the catalog", () => {
  test("moves every probe of Not a Label from UptimeRobot to Grafana", () => {
    const resolved = withCatalog("kind: uptimerobot", "kind: grafana-synthetics\n    datasource: synthetics", (directory) => {
      const { catalog, problems } = loadCatalog(directory);
      if (!catalog) throw new Error(problems.map(({ what }) => what).join("\n"));
      return resolve(catalog, "prod");
    });
    const alerts = alertsOf(resolved).filter(({ evaluator }) => evaluator.id === "nal-uptime");
    const moved = { resolved, alerts, dashboards: [], protect: false };
    expect(sentences(grafana.refusals(moved))).toEqual([]);
    expect(probesOf(forGrafana(moved).alerts).map(({ name, alerts: read }) => [name, read.length])).toEqual([
      ["not-a-label--ai--status", 1],
      ["not-a-label--api--health", 1],
      ["not-a-label--auth--verify", 1],
      ["not-a-label--site--home", 2],
    ]);
  });

  test("has to say where its results are", () => {
    const problems = withCatalog("kind: uptimerobot", "kind: grafana-synthetics", (directory) => loadCatalog(directory).problems);
    expect(problems.map(({ at }) => JSON.stringify(at))).toEqual([expect.stringContaining("nal-uptime")]);
    expect(problems.map(({ what }) => what).join()).toContain("datasource");
  });
});
