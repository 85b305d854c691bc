import { windowInWords } from "../../../model/calendar-window.ts";
import { formatDuration } from "../../../model/quantity.ts";
import type { Policy, Severity, Slo } from "../../../model/resolved.ts";
import type { Pair } from "../change.ts";
import type { Context } from "./context.ts";
import { byMembers, longerIsLooser, mostSevere } from "./direction.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import { seenDraft } from "./measured.ts";
import { alike } from "./plain.ts";
import { concerns, loudness } from "./recipients.ts";
import { budget, tiers } from "./slo.ts";
import { routeMoved } from "./stage.ts";
import { becomes, exactShare } from "./words.ts";

/** How budgets are watched: a row that changes moves every objective of it, and is one change. */
export const policyDiffer: EntryDiffer<"policy"> = {
  about: "slo",
  name: (policy) => `policy over ${windowInWords(policy)}`,
  takes: [
    "window",
    "calendar",
    "page",
    "ticket",
    "leastBadEvents",
    "leastBadMinutes",
    "absence",
    "noTraffic",
    "pageSeverity",
    "ticketSeverity",
  ],
  changes: (both, context) => [
    ...watched(both, context),
    ...absence(both, context),
    ...noTraffic(both, context),
    ...severities(both, context),
  ],
};

const rows = (tiers: Policy["page"]): string =>
  tiers.map((tier) => `${exactShare(tier.share)} in ${formatDuration(tier.in)}`).join(", ") || "none";

const said = {
  window: windowInWords,
  page: ({ page }: Policy) => rows(page),
  ticket: ({ ticket }: Policy) => rows(ticket),
  leastBadEvents: ({ leastBadEvents }: Policy) => String(leastBadEvents),
  leastBadMinutes: ({ leastBadMinutes }: Policy) => String(leastBadMinutes ?? "none"),
} as const;
const word = {
  window: "window",
  page: "pages at",
  ticket: "tickets at",
  leastBadEvents: "least bad events",
  leastBadMinutes: "least bad minutes",
} as const;
const keys = ["window", "page", "ticket", "leastBadEvents", "leastBadMinutes"] as const;

function watched({ paired, before, after }: Both<"policy">, context: Context): Draft[] {
  return keys
    .filter((key) => said[key](before) !== said[key](after))
    .map((key) => {
      const alerts = context.affected(paired.key).filter((pair) => isBurn(pair) && (key === "window" || kindOf(pair) !== other[key]));
      return seenDraft(`${word[key]} ${becomes(said[key](before), said[key](after))}`, alerts, context, objectives(alerts));
    });
}

const other: Readonly<Record<string, string>> = { page: "burn-ticket", ticket: "burn-page", leastBadMinutes: "burn-ticket" };
const kindOf = ({ before, after }: Pair): string | undefined => (after ?? before)?.kind;
const isBurn = (pair: Pair): boolean => ["burn-page", "burn-ticket", "floor"].includes(kindOf(pair) ?? "");

/** What the tiers of each objective become; the same for several is said once. */
function objectives(alerts: readonly Pair[]): string[] {
  const slos = new Map<string, { before: Slo; after: Slo }>();
  for (const { before, after } of alerts) if (before?.slo && after?.slo) slos.set(after.slo.path, { before: before.slo, after: after.slo });
  const lines = new Map<string, string[]>();
  for (const { before, after } of slos.values())
    for (const line of [...budget(before, after), ...tiers(before, after, alerts)])
      lines.set(line, [...(lines.get(line) ?? []), after.path]);
  return [...lines].map(([line, paths]) => `${line} (${paths.length === 1 ? paths[0] : `${paths.length} objectives`})`);
}

/** Whether it tells that data is missing: of a metric, or of a target of its source. */
const isMissing = (pair: Pair): boolean => ["absence", "source"].includes(kindOf(pair) ?? "");

function absence({ before, after }: Both<"policy">, context: Context): Draft[] {
  if (before.absence === after.absence) return [];
  const waits = (alert: Pair["before"], { absence: wait }: Policy) => alert?.for === wait;
  const alerts = context.pairs.filter((pair) => isMissing(pair) && waits(pair.before, before) && waits(pair.after, after));
  return [
    {
      what: `absence ${becomes(formatDuration(before.absence), formatDuration(after.absence))}`,
      direction: longerIsLooser(before.absence, after.absence),
      means: [`a missing series is notified after ${formatDuration(after.absence)}`, ...concerns(alerts)],
      alerts,
    },
  ];
}

