import type { CheckedCatalog } from "../../model/load.ts";
import { formatDuration } from "../../model/quantity.ts";
import { type EventFilter, monitorQuery, occurrenceQuery } from "../../queries/sentry.ts";
import type { AlertOn, AlertQuery, Runbook } from "../runbook.ts";

const signs = { gt: ">", lt: "<" } as const;

/** Names of the levels that a filter has as numbers (getsentry/sentry, `constants.py`). */
const levels: Readonly<Record<number, string>> = { 0: "sample", 10: "debug", 20: "info", 30: "warning", 40: "error", 50: "fatal" };

/** The issue search of an alert, or the event search of a metric monitor with its threshold. */
function sentryOf({ evaluator, when }: AlertOn<"sentry">): AlertQuery {
  const language = "sentry";
  const project = `the Sentry project \`${evaluator.project}\``;
  if (when.kind === "occurs") {
    const { environment, rows } = occurrenceQuery(when);
    const text = rows.map((row) => [`environment:${environment}`, ...row.map(termOf)].join(" ")).join("\n");
    const which = rows.length > 1 ? "one of these lines" : "this";
    return { intro: `Fires when an issue of ${project} is new or reappears and an event of it matches ${which}`, language, text };
  }
  const { aggregate, environment, open, query, timeWindowSeconds } = monitorQuery(when);
  const bound = `\`${aggregate} ${signs[open.type]} ${open.comparison}\` over ${formatDuration(timeWindowSeconds)}`;
  const text = [`environment:${environment}`, ...(query === "" ? [] : [query])].join(" ");
  return { intro: `A metric monitor of ${project} evaluates ${bound} every minute on the events that match this`, language, text };
}

function termOf(filter: EventFilter): string {
  if (filter.kind === "level") return `level:${levels[filter.level] ?? filter.level}`;
  return `${filter.key}:${JSON.stringify(filter.match === "sw" ? `${filter.value}*` : filter.value)}`;
}

/** The check of a search of Sentry: its keys are labels of a metric there, or built into Sentry. */
function sentryCheck({ organization, systems }: CheckedCatalog): (search: string) => string[] {
  const labels = new Set(["is", "environment"]);
  for (const { source: ofSystem, services } of systems)
    for (const { metrics } of Object.values(services))
      for (const metric of Object.values(metrics))
        if (organization.sources[metric.from ?? ofSystem]?.kind === "sentry") for (const label of metric.labels) labels.add(label);
  const { environment } = organization.environments[organization["account-owner"]]?.is.sentry ?? {};
  return (search) => {
    const found = [...search.matchAll(/(\S+?):\S+/g)].flatMap(([, key = ""]) => (labels.has(key) ? [] : [`no tag ${key}`]));
    return search.includes(`environment:${environment}`) ? found : [...found, `lacks environment:${environment}`];
  };
}

export const runbook: Runbook = {
  queries: { sentry: sentryOf },
  checks: { sentry: sentryCheck },
  sources: { sentry: ({ project }) => `Sentry errors: project \`${project}\`` },
};
