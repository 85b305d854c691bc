import type { Measure } from "../../model/measure.ts";
import type { Slo } from "../../model/resolved.ts";
import { budgetSpentQuery, burnRateQuery, indicator, measureQuery } from "../../queries/datadog.ts";
import { nameIn } from "../names.ts";
import { outsideOf } from "../outside-query.ts";
import type { AlertOn, AlertQuery, Runbook } from "../runbook.ts";
import { type Ask, type Composition, compositionOf } from "./composition.ts";
import { expressionText } from "./expression.ts";
import { datadogCheck } from "./written-query.ts";

/**
 * The query of the monitor, or the expression of a composite and the query of each member under its name. An SLO appears
 * under its logical name, because only Datadog knows its id; its SLI follows.
 */
function datadogOf(alert: AlertOn<"datadog">): AlertQuery {
  const plan = compositionOf(alert);
  const asks = plan.kind === "single" ? [plan.ask] : plan.members.map(({ ask }) => ask);
  const slos = new Map(asks.flatMap((ask) => (ask.kind === "metric" ? [] : [[sloName(ask), ask]])));
  const measured = [...slos].map(
    ([name, { slo, kind }]) => `${name} = ${measures(kind === "budget" ? (slo.floor?.signal ?? slo.signal) : slo.signal)}`,
  );
  const alone = alert.kind === "absence" || alert.kind === "source";
  const onNoData = plan.kind === "single" && plan.missing === "alerts" ? `, which ${alone ? "" : "also "}fires on missing data` : "";
  return {
    intro: `Datadog evaluates this every minute in the monitor "${nameIn(alert.environment, alert.title)}"${onNoData}`,
    language: "datadog",
    text: [...linesOf(plan), ...measured].join("\n"),
  };
}

function linesOf(plan: Composition): string[] {
  if (plan.kind === "single") return [textOf(plan.ask)];
  // The common prefix of the members only repeats the heading.
  const short = (name: string) => name.split("--").slice(-2).join("--");
  return [expressionText(plan.expression, short), ...plan.members.map(({ name, ask }) => `${short(name)} = ${textOf(ask)}`)];
}

function textOf(ask: Ask): string {
  if (ask.kind === "metric") return ask.query.query;
  return ask.kind === "burn" ? burnRateQuery(sloName(ask), ask.burn).query : budgetSpentQuery(sloName(ask), ask.slo.window).query;
}

const sloName = ({ kind, slo }: Exclude<Ask, { kind: "metric" }>): string =>
  slo.path.replaceAll("/", "--") + (kind === "budget" ? "--floor" : "");

function measures(signal: Slo["signal"]): string {
  const asked = indicator(signal);
  if (asked.kind === "metric") return `${asked.numerator} / ${asked.denominator}`;
  const queries = new Map(asked.queries.map(({ name, query }) => [name, query]));
  return `${asked.formula.replace(/\w+/g, (word) => queries.get(word) ?? word)} ${asked.comparator} ${asked.threshold}`;
}

/** The formula of a widget with the query behind each of its names; an SLO's own figure is asked by its name. */
function panelOf(measure: Measure): string {
  const asked = measureQuery(measure);
  if (asked.kind === "slo") return `SLO ${asked.slo.path.replaceAll("/", "--")}: ${measures(asked.slo.signal)}`;
  const texts = asked.queries.map((one) => `${one.name} = ${"query" in one ? one.query : `${one.measure} of the SLO ${one.slo.path}`}`);
  return [asked.formula, ...texts].join("\n");
}

export const runbook: Runbook = {
  draws: { datadog: "Datadog" },
  panels: { datadog: panelOf },
  queries: { datadog: datadogOf, "datadog-synthetics": outsideOf("Datadog Synthetics") },
  checks: { datadog: datadogCheck },
  logs({ logs }) {
    const services = [...new Set(logs?.pipelines.flatMap((pipeline) => [...pipeline.services, ...pipeline.technologies]) ?? [])];
    return services.length > 0 ? [`Datadog logs of ${services.join(", ")}`] : [];
  },
};
