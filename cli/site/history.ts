import { basename } from "node:path";
import type { History } from "../../analysis/site/standing.ts";
import { reachOf } from "../../model/calendar-window.ts";
import { measuredOf } from "../../model/composite.ts";
import type { Resolved } from "../../model/resolved.ts";
import { readHistory } from "../history/read.ts";
import { usualLength } from "../history/stretch.ts";

export interface HistoryAsked {
  /** as `slostack review --history` takes it */
  readonly history?: string;
  /** file with a bearer token for a Prometheus */
  readonly tokenFile?: string;
  /** takes lines of progress */
  readonly log?: (text: string) => void;
}

/**
 * What was recorded of the objectives of a catalog, or of two revisions of it: the whole window of each, as far as it is there; undefined where nothing was asked for.
 *
 * @throws CannotRead with what is wrong, where, and the remediation
 */
export async function historyOf(sides: readonly Resolved[], { history, tokenFile, log }: HistoryAsked): Promise<History | undefined> {
  if (history === undefined) return undefined;
  const slos = sides.flatMap(({ systems }) => systems).flatMap(({ services }) => services.flatMap((service) => service.slos));
  const { recorded, unread } = await readHistory({
    source: history,
    signals: [...new Set(slos.flatMap(({ signal }) => measuredOf(signal)).filter(({ from }) => from.traits.series))],
    lead: Math.max(0, ...slos.map((slo) => reachOf(slo) - usualLength)),
    now: Math.floor(Date.now() / 1000),
    ...(tokenFile !== undefined && { tokenFile }),
    ...(log && { report: (line: string) => log(`${line}\n`) }),
  });
  return { source: isAddress(history) ? new URL(history).host : basename(history), recorded, unread };
}

const isAddress = (source: string): boolean => URL.canParse(source) && source.includes("://");
