import { uptimeRobotSource } from "../../../components/uptimerobot/source.ts";
import type { Condition, ProbeCondition, ProberSource, ProbeSignal, Resolved } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alert, prod, runbook, service, system, team, warning } from "../../dashboards/small.ts";

/** Probes as a resolved catalog holds them. */

export const prober: ProberSource = {
  id: "outside",
  source: [],
  kind: "uptimerobot",
  evaluator: "uptimerobot",
  scrape: 60,
  evaluate: 60,
  owner: team,
  severity: warning,
  runbook,
  environment: {},
  traits: uptimeRobotSource.traits,
};

export const probe: ProbeSignal = {
  kind: "probe",
  id: "reachable",
  formerly: [],
  source: [],
  path: "shop/cart/reachable",
  from: prober,
  endpoint: { id: "health", source: [], path: "/health", expect: 200, needs: [] },
  url: "https://shop.example.com/health",
  every: 60,
  timeout: 30,
};

export function probed(when: ProbeCondition, more: Partial<Alert> = {}): Alert {
  return { ...alert({ when, for: when.kind === "probe-fails" ? 120 : 0, ...more }), evaluator: prober };
}

export function given(alerts: readonly Alert[], signal: ProbeSignal = probe): { resolved: Resolved; alerts: readonly Alert[] } {
  const organization = {
    id: "example",
    name: "Example",
    sources: [prober],
    channels: [],
    calendars: [],
    people: [],
    teams: [],
    schedules: [],
  };
  const systems = [system([service({ probes: [signal] })])];
  return {
    resolved: { environment: prod, organization: { ...organization, escalations: [], onCalls: [], severities: [] }, systems },
    alerts,
  };
}

export const measured = (when: Condition): Alert => alert({ when });
