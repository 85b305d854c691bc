import type { Watching } from "../../analysis/tune/candidates.ts";
import type { Choice, Option } from "../../analysis/tune/choice.ts";
import type { Pending } from "../../analysis/tune/pending.ts";
import type { Score } from "../../analysis/tune/score.ts";
import { formatShare } from "../../model/quantity.ts";
import { type Found, untunedIn } from "./found.ts";
import { sourceJson } from "./inputs.ts";

export function asJson(found: Found) {
  return {
    ...sourceJson(found),
    objectives: found.tuned.flatMap((one) => ("why" in one ? [] : [{ slo: one.slo.path, ...choiceJson(one, watchingJson) }])),
    alerts: found.alerts.flatMap((one) => ("why" in one ? [] : [{ alert: one.alert.entry, ...choiceJson(one, pendingJson) }])),
    notTuned: untunedIn(found).map(({ of, path, why }) => ({ [of]: path, why })),
  };
}

function choiceJson<W>({ tried, confirmed, present, best, price, curve }: Choice<W>, watching: (one: W) => object) {
  const optionJson = (option: Option<W>) => ({
    ...watching(option.watching),
    firstHalf: scoreJson(option.chosen),
    secondHalf: scoreJson(option.heldOut),
    whole: scoreJson(option.whole),
  });
  return {
    tried,
    confirmed,
    present: optionJson(present),
    ...(best && { best: optionJson(best) }),
    ...(price && { fewerPages: price === "impossible" ? null : optionJson(price) }),
    curve: curve.map(optionJson),
  };
}

const watchingJson = ({ page, leastBadEvents, leastBadMinutes }: Watching) => ({
  page: page.map(({ share, in: window }) => ({ share: formatShare(share), in: window })),
  leastBadEvents,
  ...(leastBadMinutes !== undefined && { leastBadMinutes }),
});

const pendingJson = ({ for: held }: Pending) => ({ for: held });

const scoreJson = (score: Score) => ({
  incidents: score.incidents,
  paged: Object.fromEntries(score.delays),
  pages: score.pages,
  outside: score.outside,
});
