import Fraction from "fraction.js";
import { logicalName } from "../model/ids.ts";
import { formatDuration } from "../model/quantity.ts";
import type { Environment, Source, System, ValueSignal } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { peopleOf, served } from "./people-of-source.ts";
import { routeOf } from "./routing.ts";

/** A source may miss a few answers (a restart, a slow network) before a person is notified. */
const missedAnswers = 10;

/**
 * The alerts on a data source: at most one that it returns nothing at all, while the rules on it keep their last state,
 * and where it asks targets one that it has lost one of several.
 *
 * @param readers systems with an alert that is evaluated on it
 */
export function sourceAlerts(environment: Environment, source: Source, readers: readonly System[]): Alert[] {
  const silence = source.traits.silence?.(source);
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
  const { series } = source.traits;
  return series ? [alert, ...lostTarget(alert, source, series.answering, served(source, readers))] : [alert];
}

/**
 * One target that does not answer is a ticket, like a metric that is gone: the alerts on its series see the others alone.
 * A target that no one scrapes any more has no series, which the absence alerts of its metrics detect.
 */
function lostTarget(silent: Alert, source: Source, answering: Answering, [system]: readonly System[]): Alert[] {
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
      when: { kind: "value", signal: answeringIn(source, answering, environment), compare: "below", threshold: new Fraction(1) },
      for: absence,
      severity,
      route: routeOf({ severity, environment, owner, onCall: source.onCall }),
    },
  ];
}

type Answering = NonNullable<Source["traits"]["series"]>["answering"];

/** What collection says of each target by itself. */
function answeringIn(source: Source, { name, labels }: Answering, environment: Environment): ValueSignal {
  const none = { formerly: [], source: [], where: source.environment };
  return {
    ...none,
    id: name,
    path: `sources/${source.id}/${name}`,
    system: "source",
    service: source.id,
    environment: environment.id,
    from: source,
    kind: "value",
    metric: {
      id: name,
      kind: "gauge",
      from: source,
      name,
      labels,
      buckets: [],
      range: [new Fraction(0), new Fraction(1)],
      required: false,
      source: [],
      where: source.environment,
    },
    across: "min",
    by: labels,
  };
}
