import { formatDuration } from "../../model/quantity.ts";
import { alertQuery, measureQuery, readsBurnRates, recordingInterval } from "../../queries/promql.ts";
import { outsideOf } from "../outside-query.ts";
import type { AlertOn, AlertQuery, Runbook } from "../runbook.ts";

/** The expression of the rule, whether Grafana or Prometheus evaluates it. */
function promqlOf(alert: AlertOn<"prometheus">): AlertQuery {
  const { evaluator, for: held, when } = alert;
  const { datasource, id } = evaluator;
  const evaluate = readsBurnRates(alert) ? recordingInterval : evaluator.evaluate;
  const who = evaluator.evaluator === "grafana" ? `Grafana evaluates this on \`${datasource}\`` : `Prometheus \`${id}\` evaluates this`;
  const lasts = held > 0 ? ` for ${formatDuration(held)}` : "";
  const fires =
    when.kind === "source-silent"
      ? `${evaluator.evaluator === "grafana" ? "the query fails or returns a value above 0" : "it returns a series"}${lasts}`
      : `it returns a series${lasts}`;
  return {
    intro: `${who} every ${formatDuration(evaluate)} and fires when ${fires}`,
    language: "promql",
    text: alertQuery(alert),
  };
}

export const runbook: Runbook = {
  draws: { prometheus: "Grafana" },
  panels: { prometheus: measureQuery },
  queries: { prometheus: promqlOf, "grafana-synthetics": outsideOf("Grafana Synthetic Monitoring") },
};
