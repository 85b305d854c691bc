import { basename } from "node:path";
import type { History } from "../../analysis/site/standing.ts";
import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import { reachOf } from "../../model/calendar-window.ts";
import { measuredOf } from "../../model/composite.ts";
import { isNative } from "../../model/native-histogram.ts";
import { isRaw } from "../../model/raw.ts";
import type { Resolved, Signal } from "../../model/resolved.ts";
import type { LatelySeries } from "../history/lately.ts";
import { readHistory } from "../history/read.ts";
import { usualLength } from "../history/stretch.ts";
import { shownBefore } from "./counted-panels.ts";
import { lastHoursOf } from "./sampled-panels.ts";

export interface HistoryAsked {
  /** as `slostack review --history` takes it */
  readonly history?: string;
  /** file with a bearer token for a Prometheus */
  readonly tokenFile?: string;
  /** takes lines of progress */
  readonly log?: (text: string) => void;
}

/** What was recorded of objectives, and the last hours of what else dashboards show. */
export interface Read extends History {
  readonly samples: readonly LatelySeries[];
}

/**
 * What was recorded of the objectives of a catalog, or of two revisions of it: the whole window of each, as far as it is there; undefined where nothing was asked for.
 *
 * @param dashboards that are drawn
 * @throws CannotRead with what is wrong, where, and the remediation
 */
export async function historyOf(
  sides: readonly Resolved[],
  dashboards: readonly DashboardSpec[],
  { history, tokenFile, log }: HistoryAsked,
): Promise<Read | undefined> {
  if (history === undefined) return undefined;
  const slos = sides.flatMap(({ systems }) => systems).flatMap(({ services }) => services.flatMap((service) => service.slos));
  const { recorded, unread, samples } = await readHistory({
    source: history,
    signals: [...new Set(slos.flatMap(({ signal }) => measuredOf(signal)).filter((one) => one.from.traits.series && !whyNotCounted(one)))],
    // The first moment that a panel shows has a whole window before it too.
    lead: Math.max(0, ...slos.map((slo) => reachOf(slo) - usualLength)) + (dashboards.length > 0 ? shownBefore : 0),
    lately: lastHoursOf(dashboards),
    now: Math.floor(Date.now() / 1000),
    ...(tokenFile !== undefined && { tokenFile }),
    ...(log && { report: (line: string) => log(`${line}\n`) }),
  });
  return {
    source: isAddress(history) ? new URL(history).host : basename(history),
    recorded,
    unread: (signal) => whyNotCounted(signal) ?? unread(signal),
    samples,
  };
}

/** A replay counts what the catalog has words for, in series of plain numbers. */
function whyNotCounted(signal: Signal): string | undefined {
  if (isRaw(signal)) return "it asks a raw query, whose events are not counted";
  return isNative(signal.metric) ? `${signal.metric.name} is a native histogram, and a history has plain numbers` : undefined;
}

const isAddress = (source: string): boolean => URL.canParse(source) && source.includes("://");
