import { formatDuration } from "../../model/quantity.ts";
import { type ConditionQuery, conditionQuery, measureQuery } from "../../queries/nrql.ts";
import type { AlertOn, AlertQuery, Runbook } from "../runbook.ts";
import { nrqlCheck } from "./written-query.ts";

const words = { above: "above", above_or_equals: "at or above", below: "below" } as const;

/** The query of a condition, its window and its threshold. */
function nrqlOf({ for: held, kind, when }: AlertOn<"newrelic">): AlertQuery {
  const query = conditionQuery(when, held);
  const { lost } = query;
  const silence = `when no data has arrived for ${formatDuration(lost.after)}`;
  const fires = kind === "absence" ? silence : `when the result ${beyond(query, held)}${lost.opens ? `, or ${silence}` : ""}`;
  return { intro: `New Relic evaluates this over ${windowOf(query)} and fires ${fires}`, language: "nrql", text: query.query };
}

function windowOf({ slideBy, window }: ConditionQuery): string {
  return slideBy === undefined ? `each ${formatDuration(window)}` : `the last ${formatDuration(window)} every ${formatDuration(slideBy)}`;
}

function beyond({ operator, threshold }: ConditionQuery, held: number): string {
  const lasts = held > 0 ? ` for ${formatDuration(held)}` : "";
  return `is ${words[operator]} ${threshold}${lasts}`;
}

export const runbook: Runbook = {
  draws: { newrelic: "New Relic" },
  panels: { newrelic: measureQuery },
  queries: { newrelic: nrqlOf },
  checks: { nrql: nrqlCheck },
};
