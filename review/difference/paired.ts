import type { Policy, Resolved, Runbook } from "../../model/resolved.ts";
import type { AnyPaired, Kind, Kinds, Paired, Revisions } from "./kinds.ts";
import { matched, members, part, type Sides, sides } from "./match.ts";
import { Entry, plain, same } from "./plain.ts";

/** Every entry of two revisions, each once; what holds others comes before them. */
export function pairedEntries({ base, head }: Revisions): AnyPaired[] {
  const all: AnyPaired[] = [];
  const add = <K extends Kind>(kind: K, path: string, of: Sides<Kinds[K]>, within?: Paired): Paired<K> | undefined => {
    if (!of.before && !of.after) return undefined;
    const paired = { kind, key: `${kind} ${path}`, entry: path, sides: of, ...placeOf(within) } as Paired<K>;
    all.push(paired as AnyPaired);
    return paired;
  };
  const list = <K extends Kind>(kind: K, path: string, of: readonly Sides<Kinds[K] & { readonly id: string }>[], within?: Paired) =>
    of.flatMap((one) => add(kind, `${path}${idOf(one)}`, one as Sides<Kinds[K]>, within) ?? []);

  add("environment", `organization/environments/${head.environment.id}`, sides(base.environment, head.environment));
  const organization = sides(base.organization, head.organization);
  add("organization", "organization", organization);
  const own = "organization/";
  list(
    "source",
    `${own}sources/`,
    members(organization, ({ sources }) => sources),
  );
  list(
    "channel",
    `${own}channels/`,
    members(organization, ({ channels }) => channels),
  );
  list(
    "calendar",
    `${own}calendars/`,
    members(organization, ({ calendars }) => calendars),
  );
  list(
    "person",
    `${own}people/`,
    members(organization, ({ people }) => people),
  );
  list(
    "team",
    `${own}teams/`,
    members(organization, ({ teams }) => teams),
  );
  list(
    "schedule",
    `${own}schedules/`,
    members(organization, ({ schedules }) => schedules),
  );
  list(
    "escalation",
    `${own}escalations/`,
    members(organization, ({ escalations }) => escalations),
  );
  list(
    "on-call",
    `${own}on-call/`,
    members(organization, ({ onCalls }) => onCalls),
  );
  list(
    "severity",
    `${own}severities/`,
    members(organization, ({ severities }) => severities),
  );
  list("policy", `${own}policies/`, matched(policiesOf(base), policiesOf(head)));
  add(
    "dead-man",
    `${own}dead-man`,
    part(organization, ({ deadMan }) => deadMan),
  );
  add(
    "alertmanager",
    `${own}alertmanager`,
    part(organization, ({ alertmanager }) => alertmanager),
  );
  add(
    "review",
    `${own}review`,
    part(organization, ({ review }) => review),
  );

  for (const system of list("system", "", matched(base.systems, head.systems))) {
    const { entry: path, sides: of } = system;
    for (const severity of members(of, ({ severities }) => severities))
      if (isOwn(severity, { base, head })) list("own-severity", `${path}/severities/`, [severity], system);
    for (const service of list(
      "service",
      `${path}/`,
      members(of, ({ services }) => services),
      system,
    )) {
      const { entry: at, sides: both } = service;
      list(
        "metric",
        `${at}/metrics/`,
        members(both, ({ metrics }) => metrics),
        service,
      );
      list(
        "signal",
        `${at}/signals/`,
        members(both, ({ signals }) => signals),
        service,
      );
      list(
        "probe",
        `${at}/signals/`,
        members(both, ({ probes }) => probes),
        service,
      );
      list(
        "endpoint",
        `${at}/endpoints/`,
        members(both, ({ endpoints }) => endpoints),
        service,
      );
      list(
        "slo",
        `${at}/`,
        members(both, ({ slos }) => slos),
        service,
      );
      list(
        "alert",
        `${at}/`,
        members(both, ({ alerts }) => alerts),
        service,
      );
    }
    for (const dashboard of list(
      "dashboard",
      `${path}/dashboards/`,
      members(of, ({ dashboards }) => dashboards),
      system,
    ))
      list(
        "panel",
        `${dashboard.entry}/`,
        members(dashboard.sides, ({ panels }) => panels),
        dashboard,
      );
    const logs = add(
      "logs",
      `${path}/logs`,
      part(of, (one) => one.logs),
      system,
    );
    if (logs)
      list(
        "pipeline",
        `${path}/logs/`,
        members(logs.sides, ({ pipelines }) => pipelines),
        logs,
      );
    list(
      "duty",
      `${path}/application/`,
      members(of, ({ duties }) => duties),
      system,
    );
    add(
      "status-page",
      `${path}/status-page`,
      part(of, ({ statusPage }) => statusPage),
      system,
    );
    list(
      "store",
      `${path}/stores/`,
      members(of, ({ stores }) => stores),
      system,
    );
    add(
      "analytics",
      `${path}/analytics`,
      part(of, ({ analytics }) => analytics),
      system,
    );
    add(
      "database-insights",
      `${path}/database-insights`,
      part(of, ({ databaseInsights }) => databaseInsights),
      system,
    );
    add(
      "tracing",
      `${path}/tracing`,
      part(of, ({ tracing }) => tracing),
      system,
    );
  }
  return all;
}

