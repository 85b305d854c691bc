import { byName, type Kind, type PagedBy, type Report, type Section } from "../report.ts";

interface Action {
  readonly pagerduty?: { readonly serviceId: string };
  readonly slack?: { readonly channelName: string };
  readonly email?: { readonly targetId?: string };
}
interface Alert {
  readonly name: string;
  readonly actionFilters: readonly { readonly actions: readonly Action[] }[];
}

function sections(kinds: Kind, environment: string, pagedBy: PagedBy): Section[] {
  const alerts = kinds<Alert>("alert")
    .filter(({ fields }) => fields.name.endsWith(`(${environment})`))
    .sort(byName);
  const rows = alerts.map(({ fields: { name, actionFilters } }) => [
    name,
    actionFilters.flatMap(({ actions }) => actions.flatMap((action) => wayOf(action, kinds, pagedBy))).join(", "),
  ]);
  return [{ noun: "alert", rows }];
}

function wayOf({ pagerduty, slack, email }: Action, kinds: Kind, pagedBy: PagedBy): string[] {
  const service = kinds<{ integrationKey: string }>("integrationPagerduty").find(({ id }) => id === pagerduty?.serviceId);
  const member = kinds<{ userId: string; email: string }>("organizationMember").find(({ fields }) => fields.userId === email?.targetId);
  return [
    ...(pagerduty ? [`pages ${pagedBy(service?.fields.integrationKey)}`] : []),
    ...(slack ? [slack.channelName] : []),
    ...(email ? [member?.fields.email ?? email.targetId ?? "e-mail"] : []),
  ];
}

export const report: Report = { sections };
