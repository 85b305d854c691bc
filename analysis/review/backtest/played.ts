import { signalsOf } from "../../../model/condition.ts";
import type { Signal } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import type { Pair } from "../change.ts";
import { canReplay, type Firing, replay } from "./evaluate.ts";
import type { Recorded } from "./recorded.ts";
import type { Span } from "./recorder.ts";

/** How loud an alert is: it calls someone, posts where people look, or is on trial. */
export type Loudness = "page" | "post" | "shadow";

export function loudnessOf({ route, stage, environment }: Alert): Loudness {
  if (stage === "shadow" && environment.pages) return "shadow";
  return route.kind;
}

/** An alert of one revision, and when it would have fired in a span. */
export interface Played {
  readonly alert: Alert;
  readonly loudness: Loudness;
  /** that touch the span; the first may have begun before it */
  readonly firings: readonly Firing[];
}

/** A pair of which everything that there is was replayed. */
export interface PlayedPair {
  readonly before?: Played;
  readonly after?: Played;
}

/** A pair that was not, with the reason. */
export interface Unplayed {
  readonly alert: Alert;
  readonly why: string;
}

/** Replays pairs. What is equal at both revisions is replayed once. */
export function playedOf(
  pairs: readonly Pair[],
  recorded: Recorded,
  span: Span,
  unread: (signal: Signal) => string | undefined,
): { readonly played: readonly PlayedPair[]; readonly unplayed: readonly Unplayed[] } {
  const played: PlayedPair[] = [];
  const unplayed: Unplayed[] = [];
  for (const { before, after } of pairs) {
    const faulty = [after, before].flatMap((alert): Unplayed[] => {
      const why = alert && whyUnplayed(alert, unread);
      return alert && why !== undefined ? [{ alert, why }] : [];
    })[0];
    if (faulty) {
      unplayed.push(faulty);
      continue;
    }
    const first = before && play(before, recorded, span);
    const same = before && after && first && isSame(before, after);
    const second = same ? { alert: after, loudness: loudnessOf(after), firings: first.firings } : after && play(after, recorded, span);
    played.push({ ...(first && { before: first }), ...(second && { after: second }) });
  }
  return { played, unplayed };
}

/** Why an alert cannot be replayed, or has no data; undefined: it can. */
export function whyUnplayed(alert: Alert, unread: (signal: Signal) => string | undefined): string | undefined {
  const can = canReplay(alert);
  if (can !== true) return can;
  return signalsOf(alert.when)
    .map(unread)
    .find((why) => why !== undefined);
}

function play(alert: Alert, recorded: Recorded, span: Span): Played {
  const firings = replay(alert, recorded).filter(({ from, to }) => to > span.from && from < span.to);
  return { alert, loudness: loudnessOf(alert), firings };
}

/** Whether two alerts fire alike on any data. */
function isSame(one: Alert, other: Alert): boolean {
  const meaning = ({ when, for: duration, keepFiringFor, evaluator }: Alert) =>
    JSON.stringify([when, duration, keepFiringFor, evaluator.evaluate], exact);
  return meaning(one) === meaning(other);
}

/** Fractions hold integers of any size, which JSON does not know. */
const exact = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
