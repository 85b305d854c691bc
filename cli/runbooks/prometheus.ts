import { formatDuration } from "../../model/quantity.ts";
import { conditionQuery } from "../../queries/promql.ts";
import type { Asked, OwnQuery } from "./own-query.ts";

/** The expression of the rule, whoever evaluates it. */
export function promqlOf({ evaluator, for: held, when }: Asked<"prometheus">): OwnQuery {
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
