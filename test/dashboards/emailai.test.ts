import { describe, expect, test } from "vitest";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import { panelOfAlert } from "../../dashboards/panel-of-alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { hastecrm } from "./hastecrm.ts";

const resolved = hastecrm("prod");
const alerts = alertsOf(resolved);
const dashboards = dashboardsOf(resolved, alerts);
const named = (name: string) => dashboards.find((one) => one.name === name);

describe("the seven panels of the source document", () => {
  test.each<[source: string, dashboard: string, from: string, measure: object, line?: number]>([
    ["E-D01", "production", "app-dd", { kind: "count", over: 3600, metric: { name: "emailai.organization.created" } }],
    ["E-D02", "production", "app-dd", { kind: "quantile", metric: { name: "emailai.api.organization.get.duration" } }, 2000],
    ["E-D03", "production", "app-dd", { kind: "share", signal: { path: "emailai/api/success" } }, 0.01],
    ["E-D04", "production-metrics", "emailai-prom", { kind: "rate", by: [], metric: { where: { job: { is: "emailai-app" } } } }],
    ["E-D05", "production-metrics", "emailai-prom", { kind: "quantile", metric: { name: "http_request_duration_seconds" } }, 2],
    ["E-D06", "production-metrics", "emailai-prom", { kind: "value", across: "max" }, 20],
    ["E-D07", "production-metrics", "emailai-prom", { kind: "value", across: "max", metric: { name: "emailai_active_organizations" } }],
  ])("%s stands on %s, which shows %s", (source, dashboard, from, measure, line) => {
    const spec = named(`emailai--${dashboard}`);
    expect(spec?.source.id).toBe(from);
    const panel = spec?.rows.flatMap(({ panels }) => panels).find(({ provenance }) => provenance.source.includes(source));
    expect(panel?.lines).toHaveLength(1);
    expect(panel?.lines[0]?.measure).toMatchObject(measure);
    expect(panel?.thresholds[0]?.at).toBe(line);
  });
});

describe("overviews show what lives in the system's source", () => {
  test("a service of which it holds nothing has none", () => {
    const overviews = dashboards.filter(({ service, system }) => service && system.id === "emailai");
    expect(overviews.map(({ name }) => name)).toEqual(
      ["api", "database", "organizations", "sync"].map((service) => `emailai--${service}--overview`),
    );
    for (const { source } of overviews) expect(source.id).toBe("app-dd");
  });

  test("every alert on it has a panel there, and one on another source has none", () => {
    for (const alert of alerts.filter(({ system }) => system?.id === "emailai")) {
      const spot = panelOfAlert(alert, dashboards);
      expect(spot?.dashboard.source.id, alert.name).toBe(alert.evaluator.id === "app-dd" ? "app-dd" : undefined);
    }
  });
});
