import { logicalName } from "../model/ids.ts";
import { formatDuration } from "../model/quantity.ts";
import type { Environment, Source } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { routeOf } from "./routing.ts";

/** A source may miss a few answers (a restart, a slow network) before a person is told. */
const missedAnswers = 10;

/**
 * What is missed, by kind: a source that is queried answers nothing, one that is sent to hears of no agent. A vendor
 * that counts its own log lines or errors cannot report its own silence, nor can a Prometheus that evaluates by itself:
 * but it sees whether any of its targets answers, and whether it lives is the matter of a dead man's switch.
 */
function silenceOf(source: Source): { readonly title: string; readonly missed: string } | undefined {
  if (source.kind === "datadog")
    return { title: `The data source ${source.id} does not answer`, missed: `No agent has reported to ${source.id}` };
  if (source.kind !== "prometheus") return undefined;
  return source.evaluator === "grafana"
    ? { title: `The data source ${source.id} does not answer`, missed: `There has been no answer from ${source.id}` }
    : { title: `No target of ${source.id} answers`, missed: `No target of ${source.id} has answered` };
}

/** At most one alert for a data source that answers nothing: the rules on it keep their last state meanwhile. */
export function sourceAlert(environment: Environment, source: Source): Alert[] {
  const silence = silenceOf(source);
  if (silence === undefined) return [];
  const wait = missedAnswers * source.evaluate;
  const { owner, severity, onCall, runbook } = source;
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
    runbook,
    notes: [],
    provenance: { source: [] },
  };
  return [alert];
}
