import type * as newrelic from "@pulumi/newrelic";
import type { Input } from "@pulumi/pulumi";
import { oldestId } from "../../model/ids.ts";
import { labelLines, linkLines } from "../../monitors/carried.ts";
import { type ConditionQuery, conditionQuery } from "../../queries/nrql.ts";
import { nameIn } from "../names.ts";
import type { NewRelicAlert } from "./select.ts";

/** Seconds after which an incident is closed whatever it does: the longest that can be had. */
const longestIncident = 2_592_000;

/**
 * An alert as one NRQL condition. What the provider or the API would fill in is said, so that a change of it by hand is
 * seen.
 *
 * @param policyId of the policy of its route
 * @throws Inexpressible if one condition cannot say it
 */
export function conditionArgs(alert: NewRelicAlert, policyId: Input<string>): newrelic.NrqlAlertConditionArgs {
  const asked = conditionQuery(alert.when, alert.for);
  const name = nameIn(alert.environment, alert.title);
  return {
    policyId,
    name,
    type: "static",
    enabled: true,
    description: descriptionOf(alert),
    titleTemplate: literal(name),
    runbookUrl: alert.runbook.url,
    nrql: { query: asked.query },
    critical: {
      operator: asked.operator,
      threshold: asked.threshold,
      thresholdDuration: asked.thresholdDuration,
      thresholdOccurrences: "all",
    },
    aggregationWindow: asked.window,
    ...(asked.slideBy !== undefined && { slideBy: asked.slideBy }),
    ...aggregations[asked.method],
    fillOption: asked.gaps,
    expirationDuration: asked.lost.after,
    openViolationOnExpiration: asked.lost.opens,
    closeViolationsOnExpiration: true,
    violationTimeLimitSeconds: longestIncident,
  };
}

/** How long later events of a window are waited for: the vendor's own figures, in seconds. */
const aggregations: Readonly<Record<ConditionQuery["method"], Partial<newrelic.NrqlAlertConditionArgs>>> = {
  event_flow: { aggregationMethod: "event_flow", aggregationDelay: "120" },
  event_timer: { aggregationMethod: "event_timer", aggregationTimer: "60" },
};

/** Titles and descriptions are templates: two braces would begin a variable. */
export function literal(text: string): string {
  return text.replaceAll("{{", "\\{{");
}

function descriptionOf({ labels, links, summary, notes, severity, owner }: NewRelicAlert): string {
  const lines = [
    summary,
    ...notes.map((note) => `Note: ${note}.`),
    `Priority ${severity.priority} (${severity.id}), owner ${oldestId(owner)}.`,
    ...(labels ? labelLines({ labels }) : []),
    ...(links ? linkLines({ links }) : []),
  ];
  return literal(lines.join("\n"));
}
