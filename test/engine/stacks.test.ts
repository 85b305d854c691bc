import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sandboxVendors } from "../../cli/sandbox-accounts.ts";
import { pluginVersion } from "../../components/pagerduty/provider.ts";
import { loadCatalog } from "../../model/load.ts";
import { resolve } from "../../model/resolve.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { declaredObjects } from "../../on-call/pagerduty/declared.ts";
import { accountOf } from "../../on-call/pagerduty/objects.ts";
import { pagingOf } from "../../on-call/pagerduty/walk.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import {
  atVendor,
  before,
  copyCatalog,
  type Entry,
  integrationKey,
  keptOf,
  kindOf,
  logAlarms,
  nameOf,
  openStack,
  packageOf,
  resourcesOf,
  type StateResource,
  secrets,
  succeeded,
  temporary,
} from "./stack.ts";

/** Both stacks of the real catalog in one account, as they stand together in production, with alarms at CloudWatch too. */
const { dir, remove } = temporary();
const catalog = copyCatalog(dir, "both", logAlarms);
let prod: Sandbox;
let staging: Sandbox;
const first: Record<string, Outcome> = {};
const standing: Record<string, StateResource[]> = {};

beforeAll(async () => {
  prod = await openStack(dir, "prod", { catalog });
  staging = await openStack(dir, "staging", { catalog });
  first.prod = await prod.up();
  first.staging = await staging.up();
  standing.prod = await resourcesOf(prod);
  standing.staging = await resourcesOf(staging);
});
afterAll(remove);

const of = (stack: string) => standing[stack] ?? [];
const stackNames = ["prod", "staging"] as const;

test.each(stackNames)("%s stands up from nothing", (stack) => {
  expect(first[stack]?.output).not.toContain("warning");
  expect(first[stack]).toMatchObject({ ok: true });
  expect(Object.keys(first[stack]?.changes ?? {})).toEqual(["create"]);
});

test.each(stackNames)("a second update of %s changes nothing, nor does a preview against what the vendors hold", async (stack) => {
  const sandbox = stack === "prod" ? prod : staging;
  const again = await sandbox.up();
  expect(again.steps).toEqual([]);
  expect(Object.keys(again.changes)).toEqual(["same"]);
  const preview = await sandbox.preview({ refresh: true, expectNoChanges: true });
  expect(preview.output).not.toMatch(/\b(?:error|warning):/);
  succeeded(preview);
});

test.each(stackNames)("every object of %s belongs to a component", (stack) => {
  const components = of(stack).filter(({ custom, type }) => !custom && type.startsWith("slostack:"));
  const urns = new Set(components.map(({ urn }) => urn));
  expect(
    atVendor(of(stack))
      .filter(({ parent = "" }) => !urns.has(parent))
      .map(({ urn }) => urn),
  ).toEqual([]);
});

test("everything at PagerDuty runs on the one pinned plugin, whatever the SDK would ask for", () => {
  const providers = of("prod").filter(({ type }) => type === "pulumi:providers:pagerduty");
  expect(providers.map(({ inputs }) => inputs?.version)).toEqual([pluginVersion]);
  const used = atVendor(of("prod")).filter(({ type }) => type.startsWith("pagerduty:"));
  expect([...new Set(used.map(({ provider }) => provider?.split("::").at(-2)))]).toEqual(["pagerduty"]);
});

/** What each vendor calls an alert that tells somebody, by the logical names of the alerts. */
const standingAlerts: Readonly<Record<string, (resources: readonly StateResource[]) => string[]>> = {
  grafana: (resources) => rulesOf(resources).flatMap(({ record, labels }) => (record ? [] : [labels.alert])),
  datadog: (resources) => namesOfKind(resources, "monitor", ({ tags }) => tags.some((tag: string) => tag.startsWith("alert:"))),
  aws: (resources) =>
    ["metricAlarm", "compositeAlarm"].flatMap((kind) => namesOfKind(resources, kind, ({ actionsEnabled }) => actionsEnabled)),
  sentry: (resources) => namesOfKind(resources, "alert", ({ enabled }) => enabled),
};

test.each(stackNames)("every alert of the catalog stands at its vendor and nowhere else, in %s", (stack) => {
  const loaded = loadCatalog(catalog).catalog;
  if (!loaded) throw new Error("the catalog has problems");
  const alerts = alertsOf(resolve(loaded, stack));
  for (const [vendor, standing] of Object.entries(standingAlerts)) {
    const expected = alerts.filter(({ evaluator }) => evaluator.evaluator === vendor).map(({ name }) => name);
    expect(expected.length).toBeGreaterThan(0);
    expect(standing(of(stack)).sort()).toEqual(expected.sort());
  }
});

