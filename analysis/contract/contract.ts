import { decimal } from "../../model/quantity.ts";
import type { Metric, Resolved, Sent, Service, Source, System } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { matchersInWords } from "../../monitors/words.ts";
import { type Demand, demandsOf } from "./demand.ts";
import { endpointItems } from "./endpoint.ts";
import { type Item, item, type Label, once, type SetBy, valuesIn } from "./item.ts";
import { retentionItems } from "./retention.ts";
import { systemItems } from "./system.ts";

/** All that the stack of one environment depends on and does not provision itself. */
export interface Contract {
  readonly environment: string;
  readonly systems: readonly SystemContract[];
}
export interface SystemContract {
  readonly system: string;
  readonly name: string;
  /** what belongs to no single service: log fields, traces, product events, duties */
  readonly items: readonly Item[];
  readonly services: readonly ServiceContract[];
}
export interface ServiceContract {
  /** system/service */
  readonly service: string;
  readonly name: string;
  readonly items: readonly Item[];
}

/** @param wanted which services; what belongs to a system as a whole is left out where it is not wanted whole */
export function contractOf(resolved: Resolved, wanted: Wanted = everything): Contract {
  const demands = demandsOf(resolved);
  const alerts = alertsOf(resolved);
  const systems = resolved.systems.flatMap((system): SystemContract[] => {
    const services = system.services.filter((service) => wanted.service(system, service));
    if (services.length === 0) return [];
    return [
      {
        system: system.id,
        name: system.name,
        items: wanted.system(system) ? [...retentionItems(system, alerts), ...systemItems(system)] : [],
        services: services.map((service) => ({
          service: service.path,
          name: service.name,
          items: [...demands.filter((demand) => demand.service === service).map(metricItem), ...endpointItems(system, service, alerts)],
        })),
      },
    ];
  });
  return { environment: resolved.environment.id, systems };
}

/** What of a catalog is asked for. */
interface Wanted {
  readonly system: (system: System) => boolean;
  readonly service: (system: System, service: Service) => boolean;
}
const everything: Wanted = { system: () => true, service: () => true };

/** @param path a system, or system/service */
export function wantedOf(path: string): Wanted {
  return { system: ({ id }) => id === path, service: ({ id }, service) => id === path || service.path === path };
}

function metricItem(demand: Demand): Item {
  const { metric, uses } = demand;
  const bounds = new Map(uses.flatMap((use) => use.bounds).map((bound) => [decimal(bound), bound]));
  return item({
    ...sent(metric),
    to: metric.from.id,
    ...(metric.unit && { unit: metric.unit }),
    labels: labelsOf(demand),
    buckets: metric.buckets.map(decimal),
    bounds: [...bounds].sort(([, one], [, other]) => one.compare(other)).map(([text]) => text),
    pending: metric.required,
    ...(momentText(metric) ?? fromTheStart(demand)),
    readers: once(uses.map(({ reader }) => reader)),
  });
}

/** What a moment has to be, so that its age is one. */
function momentText({ unit }: Metric): Pick<Item, "text"> | undefined {
  if (unit !== "timestamp" && unit !== "timestamp-ms") return undefined;
  const since = `${unit === "timestamp" ? "seconds" : "milliseconds"} since 1970`;
  return { text: `${since}, kept when its process restarts, or without a series until the next time: 0 is 1970, and too old` };
}

/**
 * A series that begins above 0 has no increase. What may have no series while all is well (failures, rare
 * events) therefore has to be there with 0 before it happens.
 */
function fromTheStart({ metric, uses }: Demand): Pick<Item, "text"> | undefined {
  if (!metric.from.traits.series) return undefined;
  const own = ({ mayFind }: (typeof uses)[number]) =>
    Object.fromEntries(Object.entries(mayFind).filter(([label]) => metric.labels.includes(label) && !(label in metric.where)));
  const rare = uses.map(own).filter((matchers) => Object.keys(matchers).length > 0);
  const words = [...new Set(rare.map(matchersInWords))].sort();
  return words.length === 0
    ? undefined
    : { text: `0 from the start where ${words.join(", and where ")}: else the first ones are not counted` };
}

/** Who sets what the application does not. */
function othersSetBy({ traits }: Source): SetBy {
  return traits.environmentByClient ? "client" : "collection";
}

/** Labels of the application and, of those that collection adds, the ones that an alert or panel reads. */
function labelsOf({ metric, uses }: Demand): Label[] {
  const values = valuesIn([metric.where, ...uses.flatMap(({ selects, mayFind }) => [selects, mayFind])]);
  const read = new Set([...values.keys(), ...uses.flatMap(({ by }) => by)]);
  return [...new Set([...metric.labels, ...read])].sort().map((name) => ({
    name,
    setBy: metric.labels.includes(name) ? "application" : othersSetBy(metric.from),
    values: values.get(name) ?? [],
  }));
}

/**
 * A metric by its name and kind on the wire.
 *
 * @throws Error for a source that holds no metric, which the checks refuse
 */
function sent(metric: Metric): Sent {
  const { from } = metric;
  if (!from.traits.sent) throw new Error(`${from.id} asks endpoints and holds no metric`);
  return from.traits.sent(metric);
}
