import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import {
  alertOf,
  alertsOf,
  calledAfter,
  dutiesOf,
  fileAt,
  files,
  grafanaDashboardOf,
  monitorOf,
  prod,
  promqlOf,
  systemOf,
} from "./catalog.ts";

/*
 * What Resonant's document had wrong, by its requirement, on what Prometheus, Alertmanager, Grafana and PagerDuty get:
 * its conditions were pseudo-code, on metrics that nobody sent.
 */

const resonant = systemOf("resonant");
const alerts = prod.alerts.filter(({ system }) => system?.id === "resonant");
const byPrometheus = alerts.filter(({ evaluator }) => evaluator.kind === "prometheus");
const metrics = resonant.services.flatMap((service) => service.metrics);
const duties = dutiesOf("resonant");

describe("the rules", () => {
  test("R-M07, R-M05, R-T02: every metric that one reads is in the contract, and none of the names that nobody sent is left", () => {
    const names = new Set(metrics.map(({ name }) => name));
    for (const alert of byPrometheus) {
      const query = promqlOf(alert);
      expect(query).not.toMatch(/http_status_5xx_rate|error_rate|p95_response_time|memory_usage\b|ai_analysis_latency|daily_active_users/);
      for (const [, series = ""] of query.matchAll(/\b(resonant_\w+?)(?:_bucket|_count)?\{/g)) expect([...names]).toContain(series);
    }
  });

  test("R-A01: half of the requests fail, both counted on one metric, over five minutes and for one", () => {
    const alert = alertOf("R-A01");
    const query = promqlOf(alert);
    expect(query).toContain("> 0.5 * sum_over_time(sli:events:increase1m");
    expect(query).toContain('resonant_http_requests_total{env="prod",job="resonant-app",status=~"5.*"}');
    expect(query).toContain("[5m]) >= 3)");
    expect([alert.for, alert.title]).toEqual([60, "Resonant App: Most requests fail"]);
  });

  test("R-A02: more than ten connection errors, counted within two minutes", () => {
    expect(promqlOf(alertOf("R-A02"))).toMatch(/^sum_over_time\(sli:events:increase1m\{[^}]*sli="connection-errors"[^}]*\}\[2m\]\) > 10$/m);
    expect(promqlOf(alertOf("R-A02"))).toContain('rate(resonant_convex_connection_errors_total{env="prod",job="resonant-app"}');
  });

  test("R-A02, R-H01: connections are counted in the app, and when the app is away the check from outside pages", () => {
    const [connections, down] = [alertOf("R-A02"), alertOf("R-H01")];
    expect(connections.service?.path).toBe(down.service?.path);
    expect([connections, down].map(({ route }) => route.kind)).toEqual(["page", "page"]);
    expect(duties.get("connection-errors")).toContain("in the client of the web app");
  });

  test("R-A03, R-A08: errors of requests and of functions, at 5 % for five minutes and from ten failures on; a single error fires nothing", () => {
    const [requests, functions] = alertsOf("R-A03");
    expect(alertOf("R-A08")).toBe(requests);
    expect([requests, functions].map((alert) => alert?.name)).toEqual(["resonant--app--errors", "resonant--backend--failing"]);
    for (const alert of alertsOf("R-A03")) {
      expect(promqlOf(alert)).toContain("> 0.05 * sum_over_time(sli:events:increase1m");
      expect(promqlOf(alert)).toContain("[5m]) >= 10)");
      expect([alert.for, alert.route.kind, alert.severity.priority]).toEqual([300, "page", "P1"]);
    }
    const onErrors = byPrometheus.filter((alert) => alert.kind === "threshold" && /errors_total|status=~"5/.test(promqlOf(alert)));
    for (const alert of onErrors) expect(promqlOf(alert)).toMatch(/>= (3|5|10)\)|> 10$/m);
    expect(duties.get("no-own-alerts")).toContain("remove triggerAlert");
  });

  test("R-A03: a function that fails is asked of the functions, since browsers call them past the web app", () => {
    const [, functions] = alertsOf("R-A03");
    if (!functions) throw new Error("nothing is asked of the functions");
    expect(promqlOf(functions)).toContain('resonant_function_runs_total{env="prod",job="resonant-convex",outcome="error"}');
  });

  test("R-A09: slow queries are told, as P2", () => {
    const alert = alertOf("R-A09");
    expect(promqlOf(alert)).toMatch(/resonant_db_query_duration_seconds_bucket\{env="prod",job="resonant-convex",le=~"1\|1\\\\.0"\}/);
    expect([alert.route.kind, alert.severity.priority]).toEqual(["post", "P2"]);
  });

  test("R-M05, R-I02: analyses that fail are a major feature gone, whether they are fast or slow", () => {
    const alert = alerts.find(({ name }) => name === "resonant--ai--failing");
    if (!alert) throw new Error("nobody is told of failing analyses");
    expect(promqlOf(alert)).toContain("> 0.5 * sum_over_time(sli:events:increase1m");
    expect(promqlOf(alert)).toContain("resonant_ai_errors_total{");
    expect([alert.route.kind, alert.severity.priority]).toEqual(["page", "P1"]);
  });

  test.each([
    ["R-A04", "resonant_http_request_duration_seconds", 'le=~"2|2\\\\.0"'],
    ["R-A06", "resonant_ai_analysis_duration_seconds", 'le=~"10|10\\\\.0"'],
  ])("%s: the percentile is the share above a bound of %s, and no number has its unit inside", (id, name, bound) => {
    const query = promqlOf(alertOf(id));
    expect(query).toContain("> 0.05 * ");
    expect(query).toMatch(new RegExp(`${name}_bucket\\{[^}]*`));
    expect(query).toContain(bound);
    expect(query).not.toMatch(/\d{4,}ms/);
  });

  test("R-A07, R-M04: users of the last 24 hours, so that no morning fires it, for an hour", () => {
    const alert = alertOf("R-A07");
    expect(promqlOf(alert)).toBe('max(resonant_active_users_day{env="prod",job="resonant-app"}) < 50');
    expect(alert.for).toBe(3600);
  });

  test("R-H01: the health endpoint is asked from outside every minute, and two minutes without its answer page", () => {
    const alert = alertOf("R-H01");
    expect(monitorOf(alert)).toEqual({ url: "https://resonant.example.com/api/health", every: 60, expect: "200", for: 120 });
    expect(alert.route.kind).toBe("page");
    expect(duties.get("health")).toContain("call the AI service");
  });
});

