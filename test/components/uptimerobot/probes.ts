import { uptimeRobotSource } from "../../../components/uptimerobot/source.ts";
import type { Condition, ProbeCondition, ProberSource, ProbeSignal, Resolved } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alert, prod, runbook, service, system, team, warning } from "../../dashboards/small.ts";

/** Probes as a resolved catalog holds them. */

/** The probe of an endpoint by one vendor, and alerts on it. @param timeout seconds that an answer is waited for */
export function probedBy({ kind, evaluator, traits }: Pick<ProberSource, "kind" | "evaluator" | "traits">, timeout: number) {
  const base = { id: "outside", source: [], scrape: 60, evaluate: 60, owner: team, severity: warning, runbook, environment: {} };
  const prober = { ...base, kind, evaluator, traits } as ProberSource;
  const probe: ProbeSignal = {
    kind: "probe",
    id: "reachable",
    formerly: [],
    source: [],
    path: "shop/cart/reachable",
    from: prober,
    endpoint: { id: "health", source: [], path: "/health", expect: 200, needs: [] },
    url: "https://shop.example.com/health",
    every: 60,
    timeout,
  };
  /** A failure that lasts two minutes, or a certificate. */
  const probed = (when: ProbeCondition, more: Partial<Alert> = {}): Alert => ({
    ...alert({ when, for: when.kind === "probe-fails" ? 120 : 0, ...more }),
    evaluator: prober,
  });
  return { prober, probe, probed };
}

const { traits } = uptimeRobotSource;
export const { prober, probe, probed } = probedBy({ kind: "uptimerobot", evaluator: "uptimerobot", traits }, 30);

/** @param signals probes of the one service; default: {@link probe} */
export function given(alerts: readonly Alert[], ...signals: ProbeSignal[]): { resolved: Resolved; alerts: readonly Alert[] } {
  const organization = {
    id: "example",
    name: "Example",
    sources: [prober],
    channels: [],
    calendars: [],
    people: [],
    pagerPeople: "own" as const,
    teams: [],
    schedules: [],
  };
  const systems = [system([service({ probes: signals.length > 0 ? signals : [probe] })])];
  return {
    resolved: { environment: prod, organization: { ...organization, escalations: [], onCalls: [], severities: [] }, systems },
    alerts,
  };
}

export const measured = (when: Condition): Alert => alert({ when });
