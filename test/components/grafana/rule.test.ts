import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { recordingRule } from "../../../components/grafana/recording-rule.ts";
import { alertRule, type References } from "../../../components/grafana/rule.ts";
import { conditionQuery, recordingsOf } from "../../../queries/promql.ts";
import { alert, failing, gaugeOf, metric, prod, source } from "../../dashboards/small.ts";
import { expressionOf } from "./catalog.ts";

const hours = { id: "office", windows: [{ days: ["mon"], from: "09:00", to: "17:00" }], holidays: [], timeZone: "Europe/Berlin" } as const;
const channel = { id: "shop-alerts", formerly: [], slack: "#shop-alerts" };
const refs: References = {
  datasource: "prometheus-uid",
  contactPoint: (route) => `to ${route.kind}`,
  spot: () => undefined,
};
const when = { kind: "value", signal: gaugeOf("depth", metric("gauge", "depth")), compare: "above", threshold: new Fraction(5) } as const;

describe("an alert as a rule", () => {
  const rule = alertRule(alert({ when }), refs);

  test("it asks the data source at one moment, and fires for each series of the answer", () => {
    expect(rule.datas).toMatchObject([
      { refId: "A", datasourceUid: "prometheus-uid", relativeTimeRange: { from: 600, to: 0 } },
      { refId: "C", datasourceUid: "__expr__" },
    ]);
    expect(rule.condition).toBe("C");
    expect(expressionOf(rule, "A")).toBe(conditionQuery(when));
    expect(expressionOf(rule, "C")).toBe("is_number($A)");
  });

  test("its models name their own refId, say that the query is instant, and leave Grafana's defaults out", () => {
    const models = (rule.datas as { model: string }[]).map(({ model }) => JSON.parse(model));
    expect(models).toEqual([
      { editorMode: "code", expr: conditionQuery(when), instant: true, range: false, refId: "A" },
      { expression: "is_number($A)", refId: "C", type: "math" },
    ]);
    for (const model of models) expect(Object.keys(model)).toEqual(Object.keys(model).sort());
  });

  test("no data is no alarm, a failing query keeps the last state, a series that is gone resolves at once", () => {
    expect(rule).toMatchObject({ noDataState: "OK", execErrState: "KeepLast", missingSeriesEvalsToResolve: 1, for: "5m0s" });
  });

  test("an alert that outlasts its condition is kept firing, in the form in which Grafana answers", () => {
    expect(rule).not.toHaveProperty("keepFiringFor");
    expect(alertRule({ ...alert({ when }), keepFiringFor: 480 }, refs).keepFiringFor).toBe("8m0s");
  });

  test("a rule of a renamed alert keeps its uid", () => {
    expect(rule.uid).toBe("shop--cart--broken--prod");
    expect(alertRule(alert({ when, formerNames: ["shop--cart--torn"] }), refs).uid).toBe("shop--cart--torn--prod");
  });

  test("labels say whose it is and how bad; none holds a value", () => {
    expect(rule.labels).toEqual({
      alert: "shop--cart--broken",
      environment: "prod",
      owner: "shop-team",
      priority: "P1",
      service: "cart",
      severity: "critical",
      system: "shop",
    });
  });

  test("annotations say what, how much, and what to do", () => {
    expect(alertRule(alert({ when, notes: ["capped"] }), refs).annotations).toEqual({
      summary: "The cart is broken.",
      description: "Value: {{ humanize $values.A.Value }}.\nNote: capped.",
      runbook_url: "https://runbooks.example.com/broken.md",
    });
  });

  test("text of the catalog cannot become a template", () => {
    const hostile = alert({
      when,
      summary: "{{ $values }}",
      notes: ["{{ .Foo }}"],
      severity: { id: "critical", priority: "{{ P1", respond: 1, route: "page" },
    });
    const { annotations, labels } = alertRule(hostile, refs);
    expect(annotations).toMatchObject({ summary: '{{"{{"}} $values }}' });
    expect(String((annotations as Record<string, string>).description)).toContain('Note: {{"{{"}} .Foo }}.');
    expect(labels).toMatchObject({ priority: '{{"{{"}} P1' });
  });
});

describe("whom a rule tells", () => {
  const settings = (route: Parameters<References["contactPoint"]>[0]) => alertRule(alert({ when, route }), refs).notificationSettings;

  test("a page is grouped by alert and never held back", () => {
    const onCall = alert({ when }).service?.onCall;
    if (!onCall) throw new Error("the small service has an on-call");
    expect(settings({ kind: "page", onCall, channel })).toEqual({ contactPoint: "to page", groupBies: ["alertname", "grafana_folder"] });
  });

  test("a post with a calendar is sent at any hour, and repeated once a day", () => {
    const told = settings({ kind: "post", channel, during: hours });
    expect(told).toMatchObject({ contactPoint: "to post", repeatInterval: "24h0m0s" });
    for (const held of ["activeTimings", "muteTimings"]) expect(told).not.toHaveProperty(held);
    expect(settings({ kind: "post", channel })).not.toHaveProperty("repeatInterval");
  });
});

describe("the alert on a data source", () => {
  const rule = alertRule(alert({ kind: "source", when: { kind: "source-silent", source } }), refs);

  test("no answer and a failing query are what it is about", () => {
    expect(rule).toMatchObject({ noDataState: "Alerting", execErrState: "Alerting" });
  });

  test("the answer 0 is no alarm", () => {
    expect(expressionOf(rule, "A")).toBe('sum(absent(up{env="prod"} == 1))\nor\nvector(0)');
    expect(expressionOf(rule, "C")).toBe("$A > 0");
  });
});

describe("a recording as a rule", () => {
  const when = {
    kind: "bad-share",
    signal: failing("failed", metric("counter", "requests")),
    above: new Fraction("0.05"),
    over: 300,
    least: 10,
  } as const;
  const recordings = recordingsOf([alert({ when })]);
  const rules = recordings.map((recording) => recordingRule(recording, prod, "prometheus-uid"));

  test("it is written back into the data source that it reads", () => {
    expect(rules.map(({ record }) => record)).toEqual(
      recordings.map(({ name }) => ({ metric: name, from: "A", targetDatasourceUid: "prometheus-uid" })),
    );
    expect(rules.map((rule) => expressionOf(rule, "A"))).toEqual(recordings.map(({ expr }) => expr));
  });

  test("it has nothing that Grafana refuses on a recording", () => {
    for (const rule of rules)
      for (const refused of [
        "condition",
        "for",
        "keepFiringFor",
        "noDataState",
        "execErrState",
        "missingSeriesEvalsToResolve",
        "notificationSettings",
      ])
        expect(rule).not.toHaveProperty(refused);
  });

  test("uids and names are unique", () => {
    expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  });
});
