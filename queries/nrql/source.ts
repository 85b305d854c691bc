import { decimal } from "../../model/quantity.ts";
import type { EventsSignal, Matchers, Metric } from "../../model/resolved.ts";
import { Inexpressible } from "./inexpressible.ts";
import { attribute, otherThan, predicates } from "./predicate.ts";

/** Where the values of a metric are: a type of event, and an attribute of it unless the events themselves are counted. */
export interface Place {
  readonly event: string;
  readonly attribute?: string;
}

/**
 * `Transaction` counts events, `Transaction.duration` is an attribute of them: what follows the first dot.
 *
 * @throws Inexpressible for a counter of an attribute, or anything else without one
 */
export function placeOf({ kind, name }: Metric): Place {
  const [, event = name, of] = /^([^.]*)\.(.*)$/s.exec(name) ?? [];
  if (kind === "counter" && of !== undefined)
    throw new Inexpressible(`${name} is a counter: it counts events of a type, so its name has no dot`);
  if (kind !== "counter" && of === undefined)
    throw new Inexpressible(`${name} is a ${kind}: its name is that of a type of event, a dot and an attribute`);
  return { event: attribute(event), ...(of !== undefined && { attribute: attribute(of) }) };
}

/** @throws Inexpressible if a metric has no attribute */
export function measuredIn(metric: Metric): Place & { readonly attribute: string } {
  const place = placeOf(metric);
  if (place.attribute === undefined) throw new Inexpressible(`${metric.name} counts events, which have no value`);
  return { ...place, attribute: place.attribute };
}

/**
 * A whole query. Events without the attribute that is measured are no events of the metric.
 *
 * @param facets attributes to group by; New Relic takes five at most
 * @throws Inexpressible if names or values cannot be written
 */
export function query(select: string, place: Place, where: Matchers, facets: readonly string[] = []): string {
  if (facets.length > 5) throw new Inexpressible(`a query groups by at most five attributes, not ${facets.length}`);
  const held = [...(place.attribute === undefined ? [] : [`${place.attribute} IS NOT NULL`]), predicates(where)].filter(
    (one) => one !== "",
  );
  return [
    `SELECT ${select} FROM ${place.event}`,
    ...(held.length === 0 ? [] : [`WHERE ${held.join(" AND ")}`]),
    ...(facets.length === 0 ? [] : [`FACET ${facets.map(attribute).join(", ")}`]),
  ].join(" ");
}

/**
 * What makes an event a bad one.
 *
 * @throws Inexpressible if bad events are another type of event: one query would count both as one
 */
export function badPredicate({ bad, metric }: EventsSignal): string {
  if ("overBound" in bad) return `${measuredIn(metric).attribute} > ${decimal(bad.overBound)}`;
  if ("upToBound" in bad) return `${measuredIn(metric).attribute} <= ${decimal(bad.upToBound)}`;
  if ("filter" in bad) return predicates(bad.filter);
  if ("raw" in bad) throw new Inexpressible("a raw query is not in its language");
  if ("allBut" in bad) return otherThan(bad.allBut);
  const other = "metric" in bad ? bad.metric : bad.good;
  throw new Inexpressible(`${other.name} and ${metric.name} are two event types: send one, with an attribute that marks the bad ones`);
}
