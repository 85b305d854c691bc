import { formatDuration } from "../../../model/quantity.ts";
import type { ReviewPolicy } from "../../../model/resolved.ts";
import { channelInWords, placesOf } from "../../../monitors/routing.ts";
import type { Context } from "./context.ts";
import { byMembers, longerIsLooser } from "./direction.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import { toldThere } from "./moved.ts";
import { runbooksOf } from "./paired.ts";
import { concerns } from "./recipients.ts";
import { routeMoved } from "./stage.ts";
import { becomes, listed } from "./words.ts";

/** Whether anyone is paged here. */
export const environmentDiffer: EntryDiffer<"environment"> = {
  about: "on-call",
  name: ({ id }) => `environment ${id}`,
  takes: ["pages", "post"],
  changes: ({ before, after }, context) => {
    const words = (pages: boolean) => (pages ? "always" : "never");
    const moved = context.pairs.filter((pair) => routeMoved(pair).length > 0);
    const place = (post: typeof before.post) => post?.id ?? "to the channel of each team";
    const parts = [
      ...(before.pages === after.pages ? [] : [`page ${becomes(words(before.pages), words(after.pages))}`]),
      ...(before.post?.id === after.post?.id ? [] : [`post ${becomes(place(before.post), place(after.post))}`]),
    ];
    if (parts.length === 0) return [];
    const louder = after.pages ? "pages reach the on-call here from now on" : "no one is paged here any more";
    return [
      {
        what: parts.join(", "),
        // Whoever reads the place where everything was posted reads it no more.
        direction: after.pages && !before.pages && before.post?.id === after.post?.id ? "tighter" : "looser",
        means: [...(before.pages === after.pages ? [] : [louder]), ...concerns(moved)],
        alerts: moved,
      },
    ];
  },
  fields: {
    id: { word: "environment" },
    ownsAccount: {
      word: "owns the account",
      direction: "looser",
      means: () => ["its stack makes people, teams, schedules and escalations; others look them up"],
      pages: true,
    },
  },
};

/** What holds for everything: names, and where runbooks are published. */
export const organizationDiffer: EntryDiffer<"organization"> = {
  about: "other",
  name: ({ name }) => name,
  takes: [
    "sources",
    "channels",
    "calendars",
    "people",
    "pagerPeople",
    "teams",
    "schedules",
    "escalations",
    "onCalls",
    "severities",
    "deadMan",
    "alertmanager",
    "kubernetes",
    "review",
  ],
  fields: {
    id: { word: "organization" },
    shadow: { word: "alerts on trial post to" },
  },
  changes: (both, context) => [...peopleAtPagers(both, context), ...runbooksElsewhere(context)],
};

/** Whose work people are at the pagers: told where the stack owns the accounts, since it alone makes them. */
function peopleAtPagers({ before, after }: Both<"organization">, { head }: Context): Draft[] {
  const [old, now] = [before.pagerPeople, after.pagerPeople];
  if (old === now || !head.environment.ownsAccount) return [];
  const lost = [
    "the next update deletes what this stack made at the pagers: contacts and notification rules, memberships, teams, people",
    "a pager refuses to delete the person on call, and the update fails: let the state forget people and teams first (docs/procedures.md)",
    "from then on a page reaches people by contacts of their own, which no review sees",
  ];
  const gained = [
    "the next update makes people, their contacts and teams at the pagers",
    "a pager refuses people who exist already: adopt them first (slostack adopt)",
  ];
  return [
    {
      what: `people at the pagers ${becomes(old, now)}`,
      direction: now === "own" ? "tighter" : "looser",
      about: "on-call",
      pages: true,
      means: now === "own" ? gained : lost,
    },
  ];
}

function runbooksElsewhere({ base, head }: Context): Draft[] {
  const where = (side: typeof base) => [...new Set(runbooksOf(side).map(({ id, url }) => url.replace(`${id}.md`, "")))].sort().join(", ");
  if (where(base) === where(head)) return [];
  return [
    { what: `runbooks ${becomes(where(base), where(head))}`, direction: "neutral", about: "text", means: ["every alert links there"] },
  ];
}

