import type { Kind, PagedBy, Report, Section } from "../report.ts";

interface Rule {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly notificationSettings?: { readonly contactPoint: string };
  readonly record?: { readonly metric: string };
}
/** A rule without a group. */
interface SingleRule {
  readonly spec: Pick<Rule, "labels" | "annotations"> & {
    readonly title: string;
    readonly notificationSettings?: { readonly simplifiedRouting?: Rule["notificationSettings"] };
  };
}
interface ContactPoint {
  readonly name: string;
  readonly pagerduties?: readonly { readonly integrationKey: string }[];
  readonly slacks?: readonly { readonly recipient: string }[];
  readonly teams?: readonly object[];
  readonly emails?: readonly { readonly addresses: readonly string[] }[];
}

function sections(kinds: Kind, environment: string, pagedBy: PagedBy): Section[] {
  const grouped = kinds<{ rules: readonly Rule[] }>("ruleGroup").flatMap(({ fields }) => fields.rules);
  const rules = [...grouped, ...kinds<SingleRule>("alertRule").map(({ fields }) => inGroup(fields))];
  const own = rules.filter(({ record, labels }) => !record && labels?.environment === environment);
  // While a stack moves, an alert is there in both forms.
  const alerts = [...new Map(own.map((rule) => [rule.labels?.alert ?? rule, rule])).values()];
  // A plan names a contact point by its id.
  const points = new Map(kinds<ContactPoint>("contactPoint").flatMap(({ id, fields }) => [id, fields.name].map((name) => [name, fields])));
  const dashboards = kinds<{ configJson: string }>("dashboard")
    .map(({ fields }) => JSON.parse(fields.configJson) as { title: string; tags: string[]; panels: { type: string }[] })
    .filter(({ tags }) => tags.includes(environment))
    .map(({ title, panels }) => [title, `${panels.filter(({ type }) => type !== "row").length} panels`]);
  return [
    { noun: "SLO", rows: objectives(alerts) },
    { noun: "alert", rows: alerts.map((rule) => rowOf(rule, points, pagedBy)) },
    { noun: "dashboard", rows: dashboards },
  ];
}

function inGroup({ spec: { title, notificationSettings, ...said } }: SingleRule): Rule {
  const { simplifiedRouting } = notificationSettings ?? {};
  return { ...said, name: title, ...(simplifiedRouting && { notificationSettings: simplifiedRouting }) };
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

function rowOf(rule: Rule, points: ReadonlyMap<string, ContactPoint>, pagedBy: PagedBy): string[] {
  const settings = rule.notificationSettings;
  const point = points.get(settings?.contactPoint ?? "");
  const ways = [
    ...(point?.pagerduties ?? []).map(({ integrationKey }) => `pages ${pagedBy(integrationKey)}`),
    ...(point?.slacks ?? []).map(({ recipient }) => recipient),
    ...(point?.teams ?? []).map(() => "Teams"),
    ...(point?.emails ?? []).flatMap(({ addresses }) => addresses),
  ];
  return [rule.name, rule.labels?.severity ?? "", ways.join(", ")];
}

export const report: Report = { sections };
