import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { alertNames, concernedBy } from "../../../analysis/review/plan/concern.ts";
import { kindsOf } from "../../../analysis/review/plan/kind.ts";
import { asAccount, heldByVendors } from "../../../cli/show/vendors.ts";
import { prometheusDuration, secondsOf } from "../../../components/grafana/duration.ts";
import { fake } from "../../../components/grafana/fake/index.ts";
import { grafana } from "../../../components/grafana/index.ts";
import { described } from "../../../components/kinds.ts";
import { monitoringOf } from "../../../components/monitoring.ts";
import type { PlannedObject } from "../../../components/print.ts";
import { select } from "../../../components/selection.ts";
import { resolve } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { inhibitionLabels } from "../../../monitors/inhibition.ts";
import type { Entry } from "../../engine/stack.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";
import { plannedOf } from "../planned.ts";

const catalog = soundCatalog(join(import.meta.dirname, "..", "..", "catalog"));
const planned = (form?: string): Entry[] =>
  plannedOf(catalog, "prod", form === undefined ? {} : { "slostack:grafanaRules": form }).filter(({ vendor }) => vendor === "grafana");
const [plain, groups, both, single] = [undefined, "groups", "both", "single"].map((form) => planned(form)) as [
  Entry[],
  Entry[],
  Entry[],
  Entry[],
];
const of = (objects: readonly Entry[], ...kinds: string[]) => objects.filter(({ kind }) => kinds.includes(kind));
const names = (objects: readonly Entry[]) => objects.map(({ name }) => name).sort();

const rulesIn = (objects: readonly Entry[]): Entry[] =>
  of(objects, "ruleGroup").flatMap(({ args: { rules, ...group } }) => rules.map((rule: Entry) => ({ group, rule })));
const grouped = rulesIn(groups);
/** Titles are not unique, uids are: that of the object is made of that of the rule. */
const objectOf = ({ rule, group }: Entry): Entry => {
  const found = of(single, "alertRule", "recordingRule").filter(
    ({ args: { metadata, spec } }) =>
      spec.title === rule.name &&
      metadata.folderUid === group.folderUid &&
      (rule.labels.alert === undefined ? spec.metric === rule.record.metric : spec.labels.alert === rule.labels.alert),
  );
  expect(found.map(({ name }) => name)).toHaveLength(1);
  return found[0]?.args;
};

test("groups is what a stack has that says nothing", () => {
  expect(groups).toEqual(plain);
  expect(of(plain, "alertRule", "recordingRule", "notificationsInhibitionRule")).toEqual([]);
});