test("the two environments share no physical name, nor own one object twice", () => {
  const names = stackNames.map((stack) => new Set(atVendor(of(stack)).flatMap(physicalNames)));
  const [ofProd = new Set<string>(), ofStaging = new Set<string>()] = names;
  expect(ofProd.size).toBeGreaterThan(300);
  expect([...ofProd].filter((name) => ofStaging.has(name))).toEqual([]);
});

test("whatever counts for the whole account stands once, in the stack that owns the account", () => {
  const kinds = (stack: string) => new Set(atVendor(of(stack)).map(({ type }) => `${packageOf(type)} ${kindOf(type)}`));
  const [ofProd, ofStaging] = [kinds("prod"), kinds("staging")];
  expect([...new Set([...ofProd].map((kind) => kind.split(" ")[0]))].sort()).toEqual([...sandboxVendors].sort());
  expect([...ofProd].filter((kind) => !ofStaging.has(kind)).sort()).toEqual(
    [
      ...["user", "userContactMethod", "userNotificationRule", "team", "teamMembership"].map((kind) => `pagerduty ${kind}`),
      ...["schedule", "escalationPolicy"].map((kind) => `pagerduty ${kind}`),
      // Nobody is paged by staging.
      ...["service", "serviceIntegration", "alertGroupingSetting"].map((kind) => `pagerduty ${kind}`),
      ...["datadog serviceObject", "sentry integrationPagerduty"],
      ...["channel", "metricTagConfiguration", "logsCustomPipeline", "sensitiveDataScannerGroup", "sensitiveDataScannerRule"].map(
        (kind) => `datadog ${kind}`,
      ),
    ].sort(),
  );
  expect([...ofStaging].filter((kind) => !ofProd.has(kind))).toEqual([]);
});

