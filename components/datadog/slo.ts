import type * as datadog from "@pulumi/datadog";
import type Fraction from "fraction.js";
import type { Names } from "../../dashboards/name.ts";
import { namesOf } from "../../dashboards/name.ts";
import type { Environment, ShareSignal, Slo } from "../../model/resolved.ts";
import { carriedBy, linkLines } from "../../monitors/carried.ts";
import { subjectOf } from "../../monitors/scope.ts";
import { type Indicator, indicator, sliceSeconds, timeframe } from "../../queries/datadog.ts";
import { nameIn } from "../names.ts";
import type { DatadogSlo } from "./select.ts";
import { commonTags, placeTags, sortedTags } from "./tags.ts";

/** An SLO as Datadog keeps it: the objective itself, or its floor as an objective of its own. */
export interface SloSpec extends Names, DatadogSlo {
  readonly title: string;
  readonly signal: ShareSignal;
  readonly target: Fraction;
}

/** One SLO for the objective, and one for its floor: a budget that is spent there is a window below the floor. */
export function sloSpecs(own: DatadogSlo): SloSpec[] {
  const { slo, system, service } = own;
  const title = `${subjectOf(own)}: ${slo.title}`;
  const objective = { ...own, ...namesOf([system, service, slo]), title, signal: slo.signal, target: slo.target };
  if (slo.floor?.signal.from.kind !== "datadog") return [objective];
  const { signal, share } = slo.floor;
  return [objective, { ...own, ...namesOf([system, service, slo], "floor"), title: `${title}, floor`, signal, target: share }];
}

/** Logical name of the SLO that an alert on a budget reads. */
export function sloName({ slo, system, service }: DatadogSlo, which: "objective" | "floor"): string {
  return namesOf([system, service, slo], ...(which === "floor" ? ["floor"] : [])).name;
}

const percent = (share: Fraction): number => share.mul(100).valueOf();

/** @throws Inexpressible if Datadog has no such window, or cannot measure the signal */
export function sloArgs(
  { formerNames, name, signal, slo, system, service, target, title }: SloSpec,
  environment: Environment,
): datadog.ServiceLevelObjectiveArgs {
  const { from } = signal;
  const window = timeframe(slo.window);
  const measured = indicator(signal);
  const { labels, links = {} } = carriedBy(service, slo);
  const pages = [`Runbook: ${slo.runbook.url}`, ...linkLines({ links })];
  return {
    name: nameIn(environment, title),
    description: `${formerNames[0] ?? name}. ${pages.join("\n")}`,
    type: measured.kind,
    ...measures(measured),
    thresholds: [{ timeframe: window, target: percent(target) }],
    timeframe: window,
    targetThreshold: percent(target),
    tags: sortedTags([...commonTags(environment, from.kind === "datadog" ? from : undefined), ...placeTags(system, service, labels)]),
    validate: false,
  };
}

function measures(measured: Indicator): Pick<datadog.ServiceLevelObjectiveArgs, "query" | "sliSpecification"> {
  if (measured.kind === "metric") return { query: { numerator: measured.numerator, denominator: measured.denominator } };
  const { queries, formula, comparator, threshold } = measured;
  return {
    sliSpecification: {
      timeSlice: {
        comparator,
        threshold,
        queryIntervalSeconds: sliceSeconds,
        query: {
          formula: { formulaExpression: formula },
          queries: queries.map(({ name, query }) => ({ metricQuery: { name, query, dataSource: "metrics" } })),
        },
      },
    },
  };
}

/** The SLO that a budget alert is about, with its place. */
export function placeOf(slo: Slo, slos: readonly DatadogSlo[]): DatadogSlo {
  const found = slos.find((own) => own.slo.path === slo.path);
  if (!found) throw new Error(`${slo.path} is no SLO of Datadog's`);
  return found;
}
