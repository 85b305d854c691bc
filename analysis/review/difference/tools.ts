import { takeInWords } from "../../../model/compared.ts";
import { decimal, formatDuration, formatShare } from "../../../model/quantity.ts";
import type { JourneyBudget, MaskKind, Panel, Pipeline, Show } from "../../../model/resolved.ts";
import { detectionsOf } from "../../../monitors/detections.ts";
import { measured } from "../../../monitors/words.ts";
import type { Context } from "./context.ts";
import { byMembers, mostSevere } from "./direction.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import { differences } from "./general.ts";
import { alike } from "./plain.ts";
import { becomes } from "./words.ts";

/*
 * What surrounds alerts: no one is paged by it, so its changes are neutral, but for threats that logs are watched for.
 */

export const dashboardDiffer: EntryDiffer<"dashboard"> = {
  about: "dashboard",
  name: ({ title, panels }) => `dashboard ${title}: ${panels.map((panel) => panel.title).join(", ")}`,
  takes: ["panels"],
  changes: ({ before, after }) => order(before.panels, after.panels, "panels"),
};

/** Those of both sides in another order; ids of one side and the other are matched by the oldest. */
function order(before: readonly Named[], after: readonly Named[], what: string): Draft[] {
  const oldest = ({ id, formerly }: Named) => formerly[0] ?? id;
  const [old, now] = [before.map(oldest), after.map(oldest)];
  const [kept, left] = [old.filter((id) => now.includes(id)), now.filter((id) => old.includes(id))];
  if (String(kept) === String(left)) return [];
  const name = (id: string) => after.find((one) => oldest(one) === id)?.id ?? id;
  return [{ what: `order of ${what}: ${left.map(name).join(", ")}`, direction: "neutral" }];
}
interface Named {
  readonly id: string;
  readonly formerly: readonly string[];
}

export const panelDiffer: EntryDiffer<"panel"> = {
  about: "panel",
  name: ({ title, show }) => `panel ${title}: ${shown(show)}`,
  takes: ["show", "threshold"],
  changes: (both, context) => {
    const shows = showChange(both, context);
    return shows.length > 0 ? shows : line(both);
  },
};

function showChange({ before, after }: Both<"panel">, { entries }: Context): Draft[] {
  if (alike(before.show, after.show, entries)) return [];
  return [{ what: `panel ${after.title} shows ${becomes(shown(before.show), shown(after.show))}`, direction: "neutral" }];
}

function shown(show: Show): string {
  const by = show.by.length > 0 ? ` by ${show.by.join(", ")}` : "";
  switch (show.kind) {
    case "rate":
      return `rate of ${show.metric.name}${by}`;
    case "count":
      return `count of ${show.metric.name} over ${formatDuration(show.over)}${by}`;
    case "share":
      return `bad share of ${show.signal.id}${by}`;
    case "quantile":
      return `${formatShare(show.quantile)} quantile of ${show.metric.name}${by}`;
    case "value":
      if (show.window)
        return `${show.across} ${takeInWords(show.window.take)} of ${show.metric.name} over ${formatDuration(show.window.over)}${by}`;
      return `${show.across} of ${show.metric.name}${show.outOf ? ` out of ${show.outOf.metric.name}` : ""}${by}`;
    case "age":
      return `age of ${show.metric.name}${by}`;
    case "budget":
      return budgetInWords(show);
  }
}

function budgetInWords({ join, of }: JourneyBudget): string {
  if (join === "worst") return `the least error budget left of ${of.map(({ slo }) => slo.path).join(", ")}`;
  return `the error budget left of ${of.map(({ slo, weight }) => `${slo.path} x ${decimal(weight)}`).join(", ")}`;
}

/** A line that the panel does not write is that of an objective or alert, which tells its change. */
function line({ before, after }: Both<"panel">): Draft[] {
  const [old, now] = [lineOf(before), lineOf(after)];
  if (old === now) return [];
  return [{ what: `panel ${after.title}: line at ${becomes(old, now)}`, direction: "neutral" }];
}

