import { decimal, formatDuration } from "../../model/quantity.ts";
import type { AlertOn, AlertQuery, Runbook } from "../runbook.ts";

const signs = { above: ">", below: "<" } as const;

/**
 * The host metric and its threshold.
 *
 * @throws Error for anything but a host metric; the preflight check of DigitalOcean rejects it earlier
 */
function digitalOceanOf({ entry, evaluator, for: held, when }: AlertOn<"digitalocean">): AlertQuery {
  if (when.kind !== "value") throw new Error(`${entry}: DigitalOcean only evaluates host metrics`);
  return {
    intro: `DigitalOcean averages this over ${formatDuration(held)} on every host tagged \`${evaluator.tag}\``,
    language: "digitalocean",
    text: `${when.signal.metric.name} ${signs[when.compare]} ${decimal(when.threshold)}`,
  };
}

export const runbook: Runbook = { queries: { digitalocean: digitalOceanOf } };
