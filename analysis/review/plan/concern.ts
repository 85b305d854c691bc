import { logicalName } from "../../../model/ids.ts";
import type { Identified, OnCall } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { channelInWords } from "../../../monitors/routing.ts";
import type { Kinds } from "./kind.ts";
import { type Fields, isFields, isList } from "./value.ts";

/** An alert that an object carries, or that reaches people through it. */
export interface Concerned {
  /** logical name */
  readonly name: string;
  readonly title: string;
  /** path of the catalog entry */
  readonly entry: string;
  readonly pages: boolean;
  /** whom it notifies: `pages crm, #crm-alerts` */
  readonly tells: string;
}

/** The alerts of two revisions, by every name that they have or had; at head they are called as they are there. */
export interface AlertNames {
  /** what objects at vendors are to people */
  readonly kindOf: Kinds;
  readonly find: (name: string) => Concerned | undefined;
  /** of these alerts, those that page through what has this id: an on-call service, or what of it calls people; of one sender alone */
  readonly calling: (role: Role, id: string, sender?: string) => readonly Concerned[];
  /** those of an endpoint `system--service--signal` that is asked */
  readonly probing: (signal: string) => readonly Concerned[];
}

/** Alerts of both revisions, by which objects are called, and what objects are. */
export interface AlertContext {
  readonly base: readonly Alert[];
  readonly head: readonly Alert[];
  readonly kindOf: Kinds;
}

/** What of an on-call service has an id of its own. */
export type Role = "on-call" | "escalation" | "schedule" | "person" | "team";

export function alertNames({ base, head, kindOf }: AlertContext): AlertNames {
  const byName = new Map<string, { readonly alert: Alert; readonly concerned: Concerned }>();
  for (const alert of [...base, ...head]) {
    const found = { alert, concerned: concernedOf(alert) };
    for (const name of [...alert.formerNames, alert.name]) byName.set(name, found);
  }
  const each = [...new Set(byName.values())];
  const those = (fits: (alert: Alert) => boolean) => each.filter(({ alert }) => fits(alert)).map(({ concerned }) => concerned);
  return {
    kindOf,
    find: (name) => byName.get(name)?.concerned,
    calling: (role, id, sender) =>
      those(
        ({ route, evaluator }) =>
          route.kind === "page" && idsOf[role](route.onCall).includes(id) && (sender === undefined || evaluator.evaluator === sender),
      ),
    probing: (signal) =>
      those(
        ({ when }) =>
          (when.kind === "probe-fails" || when.kind === "certificate") && logicalName(...when.signal.path.split("/")) === signal,
      ),
  };
}

const targets = ({ escalation }: OnCall) => escalation.levels.map(({ target }) => target);
const schedules = (onCall: OnCall) => targets(onCall).flatMap((target) => ("layers" in target ? [target] : []));
const called = (one: Identified): string[] => [one.id, ...one.formerly];

const idsOf: Readonly<Record<Role, (onCall: OnCall) => readonly string[]>> = {
  "on-call": called,
  escalation: ({ escalation }) => called(escalation),
  schedule: (onCall) => schedules(onCall).flatMap(called),
  person: (onCall) => [
    ...targets(onCall).flatMap((target) => ("reach" in target ? [target.id] : [])),
    ...schedules(onCall).flatMap(({ layers, overrides }) => [
      ...layers.flatMap(({ rotation }) => rotation.map(({ id }) => id)),
      ...overrides.map(({ who }) => who.id),
    ]),
  ],
  team: ({ escalation }) => called(escalation.team),
};

function concernedOf({ name, title, entry, route }: Alert): Concerned {
  const channel = channelInWords(route.channel);
  const tells = route.kind === "page" ? `pages ${route.onCall.name}, ${channel}` : `posts to ${channel}`;
  return { name, title, entry, pages: route.kind === "page", tells };
}

/** Texts of an object that are names of alerts: the labels of a rule, the tags of a monitor. */
export function namedIn(value: unknown, alerts: AlertNames): Concerned[] {
  const texts = isFields(value) && !("rules" in value) ? [labelOf(value), ...tagsOf(value)] : [];
  const inside = isFields(value) && isList(value.rules) ? value.rules.flatMap((rule) => namedIn(rule, alerts)) : [];
  return unique([...texts.flatMap((text) => (text === undefined ? [] : (alerts.find(text) ?? []))), ...inside]);
}

function labelOf({ labels }: Fields): string | undefined {
  return isFields(labels) && typeof labels.alert === "string" ? labels.alert : undefined;
}

function tagsOf({ tags }: Fields): string[] {
  return isList(tags)
    ? tags.flatMap((tag) => (typeof tag === "string" && tag.startsWith("alert:") ? [tag.slice("alert:".length)] : []))
    : [];
}

/** The alert under whose name an object stands: its own, or that which this begins with. */
export function standingUnder(name: string, alerts: AlertNames): Concerned | undefined {
  const ids = name.split("--");
  for (let length = ids.length; length > 0; length -= 1) {
    const found = alerts.find(ids.slice(0, length).join("--"));
    if (found) return found;
  }
  return undefined;
}

export function unique(found: readonly Concerned[]): Concerned[] {
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

/** Every alert that an object carries, or that reaches people through it. */
export function concernedBy(
  object: { readonly type: string; readonly name: string; readonly inputs: unknown },
  alerts: AlertNames,
): Concerned[] {
  const { type, name, inputs } = object;
  const { effect, of = "on-call", sender, bySender } = alerts.kindOf(type, name);
  if (effect === "other" || effect === "shows") return [];
  const standing = standingUnder(name, alerts);
  const own = standing ? [standing] : [];
  if (effect === "alerts") return unique([...namedIn(inputs, alerts), ...own, ...alerts.probing(name)]);
  const by = bySender ? name.split("--").at(-1) : sender;
  return unique([...own, ...name.split("--").flatMap((id) => alerts.calling(of, id, by))]);
}
