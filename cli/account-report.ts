import type { AccountObject } from "../sandbox/account.ts";
import { fingerprint } from "../sandbox/stand-in/stored.ts";
import { integrationKeyOf } from "../sandbox/vendors/pagerduty/service.ts";
import { table } from "./table.ts";

type Accounts = Readonly<Record<string, readonly AccountObject[]>>;

interface Rule {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly notificationSettings?: { readonly contactPoint: string; readonly activeTimings?: readonly string[] };
  readonly record?: { readonly metric: string };
}
interface ContactPoint {
  readonly name: string;
  readonly pagerduties?: readonly { readonly integrationKey: string }[];
  readonly slacks?: readonly { readonly recipient: string }[];
}
interface EscalationRule {
  readonly escalationDelayInMinutes: number;
  readonly targets: readonly { readonly id: string }[];
}

/**
 * What exists for one environment, read from the vendors' accounts alone and not from the catalog: objectives, who is
 * told of each alert, whom a page calls, dashboards. The way of a page is followed as the vendors follow it: from the
 * rule to its contact point, by the integration key to the service, by its escalation policy to people.
 */
export function accountReport(accounts: Accounts, environment: string): string {
  const grafana = of(accounts.grafana);
  const rules = grafana<{ rules: readonly Rule[] }>("ruleGroup").flatMap(({ fields }) => fields.rules);
  const alerts = rules.filter(({ record, labels }) => !record && labels?.environment === environment);
  const points = new Map(grafana<ContactPoint>("contactPoint").map(({ fields }) => [fields.name, fields]));
  const dashboards = grafana<{ configJson: string }>("dashboard")
    .map(({ fields }) => JSON.parse(fields.configJson) as { title: string; tags: string[]; panels: { type: string }[] })
    .filter(({ tags }) => tags.includes(environment));
  const sections = [
    section("SLOs (Grafana)", objectives(alerts)),
    section(
      "Alerts (Grafana)",
      alerts.map((rule) => told(rule, points, of(accounts.pagerduty))),
    ),
    section("Pages (PagerDuty)", services(of(accounts.pagerduty), points, alerts)),
    section(
      "Dashboards (Grafana)",
      dashboards.map(({ title, panels }) => [title, `${panels.filter(({ type }) => type !== "row").length} panels`]),
    ),
  ];
  return sections.join("\n");
}

type Kind = <T>(kind: string) => { readonly id: string; readonly fields: T }[];

function of(objects: readonly AccountObject[] = []): Kind {
  return <T>(kind: string) => objects.filter((object) => object.kind === kind).map(({ id, fields }) => ({ id, fields: fields as T }));
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return `${title}\n${rows.length === 0 ? "  none\n" : table(rows)}`;
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

function told(rule: Rule, points: ReadonlyMap<string, ContactPoint>, pagerduty: Kind): string[] {
  const settings = rule.notificationSettings;
  const point = points.get(settings?.contactPoint ?? "");
  const pages = (point?.pagerduties ?? []).map(
    ({ integrationKey }) => `pages ${serviceOf(pagerduty, integrationKey)?.fields.name ?? "nobody"}`,
  );
  const posts = (point?.slacks ?? []).map(({ recipient }) => recipient);
  const hours = settings?.activeTimings?.length ? [`in ${settings.activeTimings.join(", ")}`] : [];
  return [rule.name, rule.labels?.severity ?? "", [...pages, ...posts, ...hours].join(", ")];
}

interface Service {
  readonly name: string;
  readonly escalationPolicy: string;
}

/** The service behind a key: the vendors' files hold a fingerprint of it only. */
function serviceOf(pagerduty: Kind, integrationKey: string): { readonly id: string; readonly fields: Service } | undefined {
  const integration = pagerduty<{ service: string }>("serviceIntegration").find(
    ({ id }) => fingerprint(integrationKeyOf(id)) === integrationKey,
  );
  return pagerduty<Service>("service").find(({ id }) => id === integration?.fields.service);
}

/** Each service that an alert of this environment pages, and its levels of escalation. */
function services(pagerduty: Kind, points: ReadonlyMap<string, ContactPoint>, alerts: readonly Rule[]): string[][] {
  const used = new Set(alerts.map(({ notificationSettings }) => notificationSettings?.contactPoint ?? ""));
  const keys = [...points.values()].filter(({ name }) => used.has(name)).flatMap(({ pagerduties }) => pagerduties ?? []);
  const called = new Map(keys.map(({ integrationKey }) => serviceOf(pagerduty, integrationKey)).map((service) => [service?.id, service]));
  return [...called.values()].flatMap((service) => {
    const policy = pagerduty<{ rules: readonly EscalationRule[] }>("escalationPolicy").find(
      ({ id }) => id === service?.fields.escalationPolicy,
    );
    let minutes = 0;
    return (policy?.fields.rules ?? []).map((rule, level) => {
      const since = minutes;
      minutes += rule.escalationDelayInMinutes;
      return [
        level === 0 ? (service?.fields.name ?? "") : "",
        `after ${since} min`,
        rule.targets.map(({ id }) => person(pagerduty, id)).join(", "),
      ];
    });
  });
}

function person(pagerduty: Kind, id: string): string {
  const names = new Map(pagerduty<{ name: string }>("user").map((user) => [user.id, user.fields.name]));
  const schedule = pagerduty<{ name: string; layers: readonly { users: readonly string[] }[] }>("schedule").find((one) => one.id === id);
  if (!schedule) return names.get(id) ?? id;
  const rotation = schedule.fields.layers.flatMap(({ users }) => users.map((user) => names.get(user) ?? user));
  return `${schedule.fields.name}: ${rotation.join(", ")}`;
}