function lineOf({ show, threshold }: Panel): string {
  if (!threshold) return "none";
  if (show.kind === "age") return formatDuration(threshold.valueOf());
  return show.kind === "share" || show.kind === "budget"
    ? formatShare(threshold)
    : measured(threshold, show.kind === "rate" || show.kind === "count" ? {} : show.metric);
}

export const logsDiffer: EntryDiffer<"logs"> = {
  about: "other",
  name: ({ pipelines }) => `logs in ${pipelines.length} pipelines`,
  addedOrRemoved: ({ sides: { before, after }, entry }, context) => {
    const threats = ((after ?? before)?.pipelines ?? []).flatMap(({ id, detect }) => (detect ? [{ id, detect }] : []));
    if (threats.length === 0) return undefined;
    return {
      what: `${after ? "added" : "removed"}: logs, which detect ${threats.map(({ detect }) => threat(detect)).join("; ")}`,
      direction: after ? "tighter" : "blind",
      about: "alert",
      pages: threats.some(({ id }) => wakes(`${entry}/${id}`, context)),
      means: after ? [] : threats.map(({ detect }) => `${threat(detect)} is no longer detected`),
    };
  },
  takes: ["pipelines"],
  changes: ({ before, after }) => order(before.pipelines, after.pipelines, "pipelines, the first that takes a line has it"),
  fields: { levelAttribute: { word: "level in" } },
};

/** How lines are read, and the threats that they are watched for. */
export const pipelineDiffer: EntryDiffer<"pipeline"> = {
  about: "other",
  name: ({ detect }) => `pipeline${detect ? `, which detects ${threat(detect)}` : ""}`,
  addedOrRemoved: ({ sides: { before, after }, entry }, context) => {
    const { detect } = after ?? before ?? {};
    if (!detect) return undefined;
    const direction = after ? "tighter" : "blind";
    const what = `${after ? "added" : "removed"}: pipeline, which detects ${threat(detect)}`;
    return {
      what,
      direction,
      about: "alert",
      pages: wakes(entry, context),
      ...(after ? {} : { means: [`${threat(detect)} is no longer detected`] }),
    };
  },
  takes: ["detect", "services", "technologies", "format", "mask"],
  changes: (both, context) => [...detection(both, context), ...taken(both, context), ...masked(both, context)],
  fields: {
    geoIp: { word: "place of the client" },
  },
};

function masked({ paired, before, after }: Both<"pipeline">, context: Context): Draft[] {
  const parts = differences("hides", before.mask, after.mask);
  if (parts.length === 0) return [];
  const gone = before.mask.filter((one) => !after.mask.includes(one));
  const { detect } = before;
  const hidden = detect && after.detect && !hides(before.mask, detect.by) && hides(after.mask, detect.by);
  return [
    {
      what: parts.join("; "),
      direction: hidden ? "blind" : "neutral",
      means: [
        ...(gone.length > 0 ? [`${gone.join(", ")} can be read in the logs from now on`] : []),
        ...(hidden ? [`each ${detect.by} reads the same: ${threat(detect)} can no longer be told apart by it`] : []),
      ],
      pages: hidden === true && wakes(paired.entry, context),
    },
  ];
}

/** By the name of the attribute: what stands in it is known to the application alone. */
const hides = (mask: Pipeline["mask"], by: string): boolean => mask.some((kind) => namesOfMasked[kind].test(by));
const namesOfMasked: Readonly<Record<MaskKind, RegExp>> = {
  email: /e-?mail/i,
  "credit-card": /card/i,
  token: /token/i,
  "ip-address": /(?:^|[._-])(?:ip|addr|address|remote|client)(?:$|[._-])|Ip$|Address$/i,
};

