import type { Journey, Tracing } from "../../model/resolved.ts";
import { pathAttributes } from "../../model/trace-attributes.ts";
import { routePattern } from "./route.ts";

/** What every policy has; the rest is under the name of its type. */
export interface Policy {
  readonly name: string;
  readonly type: string;
  readonly [settings: string]: unknown;
}

/** Attributes that hold the status of an answer, the older convention first. */
const statusAttributes = ["http.status_code", "http.response.status_code"];

/** Paths whose answer is remembered, each journey for itself; the processor's own 128 are fewer than the contacts of one customer. */
const rememberedPaths = 10_000;

/** Which traces are kept: all that one of these policies wants. */
export function policiesOf(tracing: Tracing): readonly Policy[] {
  const { attributes, journeys, slowerThan, sample } = tracing;
  const paths = pathAttributes.filter((attribute) => attributes.includes(attribute));
  return [
    { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
    // A span that has the status of its answer need not have a status of its own.
    ...statusAttributes
      .filter((attribute) => attributes.includes(attribute))
      .map((key) => ({ name: `errors-${key}`, type: "numeric_attribute", numeric_attribute: { key, min_value: 500, max_value: 599 } })),
    ...(slowerThan === undefined ? [] : [{ name: "slow", type: "latency", latency: { threshold_ms: Math.round(slowerThan * 1000) } }]),
    ...journeys.flatMap((journey) => paths.map((path) => journeyPolicy(journey, path))),
    { name: "ordinary", type: "probabilistic", probabilistic: { sampling_percentage: sample.mul(100).valueOf() } },
  ];
}

function journeyPolicy({ id, routes }: Journey, key: string): Policy {
  return {
    name: `journey-${id}-${key}`,
    type: "string_attribute",
    string_attribute: {
      key,
      values: routes.map(routePattern),
      enabled_regex_matching: true,
      cache_max_size: rememberedPaths,
    },
  };
}
