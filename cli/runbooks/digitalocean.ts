import { decimal, formatDuration } from "../../model/quantity.ts";
import type { Asked, OwnQuery } from "./own-query.ts";

const signs = { above: ">", below: "<" } as const;

/**
 * The figure of a host and its bound.
 *
 * @throws Error for what is no figure of a host, which DigitalOcean's refusals tell before
 */
export function digitalOceanOf({ entry, evaluator, for: held, when }: Asked<"digitalocean">): OwnQuery {
  if (when.kind !== "value") throw new Error(`${entry}: DigitalOcean compares figures of hosts and nothing else`);
  return {
    asked: `DigitalOcean averages it over ${formatDuration(held)}, on every host that is tagged \`${evaluator.tag}\``,
    language: "digitalocean",
    text: `${when.signal.metric.name} ${signs[when.compare]} ${decimal(when.threshold)}`,
  };
}
