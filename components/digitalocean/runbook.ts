import { decimal, formatDuration } from "../../model/quantity.ts";
import type { AlertQuery, Asked, Runbook } from "../runbook.ts";

const signs = { above: ">", below: "<" } as const;

/**
 * The figure of a host and its bound.
 *
 * @throws Error for what is no figure of a host, which DigitalOcean's refusals tell before
 */
function digitalOceanOf({ entry, evaluator, for: held, when }: Asked<"digitalocean">): AlertQuery {
  if (when.kind !== "value") throw new Error(`${entry}: DigitalOcean compares figures of hosts and nothing else`);
  return {
    asked: `DigitalOcean averages it over ${formatDuration(held)}, on every host that is tagged \`${evaluator.tag}\``,
    language: "digitalocean",
    text: `${when.signal.metric.name} ${signs[when.compare]} ${decimal(when.threshold)}`,
  };
}

export const runbook: Runbook = { queries: { digitalocean: digitalOceanOf } };
