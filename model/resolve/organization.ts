import { resolveSections } from "../organization-section.ts";
import { parseDuration, parseShare } from "../quantity.ts";
import type {
  Calendar,
  Channel,
  DeadMan,
  Escalation,
  Hours,
  Layer,
  OnCall,
  Organization,
  Person,
  Policy,
  Runbook,
  Schedule,
  Severity,
  Source,
  Team,
} from "../resolved.ts";
import { runbookAddress } from "../runbook-address.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import { kindOf, type Vocabulary } from "../vocabulary.ts";
import { week } from "../weekday.ts";
import { mapEntries, need, provenanceOf } from "./entries.ts";
import { resolveReview } from "./review.ts";
import { isProber, resolveSource } from "./source.ts";

/** The organization with its entries by id, for what refers to them. */
export interface ResolvedOrganization {
  /** the environment whose stack owns account-wide objects */
  readonly owner: string;
  readonly model: Organization;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly severities: ReadonlyMap<string, Severity>;
  readonly teams: ReadonlyMap<string, Team>;
  readonly onCalls: ReadonlyMap<string, OnCall>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly runbook: (id: string) => Runbook;
}

/** Days in the order of the week, each once. */
function hoursOf({ days, from, to }: Hours): Hours {
  return { days: week.filter((day) => days.includes(day)), from, to };
}

export function resolveOrganization(vocabulary: Vocabulary, file: OrganizationFile, environment: string): ResolvedOrganization {
  const calendars = mapEntries(file.calendars, (id, entry): Calendar => ({ id, timeZone: entry["time-zone"], ...hoursOf(entry) }));
  const channels = mapEntries(
    file.channels,
    (id, { slack, email, webhook, formerly = [] }): Channel => ({
      id,
      formerly,
      ...(slack === undefined ? {} : { slack }),
      ...(email === undefined ? {} : { email }),
      ...(webhook === undefined ? {} : { webhook }),
    }),
  );
  const people = mapEntries(
    file.people,
    (id, entry): Person => ({
      id,
      formerly: entry.formerly ?? [],
      name: entry.name,
      email: entry.email,
      reach: reachOf(entry),
      ...(entry.login !== undefined && { login: entry.login }),
    }),
  );
  const severities = mapEntries(file.severities, (id, entry): Severity => {
    const during = entry.during === undefined ? {} : { during: need(calendars, entry.during, "calendar") };
    return { id, priority: entry.priority, respond: parseDuration(entry.respond), route: entry.route, ...during };
  });
  const teams = mapEntries(file.teams, (id, entry): Team => {
    const members = [...new Set(entry.members)].sort().map((member) => need(people, member, "person"));
    return { id, formerly: entry.formerly ?? [], name: entry.name, members, channel: need(channels, entry.channel, "channel") };
  });
  const schedules = mapEntries(file.schedules, (id, entry): Schedule => {
    const layers = mapEntries(
      entry.layers,
      (layer, { rotation, turn, since, handoff, hours }): Layer => ({
        id: layer,
        rotation: rotation.map((person) => need(people, person, "person")),
        turn: parseDuration(turn),
        start: `${since}T${handoff}:00`,
        ...(hours ? { hours: hoursOf(hours) } : {}),
      }),
    );
    return { id, formerly: entry.formerly ?? [], name: entry.name, timeZone: entry["time-zone"], layers: [...layers.values()] };
  });
  const escalations = mapEntries(
    file.escalations,
    (id, entry): Escalation => ({
      id,
      formerly: entry.formerly ?? [],
      name: entry.name,
      team: need(teams, entry.team, "team"),
      levels: levelsOf(file, id, schedules, people),
      repeat: entry.repeat,
    }),
  );
  const onCalls = mapEntries(
    file["on-call"],
    (id, entry): OnCall => ({
      id,
      formerly: entry.formerly ?? [],
      name: entry.name,
      escalation: need(escalations, entry.escalation, "escalation"),
      pager: entry.pager,
      ...(entry.standby === undefined ? {} : { standby: entry.standby }),
      ...(entry["auto-resolve"] === "never" ? {} : { autoResolve: parseDuration(entry["auto-resolve"]) }),
      ...(entry.acknowledged === "forever" ? {} : { acknowledged: parseDuration(entry.acknowledged) }),
      ...(entry.group === undefined ? {} : { group: parseDuration(entry.group) }),
      senders: [...new Set(entry.senders)].sort(),
    }),
  );
  const runbook = (id: string): Runbook => ({ id, url: runbookAddress(file.runbooks, id) });
  const { is } = need(file.environments, environment, "environment");
  const sources = mapEntries(
    file.sources,
    (id, entry): Source =>
      resolveSource(kindOf(vocabulary, entry), entry, is, {
        id,
        owner: need(teams, entry.owner, "team"),
        severity: need(severities, entry.severity, "severity"),
        ...(entry["on-call"] === undefined ? {} : { onCall: need(onCalls, entry["on-call"], "on-call service") }),
        runbook: runbook(entry.runbook),
      }),
  );
  const policies = mapEntries(
    file.policies,
    (id, entry): Policy => ({
      id,
      window: parseDuration(entry.window),
      page: entry.page.map((tier) => ({ share: parseShare(tier.share), long: parseDuration(tier.in) })),
      ticket: entry.ticket.map((tier) => ({ share: parseShare(tier.share), long: parseDuration(tier.in) })),
      pageSeverity: need(severities, entry["page-severity"], "severity"),
      ticketSeverity: need(severities, entry["ticket-severity"], "severity"),
      leastBadEvents: entry["least-bad-events"],
      absence: parseDuration(entry.absence),
    }),
  );
  const deadMan = file["dead-man"];
  const list = <T>(entries: ReadonlyMap<string, T>): T[] => [...entries.values()];
  const model: Organization = {
    id: file.organization,
    name: file.name,
    sources: list(sources),
    channels: list(channels),
    calendars: list(calendars),
    people: list(people),
    pagerPeople: file.pagers.people,
    teams: list(teams),
    schedules: list(schedules),
    escalations: list(escalations),
    onCalls: list(onCalls),
    severities: list(severities),
    ...(deadMan && { deadMan: deadManOf(deadMan, { sources, teams, severities, onCalls, runbook }) }),
    ...resolveSections(vocabulary.sections, file, { environment, environments: file.environments, channels }),
    ...(file.shadow === undefined ? {} : { shadow: need(channels, file.shadow, "channel") }),
    ...(file.review && { review: resolveReview(file.review, people) }),
  };
  return { owner: file["account-owner"], model, channels, severities, teams, onCalls, policies, sources, runbook };
}

