import { reachOf } from "../../model/calendar-window.ts";
import { leavesOf, lookbackOf } from "../../model/condition.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { SeriesTraits, Source, System } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Item, item } from "./item.ts";

const day = 86_400;

/**
 * How long each source that a system's operators run must keep its series. By default that may be half of what an objective
 * looks back on, without a word: budgets and shares over the window are those of what is left. And what it must enable to answer.
 *
 * @param alerts of the whole catalog
 */
export function retentionItems(system: System, alerts: readonly Alert[]): Item[] {
  const looking = new Map<string, { readonly source: Source; readonly series: SeriesTraits; seconds: number }>();
  const look = (source: Source, seconds: number): void => {
    const { series } = source.traits;
    if (!series || seconds === 0) return;
    const known = looking.get(source.id);
    if (!known || known.seconds < seconds) looking.set(source.id, { source, series, seconds });
  };
  for (const { slos } of system.services) for (const slo of slos) look(slo.signal.from, reachOf(slo));
  for (const { system: of, evaluator, when } of alerts)
    if (of?.id === system.id) for (const leaf of leavesOf(when)) look(evaluator, lookbackOf(leaf));
  const enabled = [...looking.values()].flatMap(({ source, series }) =>
    series.features(source).map(({ name, since }) =>
      item({
        sort: "server-feature",
        name: source.id,
        type: "feature",
        to: source.id,
        text: `--enable-feature=${name} (${since}): without it the server refuses the rules that count`,
      }),
    ),
  );
  const kept = [...looking.values()].map(({ source, series, seconds }) => {
    const duration = formatDuration(Math.ceil((seconds + series.deletedBy) / day) * day);
    return item({
      sort: "retention",
      name: source.id,
      type: "retention",
      to: source.id,
      text: `keeps its series for ${duration} or longer (${series.keeping(duration, source)}): ${formatDuration(seconds)} are looked back on`,
    });
  });
  return [...kept, ...enabled];
}
