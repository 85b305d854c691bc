import { type Accounts, kindsOf, type Section } from "./account.ts";
import { pagedBy } from "./pagerduty.ts";

interface Rule {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly notificationSettings?: { readonly contactPoint: string };
  readonly record?: { readonly metric: string };
}
interface ContactPoint {
  readonly name: string;
  readonly pagerduties?: readonly { readonly integrationKey: string }[];
  readonly slacks?: readonly { readonly recipient: string }[];
  readonly emails?: readonly { readonly addresses: readonly string[] }[];
}

export function grafanaSections(accounts: Accounts, environment: string): Section[] {
  const grafana = kindsOf(accounts.grafana);
  const rules = grafana<{ rules: readonly Rule[] }>("ruleGroup").flatMap(({ fields }) => fields.rules);
  const alerts = rules.filter(({ record, labels }) => !record && labels?.environment === environment);
  const points = new Map(grafana<ContactPoint>("contactPoint").map(({ fields }) => [fields.name, fields]));
  const dashboards = grafana<{ configJson: string }>("dashboard")
    .map(({ fields }) => JSON.parse(fields.configJson) as { title: string; tags: string[]; panels: { type: string }[] })
    .filter(({ tags }) => tags.includes(environment))
    .map(({ title, panels }) => [title, `${panels.filter(({ type }) => type !== "row").length} panels`]);
  return [
    { title: "SLOs (Grafana)", rows: objectives(alerts) },
    { title: "Alerts (Grafana)", rows: alerts.map((rule) => told(rule, points, accounts)) },
    { title: "Dashboards (Grafana)", rows: dashboards },
  ];
}

/** Every objective once, with the kinds of alert that watch it. */
function objectives(alerts: readonly Rule[]): string[][] {
  const watched = new Map<string, string[]>();
  for (const { annotations, labels } of alerts) {
    if (annotations?.objective === undefined || labels?.alert === undefined) continue;
    const key = `${labels.system}/${labels.service}\u0000${annotations.objective}`;
    watched.set(key, [...(watched.get(key) ?? []), labels.alert.split("--").at(-1) ?? ""]);
  }
  return [...watched].map(([key, kinds]) => [...key.split("\u0000"), kinds.sort().join(", ")]);
}

function told(rule: Rule, points: ReadonlyMap<string, ContactPoint>, accounts: Accounts): string[] {
  const settings = rule.notificationSettings;
  const point = points.get(settings?.contactPoint ?? "");
  const ways = [
    ...(point?.pagerduties ?? []).map(({ integrationKey }) => `pages ${pagedBy(accounts, integrationKey)}`),
    ...(point?.slacks ?? []).map(({ recipient }) => recipient),
    ...(point?.emails ?? []).flatMap(({ addresses }) => addresses),
  ];
  return [rule.name, rule.labels?.severity ?? "", ways.join(", ")];
}
