import { byName, type Kind, type PagedBy, type Report, type Section, tagged } from "../report.ts";

interface Monitor {
  readonly name: string;
  readonly message: string;
  readonly tags?: readonly string[];
}
interface Slo {
  readonly name: string;
  readonly tags?: readonly string[];
  readonly thresholds: readonly { readonly target: number; readonly timeframe: string }[];
}

function sections(kinds: Kind, environment: string, pagedBy: PagedBy): Section[] {
  const here = ({ fields }: { fields: { tags?: readonly string[] } }) => tagged(fields.tags, "environment") === environment;
  const slos = kinds<Slo>("serviceLevelObjective").filter(here).sort(byName);
  // Members of composites have no handle: they notify no one.
  const alerts = kinds<Monitor>("monitor")
    .filter((monitor) => here(monitor) && handles(monitor.fields.message).length > 0)
    .sort(byName);
  const dashboards = kinds<{ dashboard: string }>("dashboardJson")
    .map(({ fields }) => (JSON.parse(fields.dashboard) as { title: string }).title)
    .filter((title) => title.endsWith(`(${environment})`))
    .sort();
  const pipelines = kinds<{ name: string; filters: readonly { query: string }[] }>("logsCustomPipeline");
  return [
    {
      noun: "SLO",
      rows: slos.map(({ fields: { name, thresholds } }) => [
        name,
        thresholds.map((one) => `${one.target}% over ${one.timeframe}`).join(", "),
      ]),
    },
    { noun: "alert", rows: alerts.map(({ fields }) => rowOf(fields, kinds, pagedBy)) },
    { noun: "dashboard", rows: dashboards.map((title) => [title]) },
    {
      noun: "log pipeline",
      rows: pipelines.map(({ fields: { name, filters } }) => [name, filters.map(({ query }) => query).join(", ")]),
    },
  ];
}

/** Each `@handle` of a message once. An e-mail address is one too. */
function handles(message: string): string[] {
  return [...new Set([...message.matchAll(/(?<=\s|^)@(\S+)/g)].map(([, handle]) => handle ?? ""))];
}

function rowOf({ name, message, tags }: Monitor, kinds: Kind, pagedBy: PagedBy): string[] {
  const ways = handles(message).map((handle) => wayOf(handle, kinds, pagedBy));
  const hours = tagged(tags, "hours");
  return [name, tagged(tags, "severity") ?? "", [...ways, ...(hours === undefined ? [] : [`answered in ${hours}`])].join(", ")];
}

/** Who is behind a handle, by the integration objects of the account. */
function wayOf(handle: string, kinds: Kind, pagedBy: PagedBy): string {
  const service = kinds<{ serviceName: string; serviceKey: string }>("serviceObject").find(
    ({ fields }) => handle === `pagerduty-${fields.serviceName}`,
  );
  if (service) return `pages ${pagedBy(service.fields.serviceKey)}`;
  const channel = kinds<{ accountName: string; channelName: string }>("channel").find(
    ({ fields }) => handle === `slack-${fields.accountName}-${fields.channelName.replace("#", "")}`,
  );
  return channel?.fields.channelName ?? handle;
}

export const report: Report = { sections };