/** Which lines a pipeline takes, and how it reads them: a threat is found in these alone. */
function taken({ paired, before, after }: Both<"pipeline">, context: Context): Draft[] {
  const parts = [
    ...differences("logs of", before.services, after.services),
    ...differences("logs from", before.technologies, after.technologies),
    ...differences("format", before.format, after.format),
  ];
  if (parts.length === 0) return [];
  const isWatched = before.detect !== undefined;
  // Fewer services or technologies, or any where all were taken: what is of both is taken.
  const fewer = narrower(before.services, after.services) || narrower(before.technologies, after.technologies);
  const direction = !isWatched ? "neutral" : before.format !== after.format || fewer ? "blind" : "tighter";
  const means = direction === "blind" && before.detect ? [`${threat(before.detect)} is not found in these lines any more`] : [];
  return [{ what: parts.join("; "), direction, means, pages: isWatched && wakes(paired.entry, context) }];
}

/** Without names it takes all. */
const narrower = (before: readonly string[], after: readonly string[]): boolean =>
  before.length === 0 ? after.length > 0 : after.length > 0 && byMembers(before, after) === "looser";

type Detect = NonNullable<Pipeline["detect"]>;

export const threat = ({ attribute, is, above, over, by }: Detect): string =>
  `more than ${above} lines with ${attribute} ${is} in ${formatDuration(over)} from one ${by}`;

function detection({ paired, before, after }: Both<"pipeline">, context: Context): Draft[] {
  if (alike(before.detect, after.detect, context.entries)) return [];
  const [old, now] = [before.detect, after.detect];
  return [
    {
      what: `detects ${becomes(old ? `${threat(old)} (${old.severity.id})` : "no threat", now ? `${threat(now)} (${now.severity.id})` : "no threat")}`,
      direction: !old ? "tighter" : !now ? "blind" : detectMoved(old, now),
      means: old && (!now || detectMoved(old, now) === "blind") ? [`${threat(old)} is no longer detected`] : [],
      about: "alert",
      pages: wakes(paired.entry, context),
    },
  ];
}

/** Fewer lines in the same time, or as many in more, are more threats; a burst of as many as before must still be one. */
function detectMoved(before: Detect, after: Detect) {
  if (before.attribute !== after.attribute || before.is !== after.is || before.by !== after.by) return "blind" as const;
  const rank = ({ severity }: Detect) => (severity.route === "page" ? 1 : 0);
  const [less, more] = [!finds(after, before), !finds(before, after)];
  const louder = rank(after) - rank(before) || before.severity.respond - after.severity.respond;
  const seen = less ? "blind" : more ? "tighter" : "neutral";
  return mostSevere([seen, louder > 0 ? "tighter" : louder < 0 ? "looser" : "neutral"] as const);
}

/** Whether it finds whatever the other does, however the lines lie: of so many windows that make up the other's, one has its part of them. */
const finds = (one: Detect, other: Detect): boolean => Math.ceil(other.over / one.over) * one.above <= other.above;

function wakes(entry: string, { base, head }: Context): boolean {
  const id = entry.split("/").at(-1);
  return [base, head].some((side) => detectionsOf(side).some(({ pipeline, route }) => pipeline.id === id && route?.kind === "page"));
}

export const dutyDiffer: EntryDiffer<"duty"> = {
  about: "other",
  name: ({ must }) => `the application must ${must}`,
  fields: { must: { word: "the application must" } },
};

export const statusPageDiffer: EntryDiffer<"status-page"> = {
  about: "other",
  name: ({ title, domain }) => `status page ${title} at ${domain}`,
};

export const storeDiffer: EntryDiffer<"store"> = {
  about: "other",
  name: ({ kind, id }) => `store ${id} (${kind})`,
  fields: { retentionDays: { word: "retention", show: (days) => `${days}d` } },
};

export const analyticsDiffer: EntryDiffer<"analytics"> = { about: "other", name: ({ kind }) => `analytics (${kind})` };
export const databaseInsightsDiffer: EntryDiffer<"database-insights"> = {
  about: "other",
  name: ({ database, host }) => `insights into ${database} at ${host}`,
};
export const tracingDiffer: EntryDiffer<"tracing"> = {
  about: "other",
  name: ({ tracer, sample }) => `tracing of ${tracer}, ${formatShare(sample)} of all traces`,
  fields: {
    sample: { word: "sample", show: formatShare },
    slowerThan: { word: "slower than", show: formatDuration },
  },
};