const ways = ["sms", "phone"] as const;

/** What wakes a person, in one order. */
function reachOf({ reach }: OrganizationFile["people"][string]): Person["reach"] {
  return ways.filter((way) => reach.includes(way));
}

function deadManOf(
  entry: NonNullable<OrganizationFile["dead-man"]>,
  { sources, teams, severities, onCalls, runbook }: Pick<ResolvedOrganization, "sources" | "teams" | "severities" | "onCalls" | "runbook">,
): DeadMan {
  const receiver = need(sources, entry.receiver, "source");
  if (!isProber(receiver)) throw new Error(`the source ${receiver.id} takes no signs of life`);
  return {
    ...provenanceOf(entry),
    receiver,
    every: parseDuration(entry.every),
    grace: parseDuration(entry.grace),
    owner: need(teams, entry.owner, "team"),
    ...(entry["on-call"] === undefined ? {} : { onCall: need(onCalls, entry["on-call"], "on-call service") }),
    severity: need(severities, entry.severity, "severity"),
    runbook: runbook(entry.runbook),
  };
}

/** Levels of an escalation and of those that it goes on into. A loop, which the checks refuse, ends where it closes. */
function levelsOf(
  file: OrganizationFile,
  id: string,
  schedules: ReadonlyMap<string, Schedule>,
  people: ReadonlyMap<string, Person>,
): Escalation["levels"] {
  const levels: Escalation["levels"][number][] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = id; next !== undefined && !seen.has(next); ) {
    seen.add(next);
    const entry: OrganizationFile["escalations"][string] = need(file.escalations, next, "escalation");
    for (const level of entry.levels) {
      const wait = parseDuration(level.wait);
      if (level.schedule !== undefined) levels.push({ kind: "schedule", target: need(schedules, level.schedule, "schedule"), wait });
      else levels.push({ kind: "person", target: need(people, level.person, "person"), wait });
    }
    next = entry.next;
  }
  return levels;
}