/** An alert that waits until chance is no explanation need not move with it. */
function noTraffic({ paired, before, after }: Both<"policy">, context: Context): Draft[] {
  if (before.noTraffic === after.noTraffic) return [];
  const word = (time: number | undefined) => (time === undefined ? "none" : formatDuration(time));
  const alerts = context.affected(paired.key).filter((pair) => kindOf(pair) === "no-traffic");
  const seen = seenDraft(`no traffic ${becomes(word(before.noTraffic), word(after.noTraffic))}`, alerts, context);
  return [{ ...seen, direction: mostSevere([seen.direction, longerIsLooser(before.noTraffic, after.noTraffic)]) }];
}

function severities({ paired, before, after }: Both<"policy">, context: Context): Draft[] {
  return (["pageSeverity", "ticketSeverity"] as const).flatMap((key) => {
    if (before[key].id === after[key].id) return [];
    const own = context.affected(paired.key).filter((pair) => (kindOf(pair) === "burn-page") === (key === "pageSeverity"));
    // Tickets on missing data have that of their system's policy, which is nothing that they are made of.
    const missing = context.pairs.filter(
      (pair) => isMissing(pair) && pair.before?.severity.id === before[key].id && pair.after?.severity.id === after[key].id,
    );
    const alerts = [...new Set([...own, ...missing])];
    return [
      {
        what: `${key === "pageSeverity" ? "severity of pages" : "severity of tickets"} ${becomes(before[key].id, after[key].id)}`,
        direction: louder(alerts),
        means: [...new Set(alerts.flatMap(routeMoved)), ...concerns(alerts)],
        alerts,
      },
    ];
  });
}

const louder = (alerts: readonly Pair[]) =>
  mostSevere(alerts.flatMap((pair) => (pair.before && pair.after ? [loudness(pair.before, pair.after)] : [])));

/** How loud a word is: one change, however many alerts have it. */
export const severityDiffer: EntryDiffer<"severity" | "own-severity"> = {
  about: "on-call",
  name: ({ priority, route }) => `severity ${priority}, which ${route}s`,
  takes: ["respond", "route", "during", "channel", "priority"],
  changes: ({ paired, before, after }, context) => {
    const parts = severityMoved(before, after, context);
    const shared = paired.kind === "own-severity" ? sharedParts(before.id, context) : [];
    const own = parts.filter(({ what }) => !shared.includes(what));
    const alerts = context.affected(`severity organization/severities/${after.id}`).filter((pair) => isOf(pair, paired.system?.entry));
    if (own.length === 0) return [];
    const draft: Draft = {
      what: own.map(({ what }) => what).join(", "),
      direction: mostSevere(own.map(({ direction }) => direction)),
      means: [...new Set(alerts.flatMap(routeMoved)), ...concerns(alerts)],
      alerts,
      ...((before.route === "page" || after.route === "page") && { pages: true }),
    };
    return [draft];
  },
};

const isOf = ({ before, after }: Pair, system: string | undefined): boolean =>
  system === undefined || (after ?? before)?.system?.id === system;

type Part = Pick<Draft, "what" | "direction">;

function severityMoved(before: Severity, after: Severity, { entries }: Context): Part[] {
  const parts: Part[] = [];
  const add = (what: string, direction: Part["direction"]) => parts.push({ what, direction });
  if (before.priority !== after.priority) add(`priority ${becomes(before.priority, after.priority)}`, "neutral");
  if (before.respond !== after.respond)
    add(
      `response within ${becomes(formatDuration(before.respond), formatDuration(after.respond))}`,
      longerIsLooser(before.respond, after.respond),
    );
  if (before.route !== after.route) add(`route ${becomes(before.route, after.route)}`, after.route === "page" ? "tighter" : "looser");
  if (!alike(before.during, after.during, entries))
    add(
      `answered during ${becomes(before.during?.id ?? "all hours", after.during?.id ?? "all hours")}`,
      after.during ? "looser" : "tighter",
    );
  if (before.channel?.id !== after.channel?.id)
    add(
      `channel ${becomes(before.channel?.id ?? "that of the team", after.channel?.id ?? "that of the team")}`,
      byMembers(before.channel ? [before.channel.id] : ["team"], after.channel ? [after.channel.id] : ["team"]),
    );
  return parts;
}

/** What the organization changed for everyone is reported there. */
function sharedParts(id: string, context: Context): string[] {
  const of = (side: typeof context.base) => side.organization.severities.find((one) => one.id === id);
  const [before, after] = [of(context.base), of(context.head)];
  return before && after ? severityMoved(before, after, context).map(({ what }) => what) : [];
}
