import { budgetSpentQuery, burnRateQuery } from "../../queries/datadog.ts";
import type { Refs } from "../plan.ts";
import type { Ask } from "./composition.ts";
import { type Expression, expressionText, monitorsIn } from "./expression.ts";
import type { Datadog } from "./kinds.ts";
import type { Question } from "./monitor.ts";
import type { DatadogSlo } from "./select.ts";
import { placeOf, sloName } from "./slo.ts";

/** The question of a monitor: of an SLO it is known once the SLO has its id, its threshold at once. */
export function questionOf(ask: Ask, slos: readonly DatadogSlo[], refs: Refs<Datadog>): Question {
  if (ask.kind === "metric") return { type: "query alert", ...ask.query };
  const [which, queryOf] =
    ask.kind === "burn"
      ? (["objective", (id: string) => burnRateQuery(id, ask.burn)] as const)
      : (["floor", (id: string) => budgetSpentQuery(id, ask.slo.window)] as const);
  const id = refs.ref("slo", sloName(placeOf(ask.slo, slos), which));
  return { type: "slo alert", critical: queryOf("").critical, query: refs.text({ id }, (known) => queryOf(known.id).query) };
}

/** The condition of a composite, on the ids of its members. */
export function compositeQuestion(expression: Expression, refs: Refs<Datadog>): Question {
  const ids = Object.fromEntries(monitorsIn(expression).map((name) => [name, refs.ref("monitor", name)]));
  return { type: "composite", query: refs.text(ids, (known) => expressionText(expression, (name) => known[name] ?? "")) };
}
