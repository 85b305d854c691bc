import { type Accounts, byName, kindsOf, type Section } from "./account.ts";
import { pagedBy } from "./pagerduty.ts";

interface Action {
  readonly pagerduty?: { readonly serviceId: string };
  readonly slack?: { readonly channelName: string };
  readonly email?: { readonly targetId?: string };
}
interface Alert {
  readonly name: string;
  readonly actionFilters: readonly { readonly actions: readonly Action[] }[];
}

export function sentrySections(accounts: Accounts, environment: string): Section[] {
  const alerts = kindsOf(accounts.sentry)<Alert>("alert")
    .filter(({ fields }) => fields.name.endsWith(`(${environment})`))
    .sort(byName);
  const rows = alerts.map(({ fields: { name, actionFilters } }) => [
    name,
    actionFilters.flatMap(({ actions }) => actions.flatMap((action) => wayOf(action, accounts))).join(", "),
  ]);
  return [{ title: "Alerts (Sentry)", rows }];
}

function wayOf({ pagerduty, slack, email }: Action, accounts: Accounts): string[] {
  const sentry = kindsOf(accounts.sentry);
  const service = sentry<{ integrationKey: string }>("integrationPagerduty").find(({ id }) => id === pagerduty?.serviceId);
  const member = sentry<{ userId: string; email: string }>("organizationMember").find(({ fields }) => fields.userId === email?.targetId);
  return [
    ...(pagerduty ? [`pages ${pagedBy(accounts, service?.fields.integrationKey)}`] : []),
    ...(slack ? [slack.channelName] : []),
    ...(email ? [member?.fields.email ?? "e-mail"] : []),
  ];
}
