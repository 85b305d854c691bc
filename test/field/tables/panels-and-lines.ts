import Fraction from "fraction.js";
import { expect } from "vitest";
import { withQueries } from "../../../cli/runbooks/page.ts";
import { overviewOf } from "../../../dashboards/overview.ts";
import { panelOfAlert } from "../../../dashboards/panel-of-alert.ts";
import { thresholdsOf } from "../../../dashboards/threshold.ts";
import type { System } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { measureQuery as datadogMeasure } from "../../../queries/datadog.ts";
import { measureQuery as nrqlMeasure } from "../../../queries/nrql.ts";
import { measureQuery } from "../../../queries/promql.ts";
import { alert, failing, metric, prod, service, slo, slowerThan, system } from "../../dashboards/small.ts";
import type { FieldTable } from "../case.ts";

const requests = metric("counter", "requests");
const duration = metric("histogram", "duration", { unit: "s" });
const shareAbove = (above: string, signal = failing("failed", requests)): Alert =>
  alert({ name: `above-${above}-${signal.id}`, when: { kind: "bad-share", signal, above: new Fraction(above), over: 300, least: 0 } });

/** The panel that an alert links, in the overview of a service that has the alerts and one SLO. */
function linked(alerts: readonly Alert[], which: Alert) {
  const own = service({ metrics: [requests, duration], slos: [slo("latency", slowerThan("fast", duration, 0.2), "0.95")] });
  const overview = overviewOf(own, system([own]), prod, alerts);
  return panelOfAlert({ ...which, service: own }, [overview])?.panel;
}

export const table: FieldTable = {
  title: "Panels and lines",
  story:
    "Who is woken opens the panel that the alert links. It shows the figure that the alert compares, in its unit, with the line at which it fires, and the good side is the good side of the metric.",
  cases: [
    {
      reports: [],
      input: "An SLO is on the p95 of a histogram, and an alert on its p99.",
      answer: "The alert links the p99, with its own line, and not the p95.",
      proof: () => {
        const slow = shareAbove("0.01", slowerThan("slow", duration, 0.5));
        expect(linked([slow], slow)).toMatchObject({ title: "Duration, p99", thresholds: [{ at: 0.5, bad: "above" }] });
      },
    },
    {
      reports: [],
      input: "Two alerts are on one share, at 5% and at 2%.",
      answer: "Both link one panel, which has both lines.",
      proof: () => {
        const [page, ticket] = [shareAbove("0.05"), shareAbove("0.02")];
        for (const one of [page, ticket]) expect(linked([page, ticket], one)?.thresholds.map(({ at }) => at)).toEqual([0.05, 0.02]);
      },
    },
    {
      reports: [],
      input: "A panel writes a line of 100 on active users, of which nothing is watched.",
      answer: "With `better: more` what is below the line is bad; the full bar is no longer red.",
      proof: () => {
        const users = metric("gauge", "users", { better: "more" });
        const show = { kind: "value", metric: users, across: "max", by: [] } as const;
        expect(thresholdsOf(show, { slos: [], conditions: [] }, new Fraction(100))).toEqual([{ at: 100, bad: "below" }]);
      },
    },
    {
      reports: [],
      input: "A panel is to show 20 sign-ups an hour.",
      answer: "`count` over `1h` shows 20 at every vendor; `rate` shows 0.0056 a second.",
      proof: () => {
        const show = { kind: "count", metric: { ...requests, name: "signups", where: {} }, over: 3600, by: [] } as const;
        expect(measureQuery(show)).toBe("sum(increase(signups[1h]))");
        expect(JSON.stringify(datadogMeasure(show))).toContain("moving_rollup(default_zero(value), 3600, 'sum')");
        const events = { ...show.metric, name: "SignUp", from: { ...requests.from, kind: "newrelic" } } as unknown as typeof requests;
        expect(nrqlMeasure({ ...show, metric: events })).toContain("rate(count(*), 3600 seconds)");
      },
    },
    {
      reports: [],
      input: "Somebody is woken for a product that they do not know, and opens the runbook.",
      answer: "It names the dashboards, logs, errors and switches of this product, and of each alert the panel that shows its figure.",
      proof: () => {
        const slow = shareAbove("0.01", slowerThan("slow", duration, 0.5));
        const own = service({ metrics: [requests, duration] });
        const shop: System = {
          ...system([own]),
          stores: [{ kind: "axiom", id: "lines", formerly: [], source: [], dataset: "shop", retentionDays: 30, queries: [] }],
          analytics: {
            kind: "posthog",
            source: [],
            events: [],
            flags: [{ id: "new-cart", formerly: [], source: [], title: "Cart", rollout: new Fraction(1) }],
          },
        };
        const alerts = [{ ...slow, service: own, system: shop }];
        const page = withQueries("# Slow", alerts, (verb) => verb, { dashboards: [overviewOf(own, shop, prod, alerts)], sources: [] });
        for (const said of [
          "Grafana dashboard: ",
          "Axiom logs: dataset `shop`",
          "PostHog feature flag: `new-cart`",
          'Panel: "Duration, p99"',
        ])
          expect(page).toContain(said);
      },
    },
  ],
};
