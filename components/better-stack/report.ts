import { formatDuration } from "../../model/quantity.ts";
import { byName, type Kind, type PagedBy, type Report, type Section } from "../report.ts";

interface Monitor {
  readonly pronounceableName: string;
  readonly url: string;
  readonly checkFrequency: number;
  readonly sslExpiration: number;
  readonly policyId: string;
  readonly expirationPolicyId?: number;
}
interface Heartbeat {
  readonly name: string;
  readonly period: number;
  readonly grace: number;
  readonly policyId: string;
}
interface Member {
  readonly type: string;
  readonly id?: number;
  readonly email?: string;
}
interface Policy {
  readonly steps?: readonly { readonly stepMembers?: readonly Member[] }[];
}
interface StatusPage {
  readonly companyName: string;
  readonly subdomain: string;
  readonly customDomain: string;
}
interface Row {
  readonly statusPageId: string;
  readonly publicName: string;
  readonly position: number;
  readonly resourceId?: number;
}

function sections(kinds: Kind, environment: string, pagedBy: PagedBy): Section[] {
  const here = (name: string) => name.endsWith(`(${environment})`);
  const notified = (policy: string | number) => recipientsOf(kinds, pagedBy, policy);
  const monitors = kinds<Monitor>("monitor").filter(({ fields }) => here(fields.pronounceableName));
  const checks = monitors
    .map(({ fields }) => [fields.pronounceableName, fields.url, `every ${formatDuration(fields.checkFrequency)}`, wayOf(fields, notified)])
    .sort(([one = ""], [other = ""]) => (one < other ? -1 : 1));
  const heartbeats = kinds<Heartbeat>("heartbeat")
    .filter(({ fields }) => here(fields.name))
    .sort(byName);
  return [
    { noun: "endpoint", rows: checks },
    {
      noun: "heartbeat",
      rows: heartbeats.map(({ fields: { name, period, grace, policyId } }) => [
        name,
        `every ${formatDuration(period)}, at most ${formatDuration(grace)} late`,
        notified(policyId),
      ]),
    },
    { noun: "status page", rows: pagesOf(kinds, new Set(monitors.map(({ id }) => id))) },
  ];
}

function wayOf({ policyId, expirationPolicyId, sslExpiration }: Monitor, notified: (policy: string | number) => string): string {
  return expirationPolicyId === undefined
    ? notified(policyId)
    : `${notified(policyId)}; ${sslExpiration}d before the certificate expires ${notified(expirationPolicyId)}`;
}

/** Whom a policy notifies, as the vendor routes it. */
function recipientsOf(kinds: Kind, pagedBy: PagedBy, id: string | number): string {
  const policy = kinds<Policy>("policy").find((one) => one.id === String(id));
  const members = (policy?.fields.steps ?? []).flatMap(({ stepMembers = [] }) => stepMembers);
  const found = <T>(kind: string, member: Member) => kinds<T>(kind).find((one) => one.id === String(member.id))?.fields;
  const places = members.map((member) => {
    if (member.type === "pagerduty_integration") return `pages ${pagedBy(found<{ key: string }>("pagerdutyIntegration", member)?.key)}`;
    if (member.type === "slack_integration")
      return found<{ slackChannelName: string }>("slackIntegration", member)?.slackChannelName ?? String(member.id);
    return member.email ?? found<{ name: string }>("outgoingWebhook", member)?.name;
  });
  return places.length === 0 ? "no one" : places.join(", ");
}

/** The pages that show a monitor of the environment, or none at all. */
function pagesOf(kinds: Kind, monitors: ReadonlySet<string>): string[][] {
  const pages = kinds<StatusPage>("statusPage").sort((one, other) => (one.fields.companyName < other.fields.companyName ? -1 : 1));
  return pages.flatMap(({ id, fields: { companyName, subdomain, customDomain } }) => {
    const rows = kinds<Row>("statusPageResource")
      .map(({ fields }) => fields)
      .filter((row) => row.statusPageId === id)
      .sort((one, other) => one.position - other.position);
    const shown = rows.flatMap(({ resourceId }) => (resourceId === undefined ? [] : [String(resourceId)]));
    if (shown.length > 0 && !shown.some((monitor) => monitors.has(monitor))) return [];
    const domain = customDomain === "" ? `${subdomain}.betteruptime.com` : customDomain;
    return [[companyName, domain, rows.map((row) => `${row.publicName}${row.resourceId === undefined ? " (by hand)" : ""}`).join(", ")]];
  });
}

export const report: Report = { sections };
