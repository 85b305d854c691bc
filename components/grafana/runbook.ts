import { formatDuration } from "../../model/quantity.ts";
import { conditionQuery } from "../../queries/promql.ts";
import { outsideOf } from "../outside-query.ts";
import type { AlertQuery, Asked, Runbook } from "../runbook.ts";

/** The expression of the rule, whoever evaluates it. */
function promqlOf({ evaluator, for: held, when }: Asked<"prometheus">): AlertQuery {
  const { datasource, evaluate, id } = evaluator;
  const who = evaluator.evaluator === "grafana" ? `Grafana asks \`${datasource}\`` : `Prometheus \`${id}\` asks itself`;
  const lasts = held > 0 ? ` for ${formatDuration(held)}` : "";
  const fires =
    when.kind === "source-silent"
      ? `${evaluator.evaluator === "grafana" ? "no answer comes, or one above 0," : "it returns a series"}${lasts}`
      : `it returns a series${lasts}`;
  return {
    asked: `${who} every ${formatDuration(evaluate)}, and the alert fires when ${fires}`,
    language: "promql",
    text: conditionQuery(when),
  };
}

export const runbook: Runbook = {
  draws: { prometheus: "Grafana" },
  queries: { prometheus: promqlOf, "grafana-synthetics": outsideOf("Grafana Synthetic Monitoring") },
};
