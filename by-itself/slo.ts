import { logicalName } from "../model/ids.ts";
import type { Alert } from "../monitors/alert.ts";
import type { Filter, Grouped, HistogramSli, RatioSli, Sli, SloArgs } from "./arguments.ts";
import { filterEntry, filterLabels, isText } from "./filter.ts";
import { organizationOf, policyOf, recipient } from "./organization.ts";
import type { SmallCatalog } from "./small-catalog.ts";

/** What a vendor's source is called in the catalog, and how its data say the environment. */
export interface SourceOfSlo {
  /** the entry of the source, without who owns it */
  readonly source: Readonly<Record<string, unknown>> & { readonly kind: string };
  /** key of `is` in an environment */
  readonly words: string;
  /** what it holds durations as */
  readonly durations: "distribution" | "histogram";
  /** how its data say the environment, where that is no label */
  readonly is?: Readonly<Record<string, string>>;
  /** arguments by keys of the source that they decide */
  readonly written?: Readonly<Record<string, string>>;
  /** sections of the organization that the source asks for */
  readonly sections?: object;
  /** alerts in the place of an SLO, where the vendor has no burn rate */
  readonly alerts?: readonly TierAlert[];
}

/** One alert of a catalog, on the signal of the SLI. */
export interface TierAlert {
  readonly id: string;
  readonly entry: object;
  /** argument that it was made of, such as `policy.page.0` */
  readonly argument: string;
}

/** Ids of the entries that one SLO needs. The system is called as the component, so that no two share a name at a vendor. */
export const ids = { slo: "slo", signal: "sli", source: "metrics", runbook: "runbook", policy: "policy" } as const;

/**
 * One SLO as a catalog, without those whom it notifies.
 *
 * @param name of the component
 */
export function catalogOfSlo(name: string, args: Placed, kept: SourceOfSlo): SmallCatalog {
  const without = (faulty: ReadonlySet<string>) => {
    const entries = Object.entries(sound).filter(([argument]) => faulty.has(argument));
    return smallCatalogOf(faulty.has("name") ? "slo" : name, { ...args, ...Object.fromEntries(entries) }, kept);
  };
  return { ...smallCatalogOf(name, args, kept), without };
}

/** Values for what files have among their own keys. */
const sound = { owner: "owner", environment: "environment", runbook: "https://runbooks.example.com" };

type Placed = SloArgs & { readonly environment: string; readonly sli: (Sli | HistogramSli) & Grouped };

function smallCatalogOf(name: string, args: Placed, kept: SourceOfSlo): SmallCatalog {
  const { source, words, durations } = kept;
  const { environment, owner, policy = {}, runbook, service, sli, target, title = name, window } = args;
  const labels = args.labels ?? {};
  const organization = {
    ...organizationOf({
      environment,
      is: { [words]: kept.is ?? labels },
      owner,
      runbooks: runbook,
      sources: { [ids.source]: { ...source, labels: Object.keys(labels), owner, severity: "warning", runbook: ids.runbook } },
      policies: { [ids.policy]: policyOf(policy) },
    }),
    ...kept.sections,
  };
  const { metrics, signal } = entriesOf(sli, durations);
  const { alerts } = kept;
  const slo = { title, signal: ids.signal, target, ...(window !== undefined && { window }), runbook: ids.runbook };
  const watching = alerts ? { alerts: Object.fromEntries(alerts.map(({ id, entry }) => [id, entry])) } : { slos: { [ids.slo]: slo } };
  const system = {
    system: name,
    name: owner,
    owner,
    "on-call": recipient,
    source: ids.source,
    policy: ids.policy,
    services: { [service]: { name: service, metrics, signals: { [ids.signal]: signal }, ...watching } },
  };
  return {
    catalog: { organization, systems: [system] },
    environment,
    runbooks: { [ids.runbook]: runbook },
    written: writtenAt(name, args, kept),
    ways,
  };
}

const ways = {
  "probe-missing": "lower policy.leastBadEvents, or declare the SLO in a catalog, with a probe beside it",
  "quiet-traffic-missing": "write sli.minimumTraffic, the events in the quietest hour, such as 40/h",
} as const;

