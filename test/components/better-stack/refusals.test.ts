import { describe, expect, test } from "vitest";
import { nearestLegal } from "../../../components/better-stack/limits.ts";
import { refusals } from "../../../components/better-stack/refusals.ts";
import type { ProbeSignal, System } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { sentences } from "../sentences.ts";
import { quayIn, the } from "./catalog.ts";

const { resolved, alerts } = quayIn("prod");
const harbour = the(resolved.systems[0]);

const withAlert = (name: string, change: (alert: Alert) => Alert) => ({
  resolved,
  alerts: alerts.map((alert) => (alert.name === name ? change(alert) : alert)),
});
const withSystem = (...systems: readonly System[]) => ({ resolved: { ...resolved, systems }, alerts });
const withProbe = (id: string, change: Partial<ProbeSignal>) => {
  const services = harbour.services.map((service) => ({
    ...service,
    probes: service.probes.map((probe) => (probe.id === id ? { ...probe, ...change } : probe)),
  }));
  return withSystem({ ...harbour, services });
};
const page = the(harbour.statusPage);
const open = the(the(harbour.services[0]).probes.find(({ id }) => id === "open"));
const elsewhere: ProbeSignal = { ...open, from: { ...open.from, id: "robot", kind: "uptimerobot", evaluator: "uptimerobot" } };

test("what it can express is not refused", () => {
  expect(sentences(refusals({ resolved, alerts }))).toEqual([]);
});

describe("what Better Stack cannot express is refused with its path and a way out", () => {
  test.each<[string, Parameters<typeof refusals>[0], string]>([
    [
      "a timeout between two of its own",
      withProbe("open", { timeout: 20 }),
      "harbour/gate/open: a timeout of 20s is not supported; choose 15s or 30s",
    ],
    [
      "a timeout above all of its own",
      withProbe("slow", { timeout: 90 }),
      "harbour/gate/slow: a timeout of 90s is not supported; choose 1m",
    ],
    [
      "asking more often than its fastest plan",
      withProbe("open", { every: 10 }),
      "harbour/gate/open: the shortest probe interval is 30s, not 10s",
    ],
    [
      "days before a certificate ends that it does not offer",
      withAlert("harbour--gate--certificate", (alert) => ({ ...alert, when: { kind: "certificate", signal: open, within: 21 * 86_400 } })),
      "harbour/gate/certificate: a notice 21d before expiry is not supported; choose 14d or 30d",
    ],
    [
      "a part of a day",
      withAlert("harbour--gate--certificate", (alert) => ({ ...alert, when: { kind: "certificate", signal: open, within: 43_200 } })),
      "harbour/gate/certificate: a notice 0.5d before expiry is not supported; choose 1d",
    ],
    [
      "a date that has to hold",
      withAlert("harbour--gate--certificate", (alert) => ({ ...alert, for: 300 })),
      "harbour/gate/certificate: an expiry date has no pending period (5m); write for: 0s and an earlier expires-in",
    ],
    [
      "two alerts on one condition",
      withAlert("harbour--gate--sluggish", (alert) => ({ ...alert, when: { kind: "probe-fails", signal: open } })),
      "harbour/gate/sluggish: harbour/gate/open has another alert on the same condition, but a monitor supports only one; add a separate probe for this alert",
    ],
    [
      "a page through another pager",
      withAlert("harbour--gate--closed", (alert) => ({
        ...alert,
        route: alert.route.kind === "page" ? { ...alert.route, onCall: { ...alert.route.onCall, pager: "opsgenie" } } : alert.route,
      })),
      "harbour/gate/closed: it pages through opsgenie, but Better Stack supports only PagerDuty; choose another prober or pager",
    ],
    [
      "a condition on recorded data",
      withAlert("harbour--gate--sluggish", (alert) => ({ ...alert, when: { kind: "source-silent", source: alert.evaluator } })),
      "harbour/gate/sluggish: it supports only probes and heartbeats, not source-silent",
    ],
    [
      "signs of life in quick succession",
      withAlert("watchdog--grafana", (alert) => ({
        ...alert,
        when: { kind: "no-sign-of-life", of: { evaluator: "grafana", name: "Grafana" }, every: 20, grace: 5 },
      })),
      "dead-man: a heartbeat interval is at least 30s, not 20s",
    ],
    [
      "a component whose probe another vendor has",
      withSystem({
        ...harbour,
        statusPage: { ...page, components: page.components.map((one) => (one.id === "gate" ? { ...one, signal: elsewhere } : one)) },
      }),
      "harbour/status-page/gate: harbour/gate/open is probed by robot, but a status page shows only probes of Better Stack; probe it by better-stack, or leave out the signal and set the state by hand",
    ],
    [
      "two pages at one address",
      withSystem(harbour, { ...harbour, id: "pier", services: [], statusPage: { ...page, components: [] } }),
      "pier/status-page: status.harbour.example.com is already the status page of harbour",
    ],
  ])("%s", (_, monitoring, reason) => {
    expect(sentences(refusals(monitoring))).toEqual([reason]);
  });
});

test("the alerts of others are not asked about", () => {
  expect(sentences(refusals(withAlert("harbour--gate--crowded", (alert) => ({ ...alert, for: 1 }))))).toEqual([]);
});

test.each<[number, number[]]>([
  [1, [2]],
  [4, [3, 5]],
  [100, [60]],
])("beside %d seconds the nearest timeouts are %j", (wanted, nearest) => {
  expect(nearestLegal(wanted, [2, 3, 5, 10, 15, 30, 45, 60])).toEqual(nearest);
});
