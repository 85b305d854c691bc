import { checklySource } from "../../../components/checkly/source.ts";
import type { ProbeCondition, ProberSource, ProbeSignal } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alert, runbook, team, warning } from "../../dashboards/small.ts";

/** Probes that Checkly asks, as a resolved catalog holds them. */

const prober: ProberSource = {
  id: "outside",
  source: [],
  kind: "checkly",
  evaluator: "checkly",
  scrape: 60,
  evaluate: 60,
  owner: team,
  severity: warning,
  runbook,
  environment: {},
  traits: checklySource.traits,
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
  timeout: 10,
};

/** A failure that lasts two minutes, or a certificate. */
export function probed(when: ProbeCondition, more: Partial<Alert> = {}): Alert {
  return { ...alert({ when, for: when.kind === "probe-fails" ? 120 : 0, ...more }), evaluator: prober };
}
