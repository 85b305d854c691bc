import { formatDuration } from "../../model/quantity.ts";
import { measured } from "../../monitors/words.ts";
import type { Pair } from "../change.ts";
import type { Context } from "./context.ts";
import type { View } from "./view.ts";
import { matchersInWords, share } from "./words.ts";

/** What was told of and is told to nobody any more, a sentence each. */
export function lossesInWords(pairs: readonly Pair[], context: Context): string[] {
  return [...new Set(pairs.flatMap((pair) => context.sight(pair).lost.map((view) => lossInWords(view, pair))))];
}

function lossInWords(view: View, { after }: Pair): string {
  switch (view.kind) {
    case "share":
      return `failures of ${view.signal.metric.name} ${view.unseen.seen ? "from" : "above"} ${share(view.unseen.rate)} on, as they are counted today, are not all seen any more${after ? "" : " by any alert"}`;
    case "level":
      return `${view.signal.metric.name} just ${view.compare} ${measured(view.threshold, view.signal.metric)} is told to nobody any more`;
    case "count":
      return `${view.compare === "above" ? "more" : "fewer"} of ${view.signal.metric.name} than ${share(view.pace)} a second are told to nobody any more`;
    case "event":
      return `an event of ${view.signal.metric.name} is told to nobody any more`;
    case "absence":
      return `that ${view.signal.metric.name} (${matchersInWords(view.signal.where)}) has no data is told to nobody any more`;
    case "probe":
      return `that ${view.signal.url} does not answer ${view.signal.endpoint.expect} within ${formatDuration(view.signal.timeout)} is told to nobody any more`;
    case "certificate":
      return `that the certificate of ${new URL(view.signal.url).host} expires is told to nobody any more`;
    case "silence":
      return `that ${view.source.id} answers nothing is told to nobody any more`;
    case "life":
      return `that ${view.of.evaluator} gives no sign of life is told to nobody any more`;
  }
}