describe("the figures", () => {
  test("R-T02: no metric has a label for the user, and counters are counters", () => {
    for (const { labels } of metrics) expect(labels.join()).not.toMatch(/user/i);
    expect(metrics.filter(({ kind }) => kind === "counter").every(({ name }) => name.endsWith("_total"))).toBe(true);
    expect(duties.get("intake")).toContain(
      "from Clerk's webhook by its signature, and without either the web vitals of the sign-in page alone",
    );
  });
  test("R-M01: web vitals are in seconds, as their name says, with INP among them", () => {
    const vitals = metrics.find(({ source, unit }) => source.includes("R-M01") && unit === "s");
    expect(vitals).toMatchObject({ name: "resonant_web_vitals_seconds", labels: ["vital"] });
    expect(vitals?.decision).toContain("inp");
  });
  test("R-H03, R-A10: the health of the functions reads the name under which errors are written", () => {
    expect(duties.get("detailed-health")).toContain("ten function errors within 5 minutes");
  });
});

describe("the dashboard", () => {
  const text = grafanaDashboardOf("R-D01");
  test("R-D01, R-D04: function errors are read under the name that is written, a minute by function and five minutes", () => {
    expect(text).toContain('sum by (function) (increase(resonant_function_errors_total{env="prod",job="resonant-convex"}[1m]');
    expect(text).toContain('sum(increase(resonant_function_errors_total{env="prod",job="resonant-convex"}[5m]');
  });
  test("R-D02: response times are a percentile of the histogram", () => {
    expect(text).toMatch(/histogram_quantile\(\s*0\.95,\s*sum by \(le\) \(rate\(resonant_http_request_duration_seconds_bucket\{/);
  });
  test("R-D03: journal entries of an hour come from the counter of the intake, and more of them are better", () => {
    expect(text).toContain('increase(resonant_journal_entries_total{env="prod",job="resonant-app"}[1h]');
    const panels = resonant.dashboards.flatMap((dashboard) => dashboard.panels);
    for (const [id, line] of [
      ["users", 100],
      ["journal-entries", 50],
    ] as const) {
      const panel = panels.find((one) => one.id === id);
      expect(panel?.threshold?.valueOf()).toBe(line);
      expect(panel && "metric" in panel.show && panel.show.metric.better).toBe("more");
    }
  });
  test("R-D05: requests and tokens of an hour, as the card has them", () => {
    for (const name of ["resonant_ai_requests_total", "resonant_ai_tokens_total"])
      expect(text).toMatch(new RegExp(`increase\\(${name}\\{[^}]*\\}\\[1h\\]`));
  });
  test("R-M01, R-M03, R-M04, R-M06, R-T06: what is sent is looked at", () => {
    for (const name of [
      "resonant_web_vitals_seconds_bucket",
      "resonant_web_vitals_cls_bucket",
      "resonant_journal_entry_words_bucket",
      "resonant_function_duration_seconds_bucket",
      "resonant_sign_ins_total",
    ])
      expect(text).toContain(`${name}{`);
    expect(text).toContain("max by (table) (resonant_db_documents{");
    expect(text).toContain("max(resonant_active_users_month{");
  });
});

describe("who is told", () => {
  interface Receiver {
    readonly name: string;
    readonly slack_configs?: readonly { channel: string }[];
    readonly webhook_configs?: readonly object[];
    readonly email_configs?: readonly object[];
    readonly pagerduty_configs?: readonly object[];
  }
  const config = load(fileAt("alertmanager/alertmanager.yml")) as { receivers: readonly Receiver[] };
  /** Receivers that post to a channel of Slack. */
  const receiversOf = (channel: string) =>
    config.receivers.filter(({ slack_configs = [] }) => slack_configs.some((one) => one.channel === channel));

  test("R-V01: a critical alert pages, and tells Slack and the SMS gateway, through a receiver of its own", () => {
    const [critical, ...more] = receiversOf("#resonant-critical");
    expect(more).toEqual([]);
    expect(critical?.pagerduty_configs).toHaveLength(1);
    expect(critical?.webhook_configs).toHaveLength(1);
  });
  test("R-V04: an alert of level low has a receiver, which tells #resonant-info", () => {
    expect(receiversOf("#resonant-info")).toHaveLength(1);
    expect(alertOf("R-A07").route).toMatchObject({ kind: "post", channel: { slack: "#resonant-info" } });
  });
  test("R-V02: what is high calls a person, since it asks for an answer within 15 minutes at any hour", () => {
    for (const alert of ["R-A03", "R-A04"].flatMap(alertsOf))
      expect(alert).toMatchObject({ route: { kind: "page" }, severity: { priority: "P1", respond: 900 } });
  });
  test("R-V01 to R-V04: both vocabularies are one, and the rules carry it", () => {
    const said = new Map(resonant.severities.map(({ id, priority, respond }) => [id, [priority, respond / 60]]));
    expect(Object.fromEntries(said)).toEqual({ critical: ["P0", 5], major: ["P1", 15], warning: ["P2", 60], low: ["P3", 1440] });
    expect(fileAt("prometheus/resonant-prom/rules/resonant--app.yml")).toMatch(/priority: "?P0"?/);
  });
  test("no byte of the broken emoji is in anything that is told", () => {
    const texts = [
      ...files.map(({ text }) => text),
      grafanaDashboardOf("R-D01"),
      ...prod.alerts.flatMap(({ title, summary }) => [title, summary]),
    ];
    for (const text of texts) expect(text).not.toMatch(/[‚Ô∏ðŸ]|ü[ö§î]/);
  });
  test("R-T01, R-V01: whoever is on call for Resonant is called when its Prometheus is blind or silent, as P0", () => {
    const own = prod.alerts.filter(({ name }) => name === "source--resonant-prom" || name === "watchdog--resonant-prom");
    expect(own).toHaveLength(2);
    for (const alert of own)
      expect(alert).toMatchObject({
        severity: { priority: "P0" },
        route: { kind: "page", onCall: { id: "resonant" }, channel: { slack: "#resonant-critical" } },
      });
  });
  test("R-O01, R-O02: one escalation, whose minutes count from the alert", () => {
    expect(calledAfter("resonant")).toEqual([
      [0, "resonant-primary"],
      [15, "resonant-secondary"],
      [30, "resonant-manager"],
      [45, "resonant-cto"],
    ]);
  });
  test("R-O03, R-I01: what is critical pages, and moves the first component of the status page by itself", () => {
    for (const alert of [...alertsOf("R-A01"), ...alertsOf("R-A02"), ...alertsOf("R-H01")]) expect(alert.route.kind).toBe("page");
    expect(resonant.statusPage?.components.map(({ title, signal }) => [title, signal?.url])).toEqual([
      ["Web app", "https://resonant.example.com/api/health"],
      ["Database", undefined],
      ["AI analysis", undefined],
      ["Authentication", undefined],
    ]);
  });
});
