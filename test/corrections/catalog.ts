import { expect } from "vitest";
import { contractOf } from "../../analysis/contract/contract.ts";
import { targets } from "../../artifacts/registry.ts";
import { render } from "../../artifacts/render.ts";
import { monitorArgs as betterStackMonitor } from "../../components/better-stack/monitor.ts";
import * as betterStack from "../../components/better-stack/select.ts";
import { dashboardJson } from "../../components/grafana/dashboard.ts";
import { forGrafana } from "../../components/grafana/select.ts";
import { escalationPolicyArgs } from "../../components/pagerduty/escalation.ts";
import { monitorArgs as uptimeRobotMonitor } from "../../components/uptimerobot/monitor.ts";
import { forUptimeRobot } from "../../components/uptimerobot/select.ts";
import { sentenceOf } from "../../model/refusal.ts";
import type { Alert } from "../../monitors/alert.ts";
import { conditionQuery, recordingsOf } from "../../queries/promql.ts";
import { monitoringOf } from "../components/datadog/catalog.ts";

/** The catalog of the products in production, as the vendors get it. */
export const prod = monitoringOf("products");
const { organization, systems } = prod.resolved;

/** The alerts that answer a requirement by themselves; the derived absence alerts of their metrics are left out. */
export function alertsOf(id: string): readonly Alert[] {
  const found = prod.alerts.filter(({ kind, provenance }) => kind !== "absence" && provenance.source.includes(id));
  expect(found.length, id).toBeGreaterThan(0);
  return found;
}

/** The one alert that answers a requirement. */
export function alertOf(id: string): Alert {
  const [found, ...more] = alertsOf(id);
  if (!found || more.length > 0) throw new Error(`${id} has ${more.length + 1} alerts`);
  return found;
}

/** What Prometheus evaluates for an alert: its condition, and the recordings that this reads. */
export const promqlOf = (alert: Alert): string => [conditionQuery(alert.when), ...recordingsOf([alert]).map(({ expr }) => expr)].join("\n");

/** The monitor, as its vendor gets it, of an alert on an endpoint. @throws Error if nothing asks the endpoint of the alert */
export function monitorOf(alert: Alert) {
  const { environment } = prod.resolved;
  const about = (probe: { readonly failures: readonly Alert[] }) => probe.failures.some(({ name }) => name === alert.name);
  const robot = forUptimeRobot(prod).probes.find(about);
  if (robot) {
    const { url, interval, successHttpResponseCodes } = uptimeRobotMonitor(robot, environment, []);
    return { url, every: interval, expect: successHttpResponseCodes.join(), for: alert.for };
  }
  const stack = betterStack.forBetterStack(prod).probes.find(about);
  if (!stack) throw new Error(`${alert.name} asks no endpoint`);
  const { url, checkFrequency, expectedStatusCodes, confirmationPeriod } = betterStackMonitor(stack, environment, {
    failure: "",
    certificate: undefined,
  });
  return { url, every: checkFrequency, expect: expectedStatusCodes.join(), for: confirmationPeriod };
}

/** JSON of the dashboard in Grafana that has a panel for a requirement. */
export function grafanaDashboardOf(id: string): string {
  const own = forGrafana(prod).dashboards.find(({ rows }) =>
    rows.some(({ panels }) => panels.some((one) => one.provenance.source.includes(id))),
  );
  if (!own) throw new Error(`no dashboard of Grafana has ${id}`);
  return dashboardJson(own).replaceAll('\\"', '"').replaceAll("\\n", "\n");
}

const rendered = render(targets, prod.resolved, prod.alerts);
/** Every rendered file of production. */
export const files = "files" in rendered ? rendered.files : [];

export function fileAt(path: string): string {
  const found = files.find((file) => file.path === path);
  if (!found)
    throw new Error(
      `no file ${path}: ${"objections" in rendered ? rendered.objections.map(sentenceOf).join("; ") : files.map((one) => one.path).join(", ")}`,
    );
  return found.text;
}

/** Minutes after the alert at which each level is called for the first time, with who it is. */
export function calledAfter(id: string): [minutes: number, who: string][] {
  const escalation = organization.escalations.find((one) => one.id === id);
  if (!escalation) throw new Error(`no escalation ${id}`);
  const { rules } = escalationPolicyArgs(escalation, ({ target }) => target.id, "team") as {
    rules: { escalationDelayInMinutes: number; targets: { id: string }[] }[];
  };
  let passed = 0;
  return rules.map(({ escalationDelayInMinutes, targets: [target] }) => {
    const told: [number, string] = [passed, target?.id ?? ""];
    passed += escalationDelayInMinutes;
    return told;
  });
}

export function systemOf(id: string) {
  const found = systems.find((one) => one.id === id);
  if (!found) throw new Error(`no system ${id}`);
  return found;
}

/** What the contract asks the application of a system to do, by the id of the duty. */
export function dutiesOf(id: string): ReadonlyMap<string, string> {
  const items = contractOf(prod.resolved).systems.find(({ system }) => system === id)?.items ?? [];
  return new Map(items.filter(({ sort }) => sort === "duty").map(({ name, text }) => [name, text ?? ""]));
}
