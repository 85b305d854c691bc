import type { z } from "zod";
import { toZone } from "../layer-zone.ts";
import { once } from "../once.ts";
import { resolveSections } from "../organization-section.ts";
import type { Calendar, Escalation, Layer, Organization, ReviewPolicy, Severity, Source } from "../resolved.ts";
import { runbookAddress } from "../runbook-address.ts";
import type { Derived } from "../schema/meaning.ts";
import * as schema from "../schema/organization.ts";
import { policy } from "../schema/policy.ts";
import { review } from "../schema/review.ts";
import { kindOf, type Vocabulary } from "../vocabulary.ts";
import { derive, entriesBy, type Known } from "./derive.ts";
import { mapEntries, need } from "./entries.ts";
import { isProber, resolveSource } from "./source.ts";

type Kinds = "calendar" | "channel" | "person" | "team" | "on-call service" | "policy" | "source" | "runbook";

/** The entries of an organization by id, for what refers to them. */
export type KnownEntries = Required<Pick<Known, Kinds>> & { readonly severity: ReadonlyMap<string, Severity> };

export interface ResolvedOrganization {
  /** the environment whose stack owns account-wide objects */
  readonly owner: string;
  readonly model: Organization;
  readonly known: KnownEntries;
}

export function resolveOrganization(vocabulary: Vocabulary, file: schema.OrganizationFile, environment: string): ResolvedOrganization {
  const calendar = mapEntries(file.calendars, (id, entry) => calendarOf(id, entry, file.holidays));
  const channel = entriesBy(schema.channel, file.channels, {});
  const person = entriesBy(schema.person, file.people, {});
  const severity = entriesBy(schema.severity, file.severities, { calendar });
  const team = entriesBy(schema.team, file.teams, { person, channel });
  const schedule = new Map(
    [...entriesBy(schema.schedule, file.schedules, { person })].map(([id, keys]) => [
      id,
      { ...keys, layers: keys.layers.map((layer) => layerOf(layer, keys.timeZone)) },
    ]),
  );
  const ownLevels = entriesBy(escalationKeys, file.escalations, { team, schedule, person });
  const levelsOf = (id: string): Escalation["levels"] => need(ownLevels, id, "escalation").levels.map(levelOf);
  const escalation = new Map([...ownLevels].map(([id, keys]) => [id, { ...keys, levels: chainOf(file, id).flatMap(levelsOf) }]));
  const onCall = entriesBy(onCallKeys(vocabulary), file["on-call"], { escalation });
  const runbook = { get: (id: string) => ({ id, url: runbookAddress(file.runbooks, id) }) };
  const owners = { team, severity, runbook, "on-call service": onCall };
  const { is } = need(file.environments, environment, "environment");
  const source = mapEntries(file.sources, (id, entry) => resolveSource(kindOf(vocabulary, entry), id, entry, is, owners));
  const policies = [...entriesBy(policy, file.policies, { severity })].map(
    ([id, { window, ...keys }]) => [id, { ...keys, ...window }] as const,
  );
  const known = { ...owners, calendar, channel, person, source, policy: new Map(policies) };
  const deadMan = file["dead-man"] && derive(schema.deadMan, file["dead-man"], known);
  const list = <T>(entries: ReadonlyMap<string, T>): T[] => [...entries.values()];
  const model: Organization = {
    id: file.organization,
    name: file.name,
    sources: list(source),
    channels: list(channel),
    calendars: list(calendar),
    people: list(person),
    pagerPeople: file.pagers.people,
    teams: list(team),
    schedules: list(schedule),
    escalations: list(escalation),
    onCalls: list(onCall),
    severities: list(severity),
    ...(deadMan && { deadMan: { ...deadMan, receiver: proberOf(deadMan.receiver) } }),
    ...resolveSections(vocabulary.sections, file, { environment, environments: file.environments, channels: channel }),
    ...(file.shadow === undefined ? {} : { shadow: need(channel, file.shadow, "channel") }),
    ...(file.review && { review: resolveReview(file.review, known) }),
  };
  return { owner: file["account-owner"], model, known };
}

const escalationKeys = schema.escalation.omit({ next: true });
const onCallKeys = once(schema.onCall);

function calendarOf(id: string, entry: z.output<typeof schema.calendar>, lists: schema.OrganizationFile["holidays"]): Calendar {
  const windows = entry.windows ?? [entry];
  const days = (entry.holidays ?? []).flatMap((one) => (Object.hasOwn(lists, one) ? need(lists, one, "list of holidays") : [one]));
  return {
    id,
    timeZone: entry["time-zone"],
    windows: windows.map((window) => derive(schema.hours, window, {})),
    holidays: [...new Set(days)].sort(),
  };
}

type OfSchedule = Derived<z.output<typeof schema.schedule>>["layers"][number];
function layerOf({ since, handoff, timeZone, ...keys }: OfSchedule, ofSchedule: string): Layer {
  const layer = { ...keys, start: `${since}T${handoff}:00` };
  return timeZone === undefined || timeZone === ofSchedule ? layer : { ...toZone(layer, timeZone, ofSchedule), timeZone };
}

type Level = Derived<z.output<typeof schema.escalation>>["levels"][number];
const levelOf = ({ schedule, person, wait }: Level): Escalation["levels"][number] =>
  schedule ? { kind: "schedule", target: schedule, wait } : { kind: "person", target: person, wait };

/** An escalation and those that it goes on into. A loop, which the checks refuse, ends where it closes. */
function chainOf({ escalations }: schema.OrganizationFile, id: string): string[] {
  const passed: string[] = [];
  for (let next: string | undefined = id; next !== undefined && !passed.includes(next); next = escalations[next]?.next) passed.push(next);
  return passed;
}

function proberOf(receiver: Source) {
  if (!isProber(receiver)) throw new Error(`the source ${receiver.id} takes no signs of life`);
  return receiver;
}

/** What a review holds a change against. */
function resolveReview(entry: NonNullable<schema.OrganizationFile["review"]>, known: Known): ReviewPolicy {
  const { approvers, ...keys } = derive(review, entry, known);
  const groups = Object.entries(approvers).sort(([one], [other]) => (one < other ? -1 : 1));
  return { ...keys, approvers: groups.map(([id, people]) => ({ id, people })) };
}