function placeOf(within: Paired | undefined): Pick<Paired, "within" | "system" | "service"> {
  if (!within) return {};
  const [system, service] = [is(within, "system") ? within : within.system, is(within, "service") ? within : within.service];
  return { within, ...(system && { system }), ...(service && { service }) };
}

export function is<K extends Kind>(paired: Paired, kind: K): paired is Paired<K> {
  return paired.kind === kind;
}

const idOf = ({ before, after }: Sides<{ readonly id: string }>): string => (after ?? before)?.id ?? "";

/** A system that says nothing of a severity has the organization's own. */
function isOwn({ before, after }: Sides<object>, { base, head }: Revisions): boolean {
  const shared = (one: object | undefined, { organization }: Resolved) =>
    one === undefined || organization.severities.some((severity) => severity === one);
  return !shared(before, base) || !shared(after, head);
}

function policiesOf({ systems }: Resolved): Policy[] {
  const used = systems.flatMap(({ policy, services }) => [policy, ...services.flatMap(({ slos }) => slos.map((slo) => slo.policy))]);
  return onceById(used);
}

/** In the order of ids: where an entry is used first says nothing. */
function onceById<T extends { readonly id: string }>(entries: readonly T[]): T[] {
  return [...new Map(entries.map((one) => [one.id, one])).values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** What stands for an entry of one side wherever another refers to it. */
export function entriesOf(all: readonly AnyPaired[], side: "before" | "after", resolved: Resolved): Map<object, Entry> {
  const entries = new Map<object, Entry>();
  for (const { kind, key, entry, sides: of } of all) {
    const value = of[side];
    if (value) entries.set(value, new Entry(severityKey(kind, key), entry.split("/").at(-1) ?? entry));
  }
  for (const runbook of runbooksOf(resolved)) entries.set(runbook, new Entry(`runbook ${runbook.id}`, runbook.id));
  // A probe has a copy of its endpoint.
  for (const { endpoints, probes } of resolved.systems.flatMap(({ services }) => services))
    for (const { endpoint } of probes) {
      const own = endpoints.find(({ id }) => id === endpoint.id);
      const entry = own && same(plain(own, entries, own), plain(endpoint, entries)) ? entries.get(own) : undefined;
      if (entry) entries.set(endpoint, entry);
    }
  return entries;
}

/** A system's own severity is called by the organization's name for it. */
function severityKey(kind: Kind, key: string): string {
  return kind === "own-severity" ? `severity organization/severities/${key.split("/").at(-1)}` : key;
}

/** Every link to a runbook; each entry has its own. */
export function runbooksOf({ organization: { sources, deadMan }, systems }: Resolved): Runbook[] {
  const entries = systems.flatMap(({ services }) => services.flatMap(({ slos, alerts }) => [...slos, ...alerts]));
  return [...sources, ...(deadMan ? [deadMan] : []), ...entries].map(({ runbook }) => runbook);
}
