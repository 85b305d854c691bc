import { once } from "../model/once.ts";
import type { Resolved, System } from "../model/resolved.ts";
import { absenceAlerts, composedUses } from "./absence-alerts.ts";
import type { Alert } from "./alert.ts";
import { groupAlerts } from "./group-alerts.ts";
import { stageInWords } from "./routing.ts";
import { ruleAlert } from "./rule-alerts.ts";
import { scopesOf } from "./scope.ts";
import { sloAlerts } from "./slo-alerts.ts";
import { sourceAlerts } from "./source-alerts.ts";
import { trafficAlerts } from "./traffic-alerts.ts";
import { type Evaluated, watchdogs } from "./watchdogs.ts";

/** Every alert of a resolved catalog, sorted by oldest name: of its SLOs, its rules, of absent metrics, missing traffic, silent sources and silent evaluators. */
export const alertsOf: (resolved: Resolved) => readonly Alert[] = once(makeAlerts);

function makeAlerts(resolved: Resolved): Alert[] {
  const { environment, organization } = resolved;
  const scopes = scopesOf(resolved);
  const composed = composedUses(scopes.map(({ service }) => service));
  const alerts = scopes.flatMap((scope) =>
    [
      ...scope.service.slos.flatMap((slo) => sloAlerts(scope, slo)),
      ...scope.service.alerts.map((rule) => ruleAlert(scope, rule)),
      ...absenceAlerts(scope, composed),
      ...trafficAlerts(scope),
      ...groupAlerts(scope),
    ].map(saidStage),
  );
  const evaluators = evaluatedBy(alerts);
  const silent = evaluators.flatMap(({ source, readers }) => sourceAlerts(environment, source, readers));
  const unwatched = organization.deadMan ? watchdogs(environment, organization.deadMan, evaluators) : [];
  // By the oldest name, so that a rename does not move a rule within its group.
  const oldest = ({ name, formerNames }: Alert) => formerNames[0] ?? name;
  return [...alerts, ...silent, ...unwatched].sort((a, b) => (oldest(a) < oldest(b) ? -1 : oldest(a) > oldest(b) ? 1 : 0));
}

/** The sources on which something is evaluated, each with the systems that it is evaluated for. */
function evaluatedBy(alerts: readonly Alert[]): Evaluated[] {
  return [...Map.groupBy(alerts, ({ evaluator }) => evaluator.id).values()].flatMap((own) => {
    const [first] = own;
    const readers = new Map<string, System>(own.flatMap(({ system }) => (system ? [[system.id, system]] : [])));
    return first ? [{ source: first.evaluator, readers: [...readers.values()] }] : [];
  });
}

function saidStage(alert: Alert): Alert {
  return { ...alert, notes: [...alert.notes, ...stageInWords(alert)] };
}
