import { leavesOf } from "../model/condition.ts";
import { formatDuration } from "../model/quantity.ts";
import type { Source, System } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { type Item, item } from "./item.ts";

/** Prometheus deletes whole blocks: what is older than the retention may be gone up to a day early. */
const margin = 86_400;
const day = 86_400;

/**
 * How long each Prometheus of a system must keep its series. Its default is 15 days, and what an objective of 30 days looks
 * back on is then half of it, without a word: budgets and shares over the window are those of what is left.
 * (https://prometheus.io/docs/prometheus/latest/storage/)
 *
 * @param alerts of the whole catalog
 */
export function retentionItems(system: System, alerts: readonly Alert[]): Item[] {
  const looking = new Map<string, { readonly source: Source; seconds: number }>();
  const look = (source: Source, seconds: number): void => {
    if (source.kind !== "prometheus") return;
    const known = looking.get(source.id);
    if (!known || known.seconds < seconds) looking.set(source.id, { source, seconds });
  };
  for (const { slos } of system.services) for (const { signal, window } of slos) look(signal.from, window);
  for (const { system: of, evaluator, when } of alerts)
    if (of?.id === system.id) for (const leaf of leavesOf(when)) if ("over" in leaf) look(evaluator, leaf.over);
  return [...looking.values()].map(({ source, seconds }) => {
    const kept = formatDuration(Math.ceil((seconds + margin) / day) * day);
    return item({
      sort: "retention",
      name: source.id,
      type: "retention",
      to: source.id,
      text: `keeps its series for ${kept} or longer (--storage.tsdb.retention.time=${kept}): ${formatDuration(seconds)} are looked back on`,
    });
  });
}
