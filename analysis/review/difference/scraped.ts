import { signalsOf } from "../../../model/condition.ts";
import type { Matchers, Source } from "../../../model/resolved.ts";
import { isScraped, labelsSetBy } from "../../../model/scraped.ts";
import type { Alert } from "../../../monitors/alert.ts";
import type { Pair } from "../change.ts";
import type { Context } from "./context.ts";
import { byMembers } from "./direction.ts";
import type { Both, Draft } from "./draft.ts";
import { differences } from "./general.ts";
import { plain } from "./plain.ts";
import { concerns } from "./recipients.ts";
import { notifies } from "./verdict.ts";

/*
 * What a source is filled with. Nothing in a query changes where it is filled otherwise, and the query finds nothing.
 */

type Scraping = Extract<Source, { readonly jobs: unknown }>;

/** Targets that are scraped, and the labels that they get. */
export function scraping({ paired, before, after }: Both<"source">, context: Context): Draft[] {
  if (!("jobs" in before && "jobs" in after)) return [];
  const what = differences("scraping", plain(before.jobs, context.entries.before), plain(after.jobs, context.entries.after));
  if (what.length === 0) return [];
  const alerts = context.affected(paired.key);
  const set = labelsSetBy([...before.jobs, ...after.jobs]);
  const lost = alerts.filter((pair) => pair.before && notifies(pair.before) && isLost(pair, before, after, set));
  const [old, now] = [targetsOf(before), targetsOf(after)];
  return [
    {
      what: what.join("; "),
      direction: lost.length > 0 ? "blind" : byMembers(old, now),
      means: [
        ...(lost.length > 0 ? ["no job is left whose targets have the labels that its queries select"] : []),
        ...(old.some((one) => !now.includes(one)) ? ["what is no longer scraped, or has other labels, is not detected here"] : []),
        ...concerns(lost.length > 0 ? lost : alerts),
      ],
      alerts,
      lost,
      pages: String(old) !== String(now),
    },
  ];
}

/** A target, how it is asked, and what its series are called. */
function targetsOf({ jobs }: Scraping): string[] {
  const labels = (of: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(of).sort());
  return [...new Set(jobs.flatMap(({ targets, path, labels: own }) => targets.map((target) => `${target}${path} ${labels(own)}`)))].sort();
}

function isLost(pair: Pair, before: Scraping, after: Scraping, set: ReadonlySet<string>): boolean {
  const were = selectorsOf(pair.before).every((where) => isScraped(where, before.jobs, set));
  return before.jobs.length > 0 && were && !selectorsOf(pair.after ?? pair.before).every((where) => isScraped(where, after.jobs, set));
}

/** Everything that the queries of an alert select. */
function selectorsOf(alert: Alert | undefined): Matchers[] {
  return (alert ? signalsOf(alert.when) : []).flatMap((signal) => [
    signal.where,
    ...(signal.kind === "events" && "where" in signal.bad ? [signal.bad.where] : []),
  ]);
}

/** Lines of logs: who sends them, and how they are read. */
export function lines({ paired, before, after }: Both<"source">, context: Context): Draft[] {
  if (!("format" in before && "format" in after)) return [];
  const parts = [
    ...(before.format === after.format ? [] : [`format ${before.format} -> ${after.format}`]),
    ...differences("agent", plain(before.agent, context.entries.before), plain(after.agent, context.entries.after)),
  ];
  if (parts.length === 0) return [];
  const alerts = context.affected(paired.key);
  const isBlind = before.format !== after.format || (before.agent !== undefined && after.agent === undefined);
  const lost = isBlind ? alerts.filter((pair) => pair.before && notifies(pair.before)) : [];
  return [
    {
      what: parts.join("; "),
      direction: isBlind ? "blind" : before.agent === undefined ? "tighter" : "looser",
      means: [
        ...(before.agent !== undefined && after.agent === undefined
          ? ["no host sends its lines any more: nothing that they tell is counted"]
          : []),
        ...(before.format === after.format ? [] : ["lines as they are written today are not read any more"]),
        ...concerns(alerts),
      ],
      alerts,
      lost,
      pages: true,
    },
  ];
}
