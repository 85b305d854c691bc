import * as pulumi from "@pulumi/pulumi";
import type { Slo } from "../../model/resolved.ts";
import { budgetSpentQuery, burnRateQuery } from "../../queries/datadog.ts";
import type { Ask } from "./composition.ts";
import { type Expression, expressionText } from "./expression.ts";
import type { Question } from "./monitor.ts";

/** Ids at Datadog of what questions are about. */
export interface References {
  slo(slo: Slo, which: "objective" | "floor"): pulumi.Output<string>;
  monitor(name: string): pulumi.Output<string>;
}

/** The question of a monitor: of an SLO it is known once the SLO has its id, its threshold at once. */
export function questionOf(ask: Ask, refs: References): Question {
  switch (ask.kind) {
    case "metric":
      return { type: "query alert", ...ask.query };
    case "burn": {
      const { critical } = burnRateQuery("", ask.burn);
      return { type: "slo alert", critical, query: refs.slo(ask.slo, "objective").apply((id) => burnRateQuery(id, ask.burn).query) };
    }
    case "budget": {
      const { window } = ask.slo;
      const { critical } = budgetSpentQuery("", window);
      return { type: "slo alert", critical, query: refs.slo(ask.slo, "floor").apply((id) => budgetSpentQuery(id, window).query) };
    }
  }
}

/** The condition of a composite, on the ids of its members. */
export function compositeQuestion(expression: Expression, names: readonly string[], refs: References): Question {
  const ids = pulumi.all(Object.fromEntries(names.map((name) => [name, refs.monitor(name)])));
  return { type: "composite", query: ids.apply((known) => expressionText(expression, (name) => known[name] ?? "")) };
}
