import { formatDuration } from "../../../model/quantity.ts";
import type { Escalation, Person } from "../../../model/resolved.ts";
import type { Context } from "./context.ts";
import { byMembers, longerIsLooser, longerIsTighter, moreIsLooser, moreIsTighter, mostSevere } from "./direction.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import { toldThere } from "./moved.ts";
import { becomes, listed } from "./words.ts";

const namesOf = (people: readonly Person[]): string[] => people.map(({ name }) => name);

/** Who can be called, and how. Who has a login may approve: it is part of who approves. */
export const personDiffer: EntryDiffer<"person"> = {
  about: "on-call",
  name: ({ name }) => name,
  fields: {
    email: {
      word: "e-mail",
      direction: "looser",
      means: () => ["the pager knows the person by this address: who has it is called, and reads what is sent there"],
      pages: true,
    },
    reach: { word: "reached by", direction: byMembers, pages: true },
    login: {
      word: "login",
      direction: "looser",
      approval: true,
      about: "policy",
      means: (before, after) => [
        `approvals of ${after ?? "nobody"} count as theirs${before === undefined ? "" : `, those of ${before} no more`}`,
      ],
    },
  },
};

/** Members of a team approve what it owns. */
export const teamDiffer: EntryDiffer<"team"> = {
  about: "on-call",
  name: ({ name }) => `team ${name}`,
  takes: ["members", "channel"],
  changes: (both, context) => [...memberChange(both), ...toldThere(both, context, ["channel"])],
};

function memberChange({ before, after }: Both<"team">): Draft[] {
  const [gone, came] = [without(before.members, after.members), without(after.members, before.members)];
  if (gone.length + came.length === 0) return [];
  return [
    {
      what: `members ${becomes(namesOf(before.members).join(", "), namesOf(after.members).join(", "))}`,
      direction: "looser",
      about: "policy",
      approval: true,
      means: [
        ...(came.length > 0 ? [`${listed(namesOf(came))} may approve what ${after.name} owns`] : []),
        ...(gone.length > 0 ? [`${listed(namesOf(gone))} may not any more`] : []),
      ],
    },
  ];
}

const without = (all: readonly Person[], others: readonly Person[]): Person[] =>
  all.filter(({ id }) => others.every((other) => other.id !== id));

/** Who is called in which order, and how long each has. */
export const escalationDiffer: EntryDiffer<"escalation"> = {
  about: "on-call",
  name: ({ name, levels }) => `escalation ${name}, ${levels.length} levels`,
  takes: ["levels"],
  changes: (both, context) => levels(both, context),
  fields: {
    team: { word: "team", direction: "looser" },
    repeat: { word: "rounds after the first", direction: moreIsTighter, pages: true },
  },
};

const unique = (all: readonly string[]): string[] => [...new Set(all)];

interface Call {
  readonly who: string;
  readonly key: string;
  /** seconds after the alert */
  readonly at: number;
}

function callsOf({ levels: all }: Escalation, entries: Context["entries"]["before"]): Call[] {
  let at = 0;
  return all.map(({ target, wait }) => {
    const call = { who: target.name, key: entries.get(target)?.key ?? target.id, at };
    at += wait;
    return call;
  });
}

/** When no one further is left to call, counted from the alert. */
const endOf = ({ levels: all }: Escalation): number => all.reduce((sum, { wait }) => sum + wait, 0);

function levels({ paired, before, after }: Both<"escalation">, context: Context): Draft[] {
  const [old, now] = [callsOf(before, context.entries.before), callsOf(after, context.entries.after)];
  const timeline = (calls: readonly Call[], end: number) =>
    `${calls.map(({ who, at }) => `${who} after ${formatDuration(at)}`).join(", ")}, round of ${formatDuration(end)}`;
  const differs =
    JSON.stringify([old.map(({ key, at }) => [key, at]), endOf(before)]) !==
    JSON.stringify([now.map(({ key, at }) => [key, at]), endOf(after)]);
  if (!differs) return [];
  const each = unique([...old, ...now].map(({ key }) => key))
    .flatMap((key) => callsTo(key, old, now))
    .map((call) => longerIsLooser(call.before?.at, call.after?.at));
  return [
    {
      what: `calls ${becomes(timeline(old, endOf(before)), timeline(now, endOf(after)))}`,
      direction: mostSevere([
        ...each,
        moreIsTighter(old.length, now.length),
        ...(old.length === now.length ? [longerIsLooser(endOf(before), endOf(after))] : []),
      ]),
      means: unique([...now, ...old].map(({ key }) => key)).flatMap((key) => callInWords(key, old, now)),
      alerts: context.affected(paired.key),
      pages: true,
    },
  ];
}

/** The calls to one target within a round: its first at base and head, its second, and so on. */
function callsTo(key: string, old: readonly Call[], now: readonly Call[]): { before: Call | undefined; after: Call | undefined }[] {
  const [before, after] = [old, now].map((calls) => calls.filter((call) => call.key === key));
  return Array.from({ length: Math.max(before?.length ?? 0, after?.length ?? 0) }, (_, nth) => ({
    before: before?.[nth],
    after: after?.[nth],
  }));
}

function callInWords(key: string, old: readonly Call[], now: readonly Call[]): string[] {
  return callsTo(key, old, now).flatMap(({ before, after }, nth) => {
    const called = nth === 0 ? "called" : "called again";
    if (!after)
      return before ? [`${before.who} is no longer ${nth === 0 ? "paged" : `called again after ${formatDuration(before.at)}`}`] : [];
    if (!before) return [`${after.who} is ${called} after ${formatDuration(after.at)}`];
    if (before.at === after.at) return [];
    return [`${after.who} is ${called} after ${becomes(formatDuration(before.at), formatDuration(after.at))}`];
  });
}

const calledBy = ({ levels: all }: Escalation): string => all.map(({ target }) => target.name).join(", ");

/** What a page becomes at the pager. */
export const onCallDiffer: EntryDiffer<"on-call"> = {
  about: "on-call",
  name: ({ name, pager }) => `on-call service ${name} at ${pager}`,
  fields: {
    escalation: {
      show: ({ name }) => name,
      direction: "looser",
      means: (before, after) => [`called ${calledBy(before)}, now calls ${calledBy(after)}`],
      pages: true,
    },
    pager: {
      word: "pager",
      direction: "looser",
      means: () => ["another vendor pages: people who are not set up there are not notified"],
      pages: true,
    },
    standby: { word: "standby", direction: (before, after) => byMembers(before ? [before] : [], after ? [after] : []), pages: true },
    autoResolve: {
      word: "auto-resolves after",
      show: formatDuration,
      direction: longerIsTighter,
      means: (_before, after) =>
        after === undefined
          ? ["an incident stays open until its alert or a person ends it"]
          : ["the clock ends an incident, whether it is over or not"],
      pages: true,
    },
    acknowledged: { word: "an acknowledgement expires after", show: formatDuration, direction: longerIsLooser, pages: true },
    group: { word: "one incident within", show: formatDuration, direction: moreIsLooser, pages: true },
    senders: {
      word: "senders",
      direction: byMembers,
      means: () => ["each sender has a key of its own: one that is gone can no longer page"],
      pages: true,
    },
  },
};
