import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pluginVersion } from "../../components/pagerduty/provider.ts";
import { loadCatalog } from "../../model/load.ts";
import { resolve } from "../../model/resolve.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import {
  atVendor,
  type Entry,
  integrationKey,
  keptOf,
  kindOf,
  nameOf,
  openStack,
  resourcesOf,
  type StateResource,
  secrets,
  succeeded,
  temporary,
} from "./stack.ts";

/** Both stacks of the real catalog in one account, as they stand together in production. */
const { dir, remove } = temporary();
let prod: Sandbox;
let staging: Sandbox;
const first: Record<string, Outcome> = {};
const standing: Record<string, StateResource[]> = {};

beforeAll(async () => {
  prod = await openStack(dir, "prod");
  staging = await openStack(dir, "staging");
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
  expect(preview.output).not.toContain("error");
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

test("every alert of the catalog stands as a rule, in both environments", () => {
  const { catalog } = loadCatalog("catalog");
  if (!catalog) throw new Error("the catalog has problems");
  for (const stack of stackNames) {
    const names = rulesOf(of(stack))
      .filter((rule) => !rule.record)
      .map((rule) => rule.name);
    expect(names.sort()).toEqual(
      alertsOf(resolve(catalog, stack))
        .map(({ title }) => title)
        .sort(),
    );
  }
});

test("the two environments share no physical name", () => {
  const names = stackNames.map((stack) => new Set(atVendor(of(stack)).flatMap(physicalNames)));
  const [ofProd = new Set<string>(), ofStaging = new Set<string>()] = names;
  expect(ofProd.size).toBeGreaterThan(100);
  expect([...ofProd].filter((name) => ofStaging.has(name))).toEqual([]);
});

test("people, teams, schedules and escalations stand once, in the stack that owns the account", () => {
  const kinds = (stack: string) =>
    new Set(
      atVendor(of(stack))
        .filter(({ type }) => type.startsWith("pagerduty:"))
        .map(({ type }) => kindOf(type)),
    );
  expect([...kinds("prod")].sort()).toEqual(
    ["user", "team", "teamMembership", "schedule", "escalationPolicy", "service", "serviceIntegration", "alertGroupingSetting"].sort(),
  );
  expect([...kinds("staging")]).toEqual([]);
});

test("staging reaches no pager: neither a key nor an id of a production one stands anywhere in it", () => {
  const pager = atVendor(of("prod")).filter(({ type }) => type.startsWith("pagerduty:"));
  const state = JSON.stringify(of("staging"));
  for (const { id = "" } of pager) expect(state).not.toContain(id);
  const points = atVendor(of("staging")).filter(({ type }) => kindOf(type) === "contactPoint");
  expect(points.length).toBeGreaterThan(0);
  for (const { inputs } of points) expect(inputs?.pagerduties).toBeUndefined();
});

test("a page of prod goes to the contact point that holds the secret key of its on-call service", async () => {
  const key = productionKey();
  const point = prod.objects().grafana?.find(({ kind, fields }) => kind === "contactPoint" && "pagerduties" in fields);
  // The vendor keeps a hash of what is write-only.
  expect(JSON.stringify(point?.fields)).toContain(keptOf(key));
});

test("no secret stands in plain text in a state, a settings file or an account", () => {
  const sought = [...Object.values(secrets), productionKey()];
  const found = files(dir).flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return sought.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${file}`);
  });
  expect(files(dir).filter((file) => file.includes("/state/")).length).toBeGreaterThan(0);
  expect(found).toEqual([]);
});

test("what pages cannot be destroyed while the stack protects it; without protection nothing is left behind", async () => {
  const guarded = of("prod")
    .filter(({ protect }) => protect)
    .map(({ type }) => kindOf(type));
  expect([...new Set(guarded)].sort()).toEqual(
    ["service", "serviceIntegration", "escalationPolicy", "schedule", "contactPoint", "folder", "ruleGroup"].sort(),
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

  const open = await openStack(dir, "prod", { protect: false });
  expect((await open.up()).ok).toBe(true);
  for (const sandbox of [open, staging]) succeeded(await sandbox.destroy());
  const left = Object.values(open.objects()).flat();
  expect(left.map(({ kind, id }) => `${kind} ${id}`)).toEqual(["dataSource crm-prometheus"]);
});

function rulesOf(resources: readonly StateResource[]): Entry[] {
  return atVendor(resources).flatMap(({ type, inputs }): Entry[] => (kindOf(type) === "ruleGroup" ? inputs?.rules : []));
}

/**
 * By what a vendor tells objects apart: its id, a uid, a name or title of the whole account. The name of a rule group
 * and the title of a rule count within their folder only.
 */
function physicalNames({ type, id, inputs = {} }: StateResource): string[] {
  const kind = kindOf(type);
  const rules: Entry[] = inputs.rules ?? [];
  const uids = kind === "ruleGroup" ? rules.map(({ uid }) => `rule ${uid}`) : [];
  const named = kind === "ruleGroup" || kind === "serviceIntegration" ? [] : [inputs.name, inputs.title, inputs.uid].filter(Boolean);
  const title = inputs.configJson ? [JSON.parse(inputs.configJson).title, JSON.parse(inputs.configJson).uid] : [];
  return [id, ...uids, ...named, ...title].map((name) => `${kind} ${name}`);
}

function productionKey(): string {
  const integration = of("prod").find((resource) => kindOf(resource.type) === "serviceIntegration" && nameOf(resource) === "crm--grafana");
  return integrationKey(integration?.id ?? "");
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
