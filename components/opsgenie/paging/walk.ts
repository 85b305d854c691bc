import { minute as oneMinute } from "../../../model/wall-clock.ts";
import type { Call, Called, Paging, Way } from "../../paging.ts";
import type { Account, Escalation } from "./objects.ts";
import { participantAt } from "./schedule.ts";

const ways: Readonly<Record<"sms" | "voice" | "email", Way>> = { sms: "SMS", voice: "phone call", email: "e-mail" };

/**
 * What Opsgenie does with an alert for an escalation that begins at an instant and that nobody acknowledges. Undefined
 * where nothing that is on leads to it. Source: support.atlassian.com/opsgenie, "How do escalations work in Opsgenie".
 */
export function pagingOf(account: Account, escalationId: string, at: number): Paging | undefined {
  const escalation = account.escalations.get(escalationId);
  const on = [...account.integrations.values()].filter(
    ({ enabled, responders }) => enabled && responders.some(({ id }) => id === escalationId),
  );
  if (!escalation || on.length === 0) return undefined;
  const first = escalation.rules.flatMap(({ recipients }) => recipients).find(({ type }) => type === "schedule");
  return {
    pager: "Opsgenie",
    service: escalation.name,
    // The name of an integration is that of the on-call service, of the sender and of the environment.
    senders: on.flatMap(({ name }) => name.split("--")[1] ?? []).sort(),
    ...walk(account, escalation, at),
    acknowledged: undefined,
    autoResolve: undefined,
    timeZone: first && need(account.schedules, first.id, "schedule").timezone,
  };
}

/** Every delay counts from the beginning of its round, and who was told once is told on, whoever is called meanwhile. */
function walk(account: Account, { rules, repeats }: Escalation, at: number): { calls: Call[]; end: number } {
  const [repeat = { count: 0, waitInterval: 0 }] = repeats;
  const last = Math.max(0, ...rules.map(({ delay }) => delay));
  const length = last + repeat.waitInterval;
  const rounds = Array.from({ length: repeat.count + 1 }, (_, index) => index);
  const calls = rounds.flatMap((round) =>
    rules.map(({ delay, recipients }, index): Call => {
      const minute = round * length + delay;
      const people = recipients.flatMap(({ type, id }) =>
        type === "user"
          ? [called(account, id, minute)]
          : onCall(account, id, at + minute * oneMinute).map((user) => called(account, user, minute, id)),
      );
      const asked = recipients.map(({ type, id }) =>
        type === "user" ? need(account.users, id, "user").fullName : need(account.schedules, id, "schedule").name,
      );
      return { minute, round: round + 1, level: index + 1, people, asked };
    }),
  );
  return { calls, end: rounds.length * length };
}

/** Every rotation of a schedule calls its own, all at once. */
function onCall(account: Account, scheduleId: string, instant: number): string[] {
  const { timezone, enabled } = need(account.schedules, scheduleId, "schedule");
  if (!enabled) return [];
  const rotations = [...account.rotations.values()].filter((rotation) => rotation.scheduleId === scheduleId);
  return [...new Set(rotations.flatMap((rotation) => participantAt(rotation, timezone, instant) ?? []))];
}

function called(account: Account, userId: string, minute: number, scheduleId?: string): Called {
  const { fullName, username, contacts } = need(account.users, userId, "user");
  const rules = [...account.rules.values()].filter(
    (rule) => rule.username === username && rule.enabled && rule.actionType === "create-alert",
  );
  const notices = rules
    .flatMap(({ steps }) => steps.filter(({ enabled }) => enabled))
    .flatMap(({ sendAfter, contacts }) => contacts.map(({ method }) => ({ minute: minute + sendAfter, way: ways[method] })))
    .sort((a, b) => a.minute - b.minute);
  const schedule = scheduleId === undefined ? undefined : need(account.schedules, scheduleId, "schedule").name;
  return { name: fullName, contacts, ...(schedule !== undefined && { schedule }), notices };
}

function need<T>(entries: ReadonlyMap<string, T>, id: string, noun: string): T {
  const entry = entries.get(id);
  if (entry === undefined) throw new Error(`Opsgenie has no ${noun} ${id}, to which something else refers`);
  return entry;
}