describe("a rule without a group", () => {
  test("is there for each rule of a group, and for no other", () => {
    expect(of(single, "ruleGroup")).toEqual([]);
    expect(of(single, "alertRule")).toHaveLength(grouped.filter(({ rule }) => !rule.record).length);
    expect(of(single, "recordingRule")).toHaveLength(grouped.filter(({ rule }) => rule.record).length);
  });

  test.each(grouped.map((one) => [`${one.group.name}: ${one.rule.name}`, one] as const))(
    "%s asks, waits and tells as that of its group",
    (_, one) => {
      const { metadata, spec } = objectOf(one);
      const { rule, group } = one;
      const {
        title,
        trigger,
        expressions,
        labels,
        annotations,
        noDataState,
        execErrState,
        panelRef,
        notificationSettings,
        metric,
        ...rest
      } = spec;
      const told = notificationSettings?.simplifiedRouting;
      const { targetDatasourceUid, ...counted } = rest;
      const { uid, name, datas, condition, record, notificationSettings: settings, ...said } = rule;
      const queries = Object.entries(expressions as Record<string, string>).map(([refId, text]) => ({ refId, ...JSON.parse(text) }));

      expect(metadata).toEqual({ uid: expect.stringMatching(/^rule--.{1,34}$/), folderUid: group.folderUid });
      expect(metadata.uid).not.toBe(uid);
      expect({ title, interval: trigger.interval }).toEqual({ title: name, interval: prometheusDuration(group.intervalSeconds) });
      expect(queries.filter(({ source }) => source).map(({ refId }) => refId)).toEqual([condition ?? record.from]);
      expect(queries.map(({ refId, datasource_uid, model }) => ({ refId, datasource_uid, model }))).toEqual(
        datas.map(({ refId, datasourceUid, model }: Entry) => ({ refId, datasource_uid: datasourceUid, model: JSON.parse(model) })),
      );
      expect(record).toEqual(metric === undefined ? undefined : { metric, from: "A", targetDatasourceUid });
      expect(labels).toMatchObject(said.labels);
      expect(annotations).toEqual(said.annotations);
      expect(panelRef?.panel_id).toBe(said.annotations?.__panelId__);
      expect(panelRef?.dashboard_uid).toBe(said.annotations?.__dashboardUid__);
      const written = (state: string | undefined) => (state === "OK" ? "Ok" : state);
      expect([noDataState, execErrState]).toEqual([said.noDataState, said.execErrState].map(written));
      // A duration of nothing is left out, as the provider takes none.
      const { labels: _l, annotations: _a, noDataState: _n, execErrState: _e, ...lasting } = said;
      expect(counted).toEqual(Object.fromEntries(Object.entries(lasting).filter(([, value]) => value !== "0s")));
      expect([told?.contactPoint, told?.groupBies]).toEqual([settings?.contactPoint, settings?.groupBies]);
      const seconds = { "24h0m0s": "1d", "1m0s": "1m", "0s": "1s" } as Entry;
      for (const key of ["groupWait", "groupInterval", "repeatInterval"])
        expect(told?.[key]).toBe(settings?.[key] === undefined ? undefined : (seconds[settings[key]] ?? settings[key]));
    },
  );

  test("has a uid of its own beside all rules of groups, of at most 40 characters", () => {
    const uids = of(single, "alertRule", "recordingRule").map(({ args }) => args.metadata.uid);
    const all = [...uids, ...grouped.map(({ rule }) => rule.uid)];
    expect(new Set(all).size).toBe(all.length);
    expect(uids.filter((uid) => uid.length > 40 || !/^[a-z\d-]+$/.test(uid))).toEqual([]);
  });

  test("answers the entries of the catalog that it is for, and is protected as its group where it alerts", () => {
    const rules = of(single, "alertRule", "recordingRule");
    expect(rules.filter(({ from, kind, protect = false }) => from.length === 0 || protect !== (kind === "alertRule"))).toEqual([]);
    const entries = (objects: readonly Entry[]) => new Set(objects.flatMap(({ from }) => from));
    expect(entries(rules)).toEqual(entries(of(groups, "ruleGroup")));
    // Not all that its group is for.
    expect(of(single, "recordingRule").filter(({ from }) => from.length === 1).length).toBeGreaterThan(0);
  });
});

test("the provider takes all of them at a preview", () => {
  const rules = of(single, "alertRule", "recordingRule", "notificationsInhibitionRule");
  const faults = rules.flatMap(({ type, name, args }) =>
    (fake.resources[type]?.check?.(args) ?? expect.fail()).map((fault) => ({ name, ...fault })),
  );
  expect(faults).toEqual([]);
});

describe("while a stack moves", () => {
  test("every alert is there in both forms, either of which may go, and every recording in its group alone", () => {
    const unprotected = (objects: readonly Entry[]) => objects.map((one) => ({ ...one, protect: false }));
    expect(of(both, "ruleGroup")).toEqual(unprotected(of(groups, "ruleGroup")));
    expect(of(both, "alertRule")).toEqual(unprotected(of(single, "alertRule")));
    expect(of(both, "recordingRule")).toEqual([]);
  });

  test("the update says how long the other form is needed: for the longest time that an alert waits", () => {
    const monitoring = monitoringOf(resolve(catalog, "prod"));
    const notices = ["groups", "both", "single"].map((form) => {
      const stack = { senders: ["grafana"], setting: () => form, required: String };
      return grafana.plan(monitoring, stack).notices ?? [];
    });
    expect(notices).toEqual([
      [],
      [expect.stringMatching(/ stood for 1h 33m, .* set slostack:grafanaRules to single, or to groups for the way back\.$/)],
      [],
    ]);
    expect(Math.max(...grouped.map(({ rule }) => secondsOf(rule.for ?? "0s")))).toBe(93 * 60);
  });

  test("what is no rule stays as it is", () => {
    const rest = (objects: readonly Entry[]) =>
      objects.filter(({ effect, kind }) => effect !== "alerts" && kind !== "notificationsInhibitionRule");
    expect(rest(both)).toEqual(rest(groups));
    expect(rest(single)).toEqual(rest(groups));
  });
});