/** The sign of a page at each vendor; everything of prod that pages has one. */
const pagingSigns: readonly RegExp[] = [
  /"pagerduties":/,
  /@pagerduty-/,
  /events\.pagerduty\.com/,
  /"pagerduty":\{/,
  /urn:pulumi:[^"]*pagerduty:/,
];

test("staging reaches no pager: neither a key, an id nor a sign of a page stands anywhere in it", () => {
  const pager = atVendor(of("prod")).filter(({ type }) => packageOf(type) === "pagerduty" || kindOf(type) === "integrationPagerduty");
  const [ofProd, ofStaging] = ["prod", "staging"].map((stack) => JSON.stringify(atVendor(of(stack))));
  for (const { id = "" } of pager) expect(ofStaging).not.toContain(`"${id}"`);
  for (const sign of pagingSigns.slice(0, -1)) expect([sign, ofStaging]).toEqual([sign, expect.not.stringMatching(sign)]);
  // The same search finds the pages of prod; of the address at SNS the state holds the ciphertext alone.
  for (const sign of pagingSigns.filter(({ source }) => !source.includes("events"))) expect(ofProd).toMatch(sign);
  const subscriptions = (stack: string) => atVendor(of(stack)).filter(({ type }) => kindOf(type) === "topicSubscription");
  expect(subscriptions("prod").map(({ inputs }) => inputs?.protocol)).toContain("https");
  expect(subscriptions("staging").filter(({ inputs }) => inputs?.protocol !== "email")).toEqual([]);
});

test("a page of prod goes to whoever holds the secret key that its on-call service gave to the vendor", () => {
  const held: Readonly<Record<string, string>> = { grafana: "contactPoint", datadog: "serviceObject", sentry: "integrationPagerduty" };
  const keys = Object.entries(keysOfProd());
  expect(new Set(keys.map(([name]) => name.split("--")[1]))).toEqual(new Set([...Object.keys(held), "aws", "application"]));
  for (const [vendor, kind] of Object.entries(held)) {
    const holders = (prod.objects()[vendor] ?? []).filter((object) => object.kind === kind);
    // The vendor keeps a hash of what is write-only.
    for (const [name, key] of keys.filter(([name]) => name.endsWith(`--${vendor}`)))
      expect([name, JSON.stringify(holders)]).toEqual([name, expect.stringContaining(keptOf(key))]);
  }
});

test("whom a page of prod reaches by what PagerDuty holds is whom the catalog's data say, for every on-call service it has", () => {
  const loaded = loadCatalog(catalog).catalog;
  if (!loaded) throw new Error("the catalog has problems");
  const resolved = resolve(loaded, "prod");
  const [held, declared] = [accountOf(prod.objects().pagerduty ?? []), accountOf(declaredObjects(resolved, alertsOf(resolved)))];
  const names = [...declared.services.values()].map(({ name }) => name);
  expect([...held.services.values()].map(({ name }) => name).sort()).toEqual([...names].sort());
  expect(names.length).toBeGreaterThan(1);
  for (const name of names)
    for (const at of ["2026-03-30T06:30:00Z", "2026-03-30T07:00:00Z", "2026-12-24T18:00:00Z"])
      expect(pagingOf(held, name, Date.parse(at))).toEqual(pagingOf(declared, name, Date.parse(at)));
});

test("no secret stands in plain text in a state, a settings file, an account or an output", async () => {
  const sought = [...Object.values(secrets), ...Object.values(keysOfProd())];
  const found = files(dir).flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return sought.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${file}`);
  });
  expect(files(dir).filter((file) => file.includes("/state/")).length).toBeGreaterThan(0);
  expect(found).toEqual([]);
  const outputs = JSON.stringify(await prod.outputs());
  expect(outputs).toContain("[secret]");
  expect(sought.filter((secret) => outputs.includes(secret))).toEqual([]);
});

test("what pages cannot be destroyed while the stack protects it; without protection nothing is left behind", async () => {
  const guarded = of("prod")
    .filter(({ protect }) => protect)
    .map(({ type }) => kindOf(type));
  const unguarded = of("prod")
    .filter(({ protect, custom, type }) => custom && !protect && !type.startsWith("pulumi:"))
    .map(({ type }) => kindOf(type));
  // Nothing pages less, and no history is lost, without these: the next update brings them back.
  expect([...new Set(unguarded)].filter((kind) => !guarded.includes(kind)).sort()).toEqual(
    [
      ...["user", "userContactMethod", "userNotificationRule", "team", "teamMembership", "alertGroupingSetting"],
      ...["muteTiming", "messageTemplate", "dashboard"],
      ...["channel", "metricTagConfiguration", "downtimeSchedule", "dashboardJson"],
      "alarmMuteRule",
    ].sort(),
  );
  // Of one kind, only what pages is guarded.
  expect([...new Set(unguarded)].filter((kind) => guarded.includes(kind)).sort()).toEqual(
    ["alert", "contactPoint", "metricMonitor", "topic", "topicSubscription"].sort(),
  );
  const refused = await prod.destroy();
  expect(refused.ok).toBe(false);
  expect(refused.output).toContain("protect");
  // The engine deletes what is not protected before it stops: the next update brings that back.
  const standingIds = new Set(Object.values(prod.objects()).flatMap((objects) => objects.map(({ id }) => id)));
  expect(
    of("prod")
      .filter(({ protect, id = "" }) => protect && !standingIds.has(id))
      .map(({ urn }) => urn),
  ).toEqual([]);

  const open = await openStack(dir, "prod", { catalog, protect: false });
  succeeded(await open.up());
  for (const sandbox of [open, staging]) succeeded(await sandbox.destroy());
  const left = Object.values(open.objects()).flat();
  expect(left.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(before);
});

function rulesOf(resources: readonly StateResource[]): Entry[] {
  return atVendor(resources).flatMap(({ type, inputs }): Entry[] => (kindOf(type) === "ruleGroup" ? inputs?.rules : []));
}

/** Logical names of the resources of a kind whose inputs are such. */
function namesOfKind(resources: readonly StateResource[], kind: string, such: (inputs: Entry) => boolean): string[] {
  return atVendor(resources).flatMap((resource) =>
    kindOf(resource.type) === kind && such(resource.inputs ?? {}) ? [nameOf(resource)] : [],
  );
}

/** Their names count within what they belong to only: a folder, a service. */
const namedWithin = ["ruleGroup", "serviceIntegration"];

/** By what a vendor tells objects apart: its id, a uid, a name or title of the whole account. */
function physicalNames({ type, id, inputs = {} }: StateResource): string[] {
  const kind = kindOf(type);
  const rules: Entry[] = inputs.rules ?? [];
  const uids = kind === "ruleGroup" ? rules.map(({ uid }) => `rule ${uid}`) : [];
  const { name, title, uid, alarmName, service, serviceName, channelName, metricName } = inputs;
  const named = [name, title, uid, alarmName, serviceName, channelName, kind === "integrationPagerduty" ? service : undefined];
  const measured = kind === "metricTagConfiguration" ? [metricName] : [];
  const shown: Entry = JSON.parse(inputs.configJson ?? inputs.dashboard ?? "{}");
  const own = namedWithin.includes(kind) ? [] : [...named, ...measured, shown.title, shown.uid];
  return [id, ...uids, ...own].filter(Boolean).map((one) => `${packageOf(type)} ${kind} ${one}`);
}

/** Secret keys by the names of the integrations: `<on-call>--<sender>`. */
function keysOfProd(): Record<string, string> {
  const integrations = of("prod").filter(({ type }) => kindOf(type) === "serviceIntegration");
  return Object.fromEntries(integrations.map((resource) => [nameOf(resource), integrationKey(resource.id ?? "")]));
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