/** Where posts go. */
export const channelDiffer: EntryDiffer<"channel"> = {
  about: "on-call",
  name: (channel) => `channel ${channelInWords(channel)}`,
  takes: ["slack", "teams", "email", "webhook"],
  changes: ({ paired, before, after }, context) => {
    const [old, now] = [placesOf(before), placesOf(after)];
    if (String(old) === String(now)) return [];
    const [gone, came] = [old.filter((one) => !now.includes(one)), now.filter((one) => !old.includes(one))];
    const alerts = context.affected(paired.key);
    return [
      {
        what: `posts to ${becomes(channelInWords(before), channelInWords(after))}`,
        direction: byMembers(old, now),
        means: [
          ...(gone.length > 0 ? [`${listed(gone)} receives no notifications here any more`] : []),
          ...(came.length > 0 ? [`${listed(came)} receives them from now on`] : []),
          ...concerns(alerts),
        ],
        alerts,
      },
    ];
  },
};

/** Who misses the heartbeats of the evaluators. */
export const deadManDiffer: EntryDiffer<"dead-man"> = {
  about: "alert",
  name: ({ every, grace }) => `dead man's switch after ${formatDuration(every + grace)}`,
  addedOrRemoved: ({ key, sides }, context) => {
    const alerts = context.affected(key);
    const [direction, what] = sides.after ? (["tighter", "added"] as const) : (["blind", "removed"] as const);
    const means = sides.after
      ? "someone is notified if an evaluator stops"
      : "no one notices if an evaluator stops, with all of its alerts";
    return { what: `${what}: dead man's switch`, direction, means: [means, ...concerns(alerts)], alerts };
  },
  takes: ["owner", "onCall", "severity"],
  changes: (both, context) => toldThere(both, context, ["owner", "onCall", "severity"]),
  fields: {
    receiver: { word: "receiver", direction: "looser", means: () => ["signs of life are missed by another account"], pages: true },
    every: { word: "every", show: formatDuration, direction: longerIsLooser, moves: true },
    grace: { word: "grace", show: formatDuration, direction: longerIsLooser, moves: true },
  },
};

/** Who approves what. It decides over later changes, so those who approve own it. */
export const reviewDiffer: EntryDiffer<"review"> = {
  about: "policy",
  name: ({ approvals }) => `review policy of ${approvals.length} lines`,
  addedOrRemoved: ({ sides }) => ({
    what: sides.after ? "added: review policy" : "removed: review policy",
    direction: "looser",
    approval: true,
    means: [sides.after ? "changes ask for approvals from now on" : "no change asks for an approval any more"],
  }),
  takes: ["approvers", "approvals"],
  changes: (both) => [...groups(both), ...lines(both)],
  fields: {
    pageBudget: {
      word: "page budget",
      show: ({ pages, in: time }) => `${pages} in ${formatDuration(time)}`,
      direction: "looser",
      approval: true,
    },
  },
};

function groups({ before, after }: Both<"review">): Draft[] {
  const of = ({ approvers }: ReviewPolicy) => approvers.map(({ id, people }) => `${id}: ${people.map((person) => person.name).join(", ")}`);
  const [old, now] = [of(before), of(after)];
  const ids = ({ approvers }: ReviewPolicy) =>
    JSON.stringify(approvers.map(({ id, people }) => [id, [...people.map((person) => person.id)].sort()]));
  if (ids(before) === ids(after)) return [];
  return [
    {
      what: `approvers ${becomes(old.filter((one) => !now.includes(one)).join("; ") || "none", now.filter((one) => !old.includes(one)).join("; ") || "none")}`,
      direction: "looser",
      approval: true,
      means: ["other people approve later changes"],
    },
  ];
}

function lines({ before, after }: Both<"review">): Draft[] {
  const of = ({ approvals }: ReviewPolicy) =>
    approvals.map(
      ({ change, tier, by }) => `${change.join(", ")}${tier.length > 0 ? ` on tier ${tier.join(", ")}` : ""} by ${by.join(" and ")}`,
    );
  const [old, now] = [of(before), of(after)];
  if (String([...old].sort()) === String([...now].sort())) return reasons(before, after);
  const [gone, came] = [old.filter((one) => !now.includes(one)), now.filter((one) => !old.includes(one))];
  return [
    {
      what: `approvals ${becomes(gone.join("; ") || "none", came.join("; ") || "none")}`,
      direction: "looser",
      approval: true,
      means: ["later changes ask for other approvals"],
    },
  ];
}

/** Why the same approvals are asked for. */
function reasons(before: ReviewPolicy, after: ReviewPolicy): Draft[] {
  const of = ({ approvals }: ReviewPolicy) => approvals.map((line) => JSON.stringify(line)).sort();
  return String(of(before)) === String(of(after)) ? [] : [{ what: "decision of an approval edited", direction: "neutral", about: "text" }];
}
