import { isProbed } from "../../../model/condition.ts";
import { formatCount } from "../../../model/quantity.ts";
import type { Service, System } from "../../../model/resolved.ts";
import { names } from "./added-or-removed.ts";
import { carriedFields } from "./carried.ts";
import type { Context } from "./context.ts";
import { gapsInWords } from "./coverage-gaps.ts";
import { mostSevere } from "./direction.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import type { Paired } from "./kinds.ts";
import { seenDraft, whereOf } from "./measured.ts";
import { toldThere } from "./moved.ts";
import { is } from "./paired.ts";
import { threat } from "./tools.ts";
import { becomes, matchersInWords } from "./words.ts";

/** A product. What is in it tells its own changes; one that came or went as a whole tells for all of it. */
export const systemDiffer: EntryDiffer<"system"> = {
  about: "other",
  name: ({ name }) => `system ${name}`,
  addedOrRemoved: (paired, context) =>
    whole(paired, context, ({ name, services }) => `system ${name}, ${formatCount(services.length, "service")}`),
  takes: [
    "services",
    "dashboards",
    "logs",
    "duties",
    "statusPage",
    "stores",
    "analytics",
    "databaseInsights",
    "tracing",
    "severities",
    "retired",
    "owner",
    "policy",
    "address",
  ],
  changes: (both, context) => [...owner(both, context), ...address(both, context), ...policy(both), ...retired(both, context)],
  fields: {
    source: { word: "source" },
  },
};

export const serviceDiffer: EntryDiffer<"service"> = {
  about: "other",
  name: ({ name }) => `service ${name}`,
  addedOrRemoved: (paired, context) => whole(paired, context, ({ name }) => `service ${name}`),
  takes: ["metrics", "signals", "probes", "composites", "slos", "alerts", "endpoints", "owner", "onCall", "tier"],
  fields: carriedFields,
  changes: (both, context) => [
    ...(ownerOfItsOwn(both) ? owner(both, context) : []),
    ...toldThere(both, context, ["onCall"]),
    ...where(both, context),
    ...tier(both),
  ],
};

/** One that came or went with everything in it. */
function whole<K extends "system" | "service">(
  paired: Paired<K>,
  context: Context,
  name: (value: Paired<K>["sides"]["after"] & object) => string,
): Draft {
  const { before, after } = paired.sides;
  const value = (after ?? before) as Paired<K>["sides"]["after"] & object;
  const alerts = context.affected(paired.key).filter((pair) => !pair.before || !pair.after);
  const threats = threatsIn(value);
  return {
    what: `${after ? "added" : "removed"}: ${name(value)}`,
    direction: mostSevere([
      ...alerts.map((pair) => context.verdictByStage(pair).direction),
      ...threats.map(() => (after ? ("tighter" as const) : ("blind" as const))),
    ]),
    means: [
      ...threats.map((one) => (after ? `watches logs for ${one}` : `${one} is no longer detected`)),
      ...names(alerts),
      ...gapsInWords(alerts, context, context.verdictByStage),
    ],
    alerts,
  };
}

/** Threats that the logs of a system are watched for. */
const threatsIn = (value: System | Service): string[] =>
  "logs" in value ? (value.logs?.pipelines ?? []).flatMap(({ detect }) => (detect ? [threat(detect)] : [])) : [];

/** What a service has of its system is told there. */
function ownerOfItsOwn({ paired, before, after }: Both<"service">): boolean {
  const { system } = paired;
  if (!system || !is(system, "system")) return true;
  const { before: old, after: now } = system.sides;
  return before.owner.id !== old?.owner.id || after.owner.id !== now?.owner.id;
}

function owner<K extends "system" | "service">(both: Both<K>, context: Context): Draft[] {
  return toldThere(both, context, ["owner"]).map((draft) => ({
    ...draft,
    direction: "looser" as const,
    means: [`${both.after.owner.name} owns it: its members approve changes, and posts go to its channel`, ...(draft.means ?? [])],
  }));
}

function address({ paired, before, after }: Both<"system">, context: Context): Draft[] {
  if (before.address === after.address) return [];
  const probed = context
    .affected(paired.key)
    .filter(({ before: old, after: now }) => [old, now].some((alert) => alert && isProbed(alert.when)));
  return [seenDraft(`address ${becomes(before.address ?? "none", after.address ?? "none")}`, probed, context)];
}

/** What names no policy of its own has this one; an objective that moves by it says so. */
function policy({ before, after }: Both<"system">): Draft[] {
  if (before.policy.id === after.policy.id) return [];
  return [
    {
      what: `policy ${becomes(before.policy.id, after.policy.id)}`,
      direction: "neutral",
      means: ["of objectives and metrics that name none; what changes for each is said there"],
    },
  ];
}

type Line = System["retired"][number];

/** A line that answers for what went in this very change is reported there. */
function retired({ before, after }: Both<"system">, context: Context): Draft[] {
  const is = (one: Line) => (other: Line) => one.name === other.name && one.why === other.why;
  const gone = new Set(
    context.pairs.filter((pair) => !pair.after).flatMap(({ before: alert }) => (alert ? [alert.name, ...alert.formerNames] : [])),
  );
  const added = after.retired.filter((line) => !before.retired.some(is(line)) && !gone.has(line.name));
  const removed = before.retired.filter((line) => !after.retired.some(is(line)));
  return [
    ...added.map((line): Draft => ({ what: `retired ${line.name}: ${line.why}`, direction: "neutral", about: "text" })),
    ...removed.map((line): Draft => ({ what: `no longer retired: ${line.name}`, direction: "neutral", about: "text" })),
  ];
}

/** Matchers that join every selector of the service. */
function where({ paired, before, after }: Both<"service">, context: Context): Draft[] {
  const of = ({ metrics }: Service) => whereOf(metrics);
  const [old, now] = [of(before), of(after)];
  if (!old || !now || JSON.stringify(old) === JSON.stringify(now)) return [];
  return [seenDraft(`where ${becomes(matchersInWords(old), matchersInWords(now))}`, context.affected(paired.key), context)];
}

/** It says who approves: with less weight, later changes ask for less. */
function tier({ before, after }: Both<"service">): Draft[] {
  if (before.tier === after.tier) return [];
  const [direction, less] = after.tier > before.tier ? (["looser", "less"] as const) : (["tighter", "more"] as const);
  return [
    {
      what: `tier ${becomes(String(before.tier), String(after.tier))}`,
      direction,
      about: "other",
      means: [`${less} depends on it: approvals of later changes go by this`],
    },
  ];
}
