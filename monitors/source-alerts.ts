import Fraction from "fraction.js";
import { logicalName } from "../model/ids.ts";
import { formatDuration } from "../model/quantity.ts";
import type { Environment, Source, SourceOf, System, ValueSignal } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { peopleOf, served } from "./people-of-source.ts";
import { routeOf } from "./routing.ts";

/** A source may miss a few answers (a restart, a slow network) before a person is told. */
const missedAnswers = 10;

/**
 * What is missed, by kind: a Prometheus that is queried answers nothing, or has no target that answers it; one that is sent
 * to hears of no agent. A vendor that counts its own log lines or errors cannot report its own silence, nor can a Prometheus
 * that evaluates by itself: whether it lives is the matter of a dead man's switch.
 */
function silenceOf(source: Source): { readonly title: string; readonly missed: string } | undefined {
  if (source.kind === "datadog")
    return { title: `The data source ${source.id} does not answer`, missed: `No agent has reported to ${source.id}` };
  if (source.kind !== "prometheus") return undefined;
  return source.evaluator === "grafana"
    ? {
        title: `The data source ${source.id} does not answer, or none of its targets`,
        missed: `There has been no answer from ${source.id}, or it has heard of no target,`,
      }
    : { title: `No target of ${source.id} answers`, missed: `No target of ${source.id} has answered` };
}

/**
 * What is told of a data source: at most one alert that it sees nothing at all, while the rules on it keep their last state,
 * and for a Prometheus one that it has lost a target of several.
 *
 * @param readers systems with an alert that is evaluated on it
 */
export function sourceAlerts(environment: Environment, source: Source, readers: readonly System[]): Alert[] {
  const silence = silenceOf(source);
  if (silence === undefined) return [];
  const wait = missedAnswers * source.evaluate;
  const { owner, onCall, severity } = peopleOf(source, readers);
  const alert: Alert = {
    name: logicalName("source", source.id),
    formerNames: [],
    entry: `sources/${source.id}`,
    kind: "source",
    title: silence.title,
    summary: `${silence.missed} for ${formatDuration(wait)}: every alert and panel on it is blind.`,
    environment,
    evaluator: source,
    when: { kind: "source-silent", source },
    for: wait,
    severity,
    route: routeOf({ severity, environment, owner, onCall }),
    owner,
    runbook: source.runbook,
    notes: [],
    provenance: { source: [] },
  };
  return source.kind === "prometheus" ? [alert, ...lostTarget(alert, source, served(source, readers))] : [alert];
}

/**
 * One target that does not answer is a ticket, like a metric that is gone: the alerts on its series see the others alone.
 * A target that nobody scrapes any more has no series, which the absence of its metrics tells.
 */
function lostTarget(silent: Alert, source: SourceOf<"prometheus">, [system]: readonly System[]): Alert[] {
  if (!system) return [];
  const { environment, owner } = silent;
  const { ticketSeverity, absence } = system.policy;
  const severity = system.severities.find(({ id }) => id === ticketSeverity.id) ?? ticketSeverity;
  return [
    {
      ...silent,
      name: logicalName("source", source.id, "target"),
      title: `A target of ${source.id} does not answer`,
      summary: `A target of ${source.id} has not answered for ${formatDuration(absence)}: alerts and panels see the others alone.`,
      when: { kind: "value", signal: answering(source, environment), compare: "below", threshold: new Fraction(1) },
      for: absence,
      severity,
      route: routeOf({ severity, environment, owner, onCall: source.onCall }),
    },
  ];
}

/** What Prometheus says of each of its targets by itself: 1 where the last scrape was answered, else 0. */
function answering(source: SourceOf<"prometheus">, environment: Environment): ValueSignal {
  const none = { formerly: [], source: [], where: source.environment };
  return {
    ...none,
    id: "up",
    path: `sources/${source.id}/up`,
    system: "source",
    service: source.id,
    environment: environment.id,
    from: source,
    kind: "value",
    metric: {
      id: "up",
      kind: "gauge",
      from: source,
      name: "up",
      labels: ["job", "instance"],
      buckets: [],
      range: [new Fraction(0), new Fraction(1)],
      required: false,
      source: [],
      where: source.environment,
    },
    across: "min",
    by: ["job", "instance"],
  };
}
