import { minute as oneMinute } from "../../../model/wall-clock.ts";
import type { Call, Called, Notice, Paging, Way } from "../../paging.ts";
import type { Account, Policy, Service } from "./objects.ts";
import { onCallAt } from "./schedule.ts";

const ways: Readonly<Record<string, Way>> = {
  sms_contact_method: "SMS",
  phone_contact_method: "phone call",
  push_notification_contact_method: "push notification",
  whatsapp_contact_method: "WhatsApp",
  email_contact_method: "e-mail",
};

/**
 * What PagerDuty does with an incident of a service that begins at an instant and that nobody acknowledges. Undefined
 * where the account has no service of this name: then nothing pages it. Sources: support.pagerduty.com, "Escalation
 * policies", "Incidents" and "Notification rules".
 */
export function pagingOf(account: Account, service: string, at: number): Paging | undefined {
  const found = [...account.services].find(([, { name }]) => name === service);
  if (!found) return undefined;
  const [id, entry] = found;
  const policy = need(account.policies, entry.escalationPolicy, "escalation policy");
  const { calls, end } = walk(account, policy, entry, at);
  const first = policy.rules.flatMap(({ targets }) => targets).find(({ type }) => type === "schedule_reference");
  return {
    pager: "PagerDuty",
    service,
    senders: [...account.integrations.values()].flatMap((integration) => (integration.service === id ? [integration.name] : [])).sort(),
    calls,
    end,
    acknowledged: entry.acknowledgementTimeout,
    autoResolve: entry.autoResolveTimeout,
    timeZone: first && need(account.schedules, first.id, "schedule").timeZone,
  };
}

function walk(account: Account, { rules, numLoops }: Policy, service: Service, at: number): { calls: Call[]; end: number } {
  const calls: Call[] = [];
  // What is resolved by the clock calls nobody any more.
  const resolved = service.autoResolveTimeout === undefined ? Number.POSITIVE_INFINITY : service.autoResolveTimeout / 60;
  let minute = 0;
  for (let round = 1; round <= numLoops + 1; round++)
    for (const [index, { targets, escalationDelayInMinutes: wait }] of rules.entries()) {
      if (minute >= resolved) return { calls, end: resolved };
      // Past the last level nothing takes the incident from its holder, nor cuts off what the holder is still to be told.
      const isLast = round > numLoops && index === rules.length - 1;
      const told = { from: minute, until: Math.min(resolved, isLast ? Number.POSITIVE_INFINITY : minute + wait) };
      const people = targets.flatMap((target): Called[] => {
        const schedule = target.type === "schedule_reference" ? need(account.schedules, target.id, "schedule") : undefined;
        const user = schedule ? onCallAt(schedule, at + minute * oneMinute) : target.id;
        if (user === undefined) return [];
        const { name, contacts } = need(account.users, user, "user");
        return [{ name, contacts, ...(schedule && { schedule: schedule.name }), notices: noticesOf(account, user, service, told) }];
      });
      const asked = targets.map(({ type, id }) =>
        type === "schedule_reference" ? need(account.schedules, id, "schedule").name : need(account.users, id, "user").name,
      );
      calls.push({ minute, round, level: index + 1, people, asked });
      // Where nobody is on call the next level follows at once.
      if (people.length > 0) minute += wait;
    }
  return { calls, end: Math.min(minute, resolved) };
}

/** A rule whose delay reaches the end of the level is never used: the incident is somebody else's by then. */
function noticesOf(account: Account, user: string, service: Service, told: { from: number; until: number }): Notice[] {
  return [...account.rules.values()]
    .filter(({ userId, urgency }) => userId === user && urgency === service.incidentUrgencyRule.urgency)
    .map(({ startDelayInMinutes, contactMethod }) => {
      const { type, userId } = need(account.contacts, contactMethod.id, "contact");
      if (userId !== user) throw new Error(`a notification rule of ${user} uses a contact of ${userId}`);
      const way = ways[type];
      if (way === undefined) throw new Error(`PagerDuty knows no contact of the type ${type}`);
      return { minute: told.from + startDelayInMinutes, way };
    })
    .filter(({ minute }) => minute < told.until)
    .sort((a, b) => a.minute - b.minute);
}

function need<T>(entries: ReadonlyMap<string, T>, id: string, noun: string): T {
  const entry = entries.get(id);
  if (entry === undefined) throw new Error(`PagerDuty has no ${noun} ${id}, to which something else refers`);
  return entry;
}