/** Where each argument is in the catalog; of several places of one path the longest tells. */
function writtenAt(
  name: string,
  { environment, labels = {}, owner, service }: Placed,
  { alerts = [], words, durations, written = {} }: SourceOfSlo,
): SmallCatalog["written"] {
  const at = `${name}/${service}`;
  const slo = [`${at}/slos/${ids.slo}`, `${at}/${ids.slo}`];
  const signal = [`${at}/signals/${ids.signal}`, `${at}/${ids.signal}`];
  const under = (paths: readonly string[], keys: Readonly<Record<string, string>>) =>
    paths.flatMap((path) => Object.entries(keys).map(([key, argument]) => [key === "" ? path : `${path}/${key}`, argument] as const));
  return Object.fromEntries([
    [`${name}/system`, "name"],
    [name, ""],
    [at, "service"],
    [`${name}/owner`, "owner"],
    [`organization/teams/${owner}`, "owner"],
    [`organization/escalations/${recipient}/team`, "owner"],
    [`organization/sources/${ids.source}/owner`, "owner"],
    ["organization/account-owner", "environment"],
    [`organization/environments/${environment}`, "environment"],
    [`organization/environments/${environment}/is/${words}`, "labels"],
    ...Object.keys(labels).map((label, index) => [`organization/sources/${ids.source}/labels/${index}`, `labels.${label}`] as const),
    ["organization/runbooks", "runbook"],
    ...under([`organization/sources/${ids.source}`, `sources/${ids.source}`], written),
    ...under([`organization/policies/${ids.policy}`], {
      "": "policy",
      "least-bad-events": "policy.leastBadEvents",
      "least-bad-minutes": "policy.leastBadMinutes",
    }),
    ...alerts.flatMap(({ id, argument }) => [
      ...under([`${at}/alerts/${id}`, `${at}/${id}`], { "": argument }),
      ...under([`${at}/alerts/${id}/when/bad-share`], { "": argument, over: `${argument}.in`, least: "policy.leastBadEvents" }),
    ]),
    ...under(slo, { "": "", title: "title", target: "target", window: "window", policy: "policy" }),
    ...under(signal, {
      "": "sli",
      "minimum-traffic": "sli.minimumTraffic",
      events: "sli",
      "events/good/under": "sli.below",
      "events/by": "sli.by",
      "at-most": "sli.atMost",
    }),
    ...under([`${at}/metrics/total`, `${at}/total`], { "": "sli.total", counter: "sli.total" }),
    ...["bad", "good"].flatMap((part) => under([`${at}/metrics/${part}`, `${at}/${part}`], { "": `sli.${part}`, counter: `sli.${part}` })),
    ...under([`${at}/metrics/duration`, `${at}/duration`], {
      "": "sli.metric",
      [durations]: "sli.metric",
      unit: "sli.unit",
      buckets: "sli.below",
    }),
  ]);
}

/** The metrics that an SLI reads, and what it asks of them. */
function entriesOf(sli: (RatioSli | HistogramSli) & Grouped, durations: SourceOfSlo["durations"]) {
  const { where, minimumTraffic, by, atMost } = sli;
  const common = { ...(where !== undefined && { where: filterEntry(where) }), ...(by && { by }) };
  const traffic = { ...(atMost !== undefined && { "at-most": atMost }), "minimum-traffic": minimumTraffic };
  const labelsOf = (...filters: readonly (Filter | undefined)[]) => [...new Set([...filterLabels(...filters), ...(by ?? [])])];
  if ("metric" in sli) {
    const { metric, below, buckets = [below], unit } = sli;
    const duration = { [durations]: metric, unit, labels: labelsOf(where), ...(durations === "histogram" && { buckets }) };
    return { metrics: { duration }, signal: { events: { of: "duration", ...common, good: { under: below } }, ...traffic } };
  }
  const { total, bad, good } = sli;
  const [key, part] = good === undefined ? (["bad", bad ?? {}] as const) : (["good", good] as const);
  if (isText(part)) {
    const labels = labelsOf(where);
    return {
      metrics: { total: { counter: total, labels }, [key]: { counter: part, labels } },
      signal: { events: { [key]: key, total: "total", ...common, why: `the application counts ${key} events by themselves` }, ...traffic },
    };
  }
  // Who does not check types may write both, which the catalog refuses.
  const both = good !== undefined && bad !== undefined && { bad: {} };
  return {
    metrics: { total: { counter: total, labels: labelsOf(where, part) } },
    signal: { events: { of: "total", ...common, [key]: filterEntry(part), ...both }, ...traffic },
  };
}

/** Names at the engine of what one SLO is made of: `checkout--page`, where the plan says `checkout--shop--slo--page`. */
export function namedAfter(name: string, service: string): (logical: string) => string {
  const own = logicalName(name, service);
  const slo = logicalName(own, ids.slo);
  return (logical) => {
    if (logical === slo || logical.startsWith(`${slo}--`)) return `${name}${logical.slice(slo.length)}`;
    return logicalName(name, logical.startsWith(`${own}--`) ? logical.slice(own.length + 2) : logical);
  };
}

/**
 * The alerts of one SLO: its page, its ticket, the absence of its metric, and too many groups of it. That the whole source is silent is a
 * stack's affair.
 */
export const isOfSlo = ({ kind }: Pick<Alert, "kind">): boolean => ofSlo.has(kind);
const ofSlo: ReadonlySet<Alert["kind"]> = new Set(["burn-page", "burn-ticket", "absence", "groups"]);

/** Logical names of these alerts. The page is always there; tiers of a ticket may all be longer than the window allows. */
export function alertNames(alerts: readonly Alert[]): { readonly page: string; readonly ticket?: string; readonly absence: string } {
  const named = (kind: Alert["kind"]) => alerts.find((alert) => alert.kind === kind)?.name;
  const [page, ticket, absence] = [named("burn-page"), named("burn-ticket"), named("absence")];
  if (page === undefined || absence === undefined) throw new Error("an SLO has a page, and its metric an alert on absence");
  return { page, ...(ticket !== undefined && { ticket }), absence };
}
