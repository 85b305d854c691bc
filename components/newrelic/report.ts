import { byName, inOrder, type Kind, type PagedBy, type Report, type Section } from "../report.ts";

interface Property {
  readonly key: string;
  readonly value: string;
}
interface Condition {
  readonly name: string;
  readonly policyId: string;
}
interface Workflow {
  readonly name: string;
  readonly issuesFilter: { readonly predicates: readonly { readonly values: readonly string[] }[] };
  readonly destinations: readonly { readonly channelId: string }[];
}
interface Destination {
  readonly name: string;
  readonly type: string;
  readonly properties: readonly Property[];
  readonly authToken?: { readonly token: string };
}

interface Dashboard {
  readonly name: string;
  readonly pages: readonly { readonly widgets: readonly unknown[] }[];
}

/** Conditions, recipients of the workflow of their policy, and dashboards. */
function sections(kinds: Kind, environment: string, pagedBy: PagedBy): Section[] {
  const ours = ({ fields: { name } }: { fields: { name: string } }) => name.endsWith(`(${environment})`);
  const workflows = kinds<Workflow>("workflow");
  const rows = kinds<Condition>("nrqlAlertCondition")
    .filter(ours)
    .sort(byName)
    .map(({ fields: { name, policyId } }) => {
      const sent = workflows.filter(({ fields }) => fields.issuesFilter.predicates.some(({ values }) => values.includes(policyId)));
      return [name, inOrder(sent.flatMap(({ fields }) => fields.destinations.flatMap((one) => wayOf(one.channelId, kinds, pagedBy))))];
    });
  const dashboards = kinds<{ json: string }>("oneDashboardJson")
    .map(({ fields }) => ({ fields: JSON.parse(fields.json) as Dashboard }))
    .filter(ours)
    .sort(byName);
  return [
    { noun: "condition", rows },
    {
      noun: "dashboard",
      rows: dashboards.map(({ fields: { name, pages } }) => [name, `${pages.flatMap(({ widgets }) => widgets).length} widgets`]),
    },
  ];
}

function wayOf(channelId: string, kinds: Kind, pagedBy: PagedBy): string[] {
  const channel = kinds<{ destinationId: string }>("notificationChannel").find(({ id }) => id === channelId);
  const to = kinds<Destination>("notificationDestination").find(({ id }) => id === channel?.fields.destinationId)?.fields;
  if (!to) return [];
  if (to.type === "PAGERDUTY_SERVICE_INTEGRATION") return [`pages ${pagedBy(to.authToken?.token)}`];
  if (to.type === "EMAIL") return to.properties.filter(({ key }) => key === "email").map(({ value }) => value);
  return [to.name.replace(/ \([^)]*\)$/, "")];
}

export const report: Report = { sections };
