import { evaluatesItself } from "../../artifacts/prometheus/self-evaluated.ts";
import { resolve } from "../../language.ts";
import { leavesOf, signalsOf, singleLeavesOf } from "../../model/condition.ts";
import { groupedSignalsOf } from "../../model/groups.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import { isRaw } from "../../model/raw.ts";
import type { Service, Slo } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { calendarFloorCases } from "./calendar-floor-cases.ts";
import { compositeCases, entangledIn } from "./composite-cases.ts";
import { floorCases } from "./floor-cases.ts";
import { groupCases } from "./group-cases.ts";
import { absentCases, ruleCases } from "./rule-cases.ts";
import { lived, readIn, serviceCases } from "./service-cases.ts";
import type { Simulation } from "./simulation.ts";
import { sloCases } from "./slo-cases.ts";
import { sourceCases } from "./source-cases.ts";
import { trafficCases } from "./traffic-cases.ts";
import { type Watched, watch } from "./watched.ts";

/** What is to be proved of a catalog in one environment. */
export interface Plan {
  /** alerts that at least one simulation looks at, in the order of the catalog */
  readonly alerts: readonly Alert[];
  readonly simulations: readonly Simulation[];
  /** every alert of the environment: with these they are deployed */
  readonly beside: readonly Alert[];
  /** alerts that no simulation looks at, each with the reason */
  readonly unproved: readonly { readonly alert: Alert; readonly why: string }[];
}

/**
 * Every simulation that the alerts of a catalog ask for: each alert fires on its condition, in the predicted minute, and is
 * silent just below it; each service is silent while it is healthy and without traffic.
 *
 * @param only restricts the proof to these alerts; default: all
 */
export function planOf(catalog: CheckedCatalog, environment: string, only: (alert: Alert) => boolean = () => true): Plan {
  const watched = watch(resolve(catalog, environment));
  const all = alertsOf(watched.resolved);
  const refused = new Map(all.flatMap((alert) => [obstacle(alert)].flatMap((why) => (why === undefined ? [] : [[alert.name, why]]))));
  const chosen = new Set(all.filter((alert) => only(alert) && !refused.has(alert.name)).map(({ name }) => name));
  const floors = new Set(all.flatMap(({ kind, name, entry }) => (kind === "floor" && chosen.has(name) ? [entry] : [])));
  const slos = watched.slos.filter(({ path }) => floors.has(path));
  const simulations = [...casesOf(watched, chosen), ...floorCases(catalog, environment, slos), ...calendarFloorCases(watched, slos)].filter(
    ({ alerts }) => alerts.some(({ name }) => chosen.has(name)),
  );
  const seen = new Set(simulations.flatMap(({ alerts }) => alerts.map(({ name }) => name)));
  return {
    alerts: all.filter(({ name }) => chosen.has(name) && seen.has(name)),
    simulations,
    beside: all,
    unproved: all
      .filter((alert) => only(alert) && !(chosen.has(alert.name) && seen.has(alert.name)))
      .map((alert) => ({ alert, why: refused.get(alert.name) ?? "no simulation knows its condition" })),
  };
}

/** @param chosen names of alerts: what none of them is of needs no traffic thought out, and that is nearly all of the work */
function casesOf(watched: Watched, chosen: ReadonlySet<string>): Simulation[] {
  const alerts = watched.alerts.filter(({ name }) => chosen.has(name));
  const entries = new Set(alerts.map(({ entry }) => entry));
  const services = watched.resolved.systems.flatMap((system) => system.services);
  const isOf = ({ path }: Service) => alerts.some(({ service }) => service?.path === path);
  return [
    ...watched.slos.filter(({ path }) => entries.has(path)).flatMap((slo) => casesOfSlo(watched, slo)),
    ...watched.rules.filter(({ path }) => entries.has(path)).flatMap((rule) => ruleCases(watched, rule)),
    ...alerts
      .filter(({ kind }) => kind === "absence")
      .flatMap((alert) => singleLeavesOf(alert.when).flatMap((leaf, index) => (index === 0 ? absentCases(alert, leaf.signal) : []))),
    ...alerts.flatMap((alert) => (alert.when.kind === "groups" ? groupCases(alert, alert.when.signal) : [])),
    ...alerts.filter(({ kind }) => kind === "no-traffic").flatMap(trafficCases),
    ...alerts.filter(({ kind }) => kind === "source").flatMap(sourceCases),
    ...services.filter((service) => isOf(service) && isSimulated(service, watched)).flatMap((service) => serviceCases(watched, service)),
  ];
}

function casesOfSlo(watched: Watched, { signal, ...slo }: Slo): Simulation[] {
  return signal.kind === "composite" ? compositeCases(watched, { ...slo, signal }) : sloCases(watched, { ...slo, signal });
}

/** A service as a whole can be simulated where one Prometheus holds all that its alerts read. */
function isSimulated(service: Service, { alerts }: Watched): boolean {
  const own = alerts.filter((alert) => alert.service?.path === service.path);
  return (
    own.length > 0 &&
    own.every((alert) => obstacle(alert) === undefined) &&
    own.every(({ when }) => leavesOf(when).every((leaf) => leaf.kind !== "change" || leaf.against >= lived)) &&
    readIn(service).every(({ kind, from }) => from.traits.series && kind !== "slices")
  );
}

/** Why nothing can be proved of an alert here; absent where it can. */
function obstacle({ evaluator, when }: Alert): string | undefined {
  if (!evaluator.traits.series) return `${evaluator.kind} evaluates it itself, and only Prometheus runs here`;
  if (when.kind === "no-sign-of-life") return "it fires at the receiver of the heartbeat";
  if (when.kind === "source-silent" && !evaluatesItself(evaluator)) return "Grafana asks whether the data source answers";
  if (groupedSignalsOf(when).length > 0 && evaluator.traits.series.features(evaluator).length > 0)
    return "promtool has no experimental features, and what is counted before it has no groups";
  if (when.kind === "groups" && samplesOf(when.signal.groups.atMost, evaluator.scrape) > mostSamples)
    return `promtool holds ${mostSamples} samples at once, and ${when.signal.groups.atMost} groups are more`;
  const [entangled] = leavesOf(when).flatMap(({ signal }) => (signal.kind === "composite" ? entangledIn(signal) : []));
  if (entangled) return `${entangled} read the same series, so that no simulation lets one of them fail alone`;
  if (signalsOf(when).some(isRaw)) return "it asks a raw query, of which nothing is predicted";
  if (60 % evaluator.scrape !== 0) return `scrapes every ${evaluator.scrape} s do not divide a minute`;
  return undefined;
}

/** What a query of promtool may hold at once; it has no option for more. */
const mostSamples = 10_000;

/** Of a count over a minute: the samples of each group, and those of what is computed from them. */
const samplesOf = (groups: number, scrape: number): number => groups * (60 / scrape + 3);