test.each([
  ["single", single],
  ["both", both],
])("what is shown and what a preview says of an alert is the same in the form %s", (_, objects) => {
  const shown = (planned: readonly Entry[]) =>
    heldByVendors((vendor) => (vendor === "grafana" ? planned.map((one) => asAccount(one as PlannedObject)) : undefined), "prod").flatMap(
      ({ sections }) => sections.map(({ noun, rows }) => ({ noun, rows: rows.map((row) => row.join("  ")).sort() })),
    );
  expect(shown(objects)).toEqual(shown(groups));

  const alerts = alertsOf(resolve(catalog, "prod"));
  const concerns = alertNames({ base: alerts, head: alerts, kindOf: kindsOf(described) });
  for (const { type, name, args } of of(objects, "alertRule"))
    expect(concernedBy({ type, name, inputs: args }, concerns).map((one) => one.name)).toEqual([name]);
});

describe("inhibition", () => {
  const rules = of(single, "notificationsInhibitionRule");
  const fits = (matchers: Entry[], labels: Entry) => matchers.every(({ label, type, value }) => type === "=" && labels[label] === value);
  const alerts = of(single, "alertRule").map(({ name, args }) => ({ name, labels: args.spec.labels as Entry }));
  /** `<quiet> beside <firing>` */
  const pairs = rules.flatMap(({ args: { spec } }) =>
    alerts.flatMap((target) =>
      alerts
        .filter(
          (source) =>
            fits(spec.sourceMatchers, source.labels) &&
            fits(spec.targetMatchers, target.labels) &&
            spec.equals.every((label: string) => source.labels[label] === target.labels[label]),
        )
        .map((source) => [target.name, source.name]),
    ),
  );

  test("is there for each of the three causes, in the environment alone", () => {
    expect(names(rules)).toEqual(["page-over-ticket", "service-over-data", "source-over-data"]);
    expect(rules.map(({ args }) => args.metadata.uid).every((uid) => uid.endsWith("--prod"))).toBe(true);
    const environments = rules.flatMap(({ args: { spec } }) => [spec.sourceMatchers, spec.targetMatchers].map((side) => side[0]));
    expect(new Set(environments.map(({ label, value }) => `${label}=${value}`))).toEqual(new Set(["environment=prod"]));
  });

  test("silences the ticket of a page's SLO, and what a silent source is missing; no page", () => {
    const route = new Map(alertsOf(resolve(catalog, "prod")).map((alert) => [alert.name, alert.route.kind]));
    expect(pairs.filter(([quiet = ""]) => route.get(quiet) !== "post")).toEqual([]);
    const tickets = pairs.filter(([quiet = ""]) => quiet.endsWith("--ticket"));
    expect(tickets.length).toBeGreaterThan(10);
    expect(tickets.filter(([quiet = "", firing]) => firing !== quiet.replace(/ticket$/, "page"))).toEqual([]);
    expect(pairs.filter(([, firing = ""]) => firing.startsWith("source--")).length).toBeGreaterThan(10);
  });

  test("is by labels that a rule in its group does not have: none of its alerts would be another one", () => {
    for (const alert of alertsOf(resolve(catalog, "prod"))) {
      const own = Object.keys(inhibitionLabels(alert));
      const inGroup = grouped.find(({ rule }) => rule.labels.alert === alert.name);
      if (inGroup) expect(own.filter((label) => label in inGroup.rule.labels)).toEqual([]);
    }
  });
});

test("another word is refused before anything is registered", () => {
  const monitoring = monitoringOf(resolve(catalog, "prod"));
  const errors = (value: string | undefined) =>
    select([grafana], monitoring, {
      vendors: ["grafana"],
      without: [],
      stateOf: (key) => (key !== "slostack:grafanaRules" ? "secret" : value === undefined ? "absent" : "plain"),
      read: () => value,
    }).errors.filter((error) => error.includes("grafanaRules"));
  expect(errors("grouped")).toEqual(['slostack:grafanaRules is "grouped", and may be groups (default), both or single']);
  expect(["groups", "both", "single", undefined].flatMap(errors)).toEqual([]);
});
