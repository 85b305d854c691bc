import { logicalName } from "../model/ids.ts";
import { formatDuration } from "../model/quantity.ts";
import type { Environment, Source } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { routeOf } from "./routing.ts";

/** A source may miss a few answers (a restart, a slow network) before a person is told. */
const missedAnswers = 10;

/** One alert for a data source that answers nothing: the rules on it keep their last state meanwhile. */
export function sourceAlert(environment: Environment, source: Source): Alert {
  const wait = missedAnswers * source.evaluate;
  const { owner, severity, onCall, runbook } = source;
  return {
    name: logicalName("source", source.id),
    formerNames: [],
    entry: `sources/${source.id}`,
    kind: "source",
    title: `The data source ${source.id} does not answer`,
    summary: `${source.id} has not answered for ${formatDuration(wait)}: every alert and panel on it is blind.`,
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
}
