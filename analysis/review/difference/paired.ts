import type { Policy, Resolved, Runbook } from "../../../model/resolved.ts";
import type { AnyPaired, Kind, Kinds, Paired, Revisions } from "./kinds.ts";
import { matched, members, part, type Sides, sides } from "./match.ts";
import { alike, Entry } from "./plain.ts";

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

  type Listed<K extends Kind> = Kinds[K] & { readonly id: string };
  const lists = <K extends Kind, T>(kind: K, path: string, of: Sides<T>, take: (one: T) => readonly Listed<K>[], within?: Paired) =>
    list(kind, path, members(of, take), within);
  const single = <K extends Kind, T>(kind: K, path: string, of: Sides<T>, take: (one: T) => Kinds[K] | undefined, within?: Paired) =>
    add(kind, path, part(of, take), within);

  add("environment", `organization/environments/${head.environment.id}`, sides(base.environment, head.environment));
  const shared = sides(base.organization, head.organization);
  add("organization", "organization", shared);
  lists("source", "organization/sources/", shared, ({ sources }) => sources);
  lists("channel", "organization/channels/", shared, ({ channels }) => channels);
  lists("calendar", "organization/calendars/", shared, ({ calendars }) => calendars);
  lists("person", "organization/people/", shared, ({ people }) => people);
  lists("team", "organization/teams/", shared, ({ teams }) => teams);
  lists("schedule", "organization/schedules/", shared, ({ schedules }) => schedules);
  lists("escalation", "organization/escalations/", shared, ({ escalations }) => escalations);
  lists("on-call", "organization/on-call/", shared, ({ onCalls }) => onCalls);
  lists("severity", "organization/severities/", shared, ({ severities }) => severities);
  list("policy", "organization/policies/", matched(policiesOf(base), policiesOf(head)));
  single("dead-man", "organization/dead-man", shared, ({ deadMan }) => deadMan);
  single("alertmanager", "organization/alertmanager", shared, ({ alertmanager }) => alertmanager);
  single("kubernetes", "organization/kubernetes", shared, ({ kubernetes }) => kubernetes);
  single("review", "organization/review", shared, ({ review }) => review);

  for (const system of list("system", "", matched(base.systems, head.systems))) {
    const { entry: path, sides: of } = system;
    const own = members(of, ({ severities }) => severities).filter((severity) => isOwn(severity, { base, head }));
    list("own-severity", `${path}/severities/`, own, system);
    for (const service of lists("service", `${path}/`, of, ({ services }) => services, system)) {
      const { entry: at, sides: both } = service;
      lists("metric", `${at}/metrics/`, both, ({ metrics }) => metrics, service);
      lists("signal", `${at}/signals/`, both, ({ signals }) => signals, service);
      lists("probe", `${at}/signals/`, both, ({ probes }) => probes, service);
      lists("composite", `${at}/signals/`, both, ({ composites }) => composites, service);
      lists("endpoint", `${at}/endpoints/`, both, ({ endpoints }) => endpoints, service);
      lists("slo", `${at}/`, both, ({ slos }) => slos, service);
      lists("alert", `${at}/`, both, ({ alerts }) => alerts, service);
    }
    for (const dashboard of lists("dashboard", `${path}/dashboards/`, of, ({ dashboards }) => dashboards, system))
      lists("panel", `${dashboard.entry}/`, dashboard.sides, ({ panels }) => panels, dashboard);
    const logs = single("logs", `${path}/logs`, of, (one) => one.logs, system);
    if (logs) lists("pipeline", `${path}/logs/`, logs.sides, ({ pipelines }) => pipelines, logs);
    lists("duty", `${path}/application/`, of, ({ duties }) => duties, system);
    single("status-page", `${path}/status-page`, of, ({ statusPage }) => statusPage, system);
    lists("store", `${path}/stores/`, of, ({ stores }) => stores, system);
    single("analytics", `${path}/analytics`, of, ({ analytics }) => analytics, system);
    single("database-insights", `${path}/database-insights`, of, ({ databaseInsights }) => databaseInsights, system);
    single("tracing", `${path}/tracing`, of, ({ tracing }) => tracing, system);
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
      const entry = own && alike(own, endpoint, { before: entries, after: entries }, { before: own }) ? entries.get(own) : undefined;
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
