import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runSettings } from "../../cli/run-settings.ts";
import { accountsBefore, sandboxVendors, packageOf as vendorPackage } from "../../cli/sandbox-accounts.ts";
import { asAccount, type Held, heldByVendors } from "../../cli/show/vendors.ts";
import { registry } from "../../components/registry.ts";
import { type CheckedCatalog, loadCatalog, resolve } from "../../language.ts";
import { Account, type AccountObject } from "../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import { root } from "../docs/markdown.ts";
import { declared } from "../engine/declared.ts";
import { physicalNames } from "../engine/physical-names.ts";
import {
  atVendor,
  integrationKey,
  kindOf,
  nameOf,
  packageOf,
  patience,
  resourcesOf,
  type StateResource,
  succeeded,
  temporary,
} from "../engine/stack.ts";
import { kindAt, ofKind } from "../engine/standing.ts";
import { type Entry, turnRound } from "../products/copy.ts";
import { everyVendor, type Harbour } from "./every-vendor.ts";
import { plannedOf } from "./planned.ts";
import { renamed } from "./renamed.ts";

/** A little of every vendor on the real engine, in both environments of one account: one test after the other changes it. */
const { dir, remove } = temporary();
const base = everyVendor(dir, "base");

function catalogIn(directory: string): CheckedCatalog {
  const { catalog, problems } = loadCatalog(directory);
  if (!catalog) throw new Error(JSON.stringify(problems));
  return catalog;
}

const settingsOf = (catalogDir: string, stack: string) => {
  const catalog = catalogIn(catalogDir);
  return runSettings({ root, stack, catalogDir, catalog, resolved: resolve(catalog, stack) });
};
const settings = settingsOf(base, "prod");
const before = accountsBefore(catalogIn(base));

/** A stack from now on with this catalog. @param config on top of what `npm start` sets */
function open(stack: string, folder = "sandbox", catalog = base, config: Readonly<Record<string, unknown>> = {}): Promise<Sandbox> {
  const own = settingsOf(catalog, stack);
  return openSandbox({
    keepProgram: true,
    dir: join(dir, folder),
    program: join(root, "index.ts"),
    stack,
    vendors: sandboxVendors,
    seed: before,
    secrets: own.secrets,
    config: { ...own.config, "slostack:protect": stack === "prod", ...config },
  });
}
const withCatalog = (catalog: string, config = {}): Promise<Sandbox> => open("prod", "sandbox", catalog, config);

let prod: Sandbox;
let staging: Sandbox;
const first: Record<string, Outcome> = {};
const standing: Record<string, readonly StateResource[]> = {};
beforeAll(async () => {
  prod = await open("prod");
  first.prod = await prod.up();
  staging = await open("staging");
  first.staging = await staging.up();
  standing.prod = resourcesOf(prod);
  standing.staging = resourcesOf(staging);
}, patience);
afterAll(remove);

const of = (stack: string) => standing[stack] ?? [];
const stackNames = ["prod", "staging"] as const;

const bySteps = ({ steps }: Outcome) => steps.map(({ op, type, name }) => `${op} ${kindAt({ type })} ${name}`).sort();

/** What an account holds for a resource of prod. */
function held(kind: string, name: string): { readonly account: Account; readonly object: AccountObject } {
  const resource = ofKind(of("prod"), kind).find((one) => nameOf(one) === name);
  if (!resource?.id) throw new Error(`the stack has no ${kind} ${name}`);
  const account = new Account(join(prod.accounts, packageOf(resource.type)));
  const fields = account.get(kindOf(resource.type), resource.id);
  if (!fields) throw new Error(`the account has no ${kind} ${name}`);
  return { account, object: { kind: kindOf(resource.type), id: resource.id, fields } };
}
const fieldsOf = (kind: string, name: string): Entry => held(kind, name).object.fields;

describe.each(stackNames)("%s", (stack) => {
  test("stands up beside the other, and a preview against what the vendors hold is empty", async () => {
    expect(first[stack]?.output).not.toMatch(/\b(?:error|warning):/);
    expect(first[stack]).toMatchObject({ ok: true });
    expect(Object.keys(first[stack]?.changes ?? {})).toEqual(["create"]);
    const sandbox = stack === "prod" ? prod : staging;
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
  });

  test("holds each planned object once and nothing else, protected as planned where the stack says so", () => {
    const planned = plannedOf(catalogIn(base), stack).map(({ type, name, protect }) => ({
      type,
      name,
      protect: protect && stack === "prod",
    }));
    expect(planned.some(({ protect }) => protect)).toBe(stack === "prod");
    const registered = atVendor(of(stack)).map((resource) => ({
      type: resource.type,
      name: nameOf(resource),
      protect: resource.protect ?? false,
    }));
    const sorted = (objects: typeof planned) => objects.map((object) => JSON.stringify(object)).sort();
    expect(sorted(registered)).toEqual(sorted(planned));
  });
});

test("another run from nothing, with the keys of the catalog in the opposite order, declares the same to the byte, but for the ids that vendors make", {
  timeout: patience,
}, async () => {
  const turned = everyVendor(dir, "turned", ({ organization, harbour, works }) =>
    [organization, harbour, works].forEach((file) => void turnRound(file)),
  );
  // Without an account, an environment gets its project by the place where it stands.
  const again = await open("prod", "again", turned, { "posthog:projectId": settings.config["posthog:projectId"] });
  succeeded(await again.up());
  expect(await declared(again)).toBe(await declared(prod));
});

test.each(stackNames)("what is shown of the plan of %s is what the accounts hold", (stack) => {
  const accounts = prod.objects();
  const planned = Map.groupBy(plannedOf(catalogIn(base), stack), ({ vendor }) => vendor);
  // The channels that Datadog's handles of staging lead to are objects of prod, to which the account belongs.
  const isWhole = ({ name }: Held) => stack === "prod" || name !== "datadog";
  // An account lists by its own ids, a plan by the catalog.
  const sorted = (held: readonly Held[]) =>
    held.filter(isWhole).map(({ sections, ...vendor }) => ({
      ...vendor,
      sections: sections.map(({ noun, rows }) => ({ noun, rows: rows.map((row) => row.join("  ")).sort() })),
    }));
  const held = sorted(heldByVendors((vendor) => accounts[vendorPackage(vendor)], stack));
  expect(sorted(heldByVendors((vendor) => planned.get(vendor)?.map(asAccount), stack))).toEqual(held);
  expect(held.length).toBeGreaterThan(8);
  expect(JSON.stringify(held).includes("pages Dock (prod)")).toBe(stack === "prod");
});

test("every vendor has something to do in prod, and the environments share no physical name", () => {
  expect([...new Set(atVendor(of("prod")).map(({ type }) => packageOf(type)))].sort()).toEqual([...sandboxVendors].sort());
  const names = new Set(atVendor(of("prod")).flatMap(physicalNames));
  const shared = atVendor(of("staging")).flatMap((resource) => physicalNames(resource).filter((name) => names.has(name)));
  expect(shared).toEqual([]);
});

test("every kind of object stands in prod, but for the form of Grafana's rules that test/engine/grafana-rules.engine.test.ts has", () => {
  const standing = new Set(atVendor(of("prod")).map(({ type }) => type));
  const kinds = registry.flatMap(({ kinds }) => Object.values(kinds).map(({ type }) => type));
  expect(kinds.filter((type) => !standing.has(type)).map(kindOf)).toEqual(["alertRule", "recordingRule", "notificationsInhibitionRule"]);
});

test("a key, an address or a token is encrypted in the state, and stands in no account and no output", async () => {
  const whole = await prod.export({ showSecrets: true });
  const keys = ofKind(of("prod"), "pagerduty serviceIntegration").map(({ id = "" }) => integrationKey(id));
  const heartbeats = [...new Set(whole.match(/https:\/\/heartbeat\.invalid\/\w+/g))];
  const standby = ofKind(of("prod"), "opsgenie apiIntegration").map(({ id }) => `opsgenie-key-${id}`);
  expect([keys.length, heartbeats.length, standby.length]).toEqual([9, 3, 2]);
  const made = [...keys, ...heartbeats, ...standby, String(settings.secrets["slostack:webhook-sms-gateway"])];
  expect(made.filter((secret) => !whole.includes(secret))).toEqual([]);
  // SNS is the one that needs a key inside an address.
  expect(keys.some((key) => whole.includes(`https://events.pagerduty.com/integration/${key}/enqueue`))).toBe(true);

  const sought = [...made, ...Object.values(settings.secrets)];
  const outputs = await prod.outputs();
  // Checkly and DigitalOcean show to their customer what they send with; whoever gives a heartbeat has its address.
  const shown = (place: string, secret: string) =>
    ["checkly", "digitalocean"].includes(place) || (["datadog", "grafana"].includes(place) && heartbeats.includes(secret));
  const texts = { prod: await prod.export(), staging: await staging.export(), outputs: JSON.stringify(outputs) };
  const accounts = Object.entries(prod.objects()).map(([vendor, objects]) => [vendor, JSON.stringify(objects)] as const);
  const found = [...Object.entries(texts), ...accounts].flatMap(([place, text]) =>
    sought.filter((secret) => text.includes(secret) && !shown(place, secret)).map((secret) => `${secret} in ${place}`),
  );
  expect(found).toEqual([]);
  expect(outputs).toMatchObject({
    pagerduty: { "dock--alertmanager": "[secret]" },
    "better-stack": { signsOfLife: { "watchdog--yard-prom": "[secret]" }, statusPages: { harbour: "https://status.harbour.example.com" } },
  });
});

describe("ids that the vendors made lead", () => {
  const byId = (kind: string, id: unknown): Entry =>
    ofKind(of("prod"), kind).find((resource) => resource.id === String(id))?.inputs ?? { missing: `${kind} ${id}` };

  test("from a failure and a certificate of one endpoint at Better Stack to whom their severities notify", () => {
    const { policyId, expirationPolicyId } = fieldsOf("better-uptime monitor", "harbour--gate--open");
    const recipients = (id: unknown) => byId("better-uptime policy", id).steps[1].stepMembers.map(({ type }: Entry) => type);
    expect(recipients(policyId)).toEqual(["pagerduty_integration", "slack_integration", "user"]);
    expect(recipients(expirationPolicyId)).toEqual(["slack_integration", "user"]);
  });

  test.each(["works--crane--failing", "works--crane--requests--absent"])(
    "from the condition %s of New Relic to its one workflow",
    (name) => {
      const { policyId } = fieldsOf("newrelic nrqlAlertCondition", name);
      const workflows = ofKind(of("prod"), "newrelic workflow").filter(({ inputs }) =>
        JSON.stringify(inputs?.issuesFilter).includes(`"${policyId}"`),
      );
      expect(workflows).toHaveLength(1);
      const channels = workflows[0]?.inputs?.destinations.map(({ channelId }: Entry) => byId("newrelic notificationChannel", channelId));
      for (const { destinationId } of channels) expect(byId("newrelic notificationDestination", destinationId)).toHaveProperty("type");
    },
  );

  test("from the insight of PostHog to its dashboard, and from the rules of Grafana to what its probes measure", () => {
    const [dashboard] = ofKind(of("prod"), "posthog dashboard");
    expect(fieldsOf("posthog insight", "works--lifted").dashboardIds).toEqual([Number(dashboard?.id)]);
    const { job, probes } = fieldsOf("grafana check", "works--gate--grafana");
    expect(probes).toHaveLength(3);
    expect(JSON.stringify(fieldsOf("grafana ruleGroup", "works--gate--alerts--grafana-probes"))).toContain(job);
  });
});

/** Edits of what the products' catalog does not have, or of other fields than in test/engine/edits-by-hand.ts. */
const byHand: readonly (readonly [kind: string, name: string, edit: (fields: Entry) => unknown])[] = [
  ["aws metricAlarm", "works--crane--bad-lines", (alarm) => Object.assign(alarm, { threshold: 1_000_000 })],
  ["axiom dashboard", "works--lines--queries", (shown) => Object.assign(shown, { dashboard: shown.dashboard.replace("level", "grade") })],
  ["better-uptime monitor", "harbour--gate--slow", (monitor) => Object.assign(monitor, { confirmationPeriod: 3600 })],
  ["better-uptime statusPage", "status-page--harbour", (page) => Object.assign(page, { companyUrl: "https://example.com" })],
  ["better-uptime statusPageResource", "status-page--harbour--weather", (component) => Object.assign(component, { position: 0 })],
  ["checkly check", "works--gate--checkly", (check) => Object.assign(check, { frequency: 60 })],
  ["datadog syntheticsTest", "works--gate--datadog", (probe) => Object.assign(probe, { status: "paused" })],
  ["digitalocean monitorAlert", "works--crane--cpu", (alert) => Object.assign(alert, { value: 99 })],
  ["grafana check", "works--gate--grafana", (check) => Object.assign(check, { enabled: false })],
  ["newrelic nrqlAlertCondition", "works--crane--failing", ({ critical }) => Object.assign(critical, { threshold: 50 })],
  ["opsgenie escalation", "dock", ({ rules: [rule] }) => Object.assign(rule, { delay: 7 })],
  [
    "posthog featureFlag",
    "works--new-crane",
    (flag) => {
      flag.filters = '{"groups":[{"properties":[],"rollout_percentage":0},{"properties":[],"rollout_percentage":50}]}';
    },
  ],
  ["posthog insight", "works--lifted", (insight) => Object.assign(insight, { dashboardIds: [] })],
  ["uptimerobot monitor", "works--gate--robot", (monitor) => Object.assign(monitor, { interval: 300 })],
];

test("what was changed or removed by hand is found, alone, and mended", { timeout: patience }, async () => {
  const objects = byHand.map(([kind, name, edit]) => ({ edit, ...held(kind, name) }));
  for (const { account, object, edit } of objects) {
    const fields = structuredClone(object.fields);
    edit(fields);
    expect(fields).not.toEqual(object.fields);
    account.put(object.kind, object.id, fields);
  }
  const { account, object: removed } = held("better-uptime heartbeat", "watchdog--grafana");
  account.remove(removed.kind, removed.id);

  const found = await prod.preview({ refresh: true, expectNoChanges: true });
  expect(found.ok).toBe(false);
  // Grafana gives its heartbeat to the address of the new one.
  const follows = ["update grafana contactPoint watchdog--grafana"];
  const updated = byHand.map(([kind, name]) => `update ${kind} ${name}`);
  expect(bySteps(found)).toEqual([...updated, ...follows, "create better-uptime heartbeat watchdog--grafana"].sort());
  succeeded(await prod.up({ refresh: true }));
  for (const { account, object } of objects) expect(account.get(object.kind, object.id)).toEqual(object.fields);
  expect(await prod.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});

/** A preview of prod with an edited catalog. */
async function previewOf(name: string, edit: (harbour: Harbour) => unknown): Promise<Outcome> {
  const outcome = await (await withCatalog(everyVendor(dir, name, edit))).preview();
  succeeded(outcome);
  return outcome;
}

test("a changed number or title updates what shows or watches it, and nothing else", async () => {
  const preview = await previewOf("changed", ({ harbour, works }) => {
    harbour.services.gate.alerts.certificate.when.certificate["expires-in"] = "14d";
    harbour["status-page"].components.weather.title = "Tides";
    works.stores.lines.retention = "14d";
  });
  expect(bySteps(preview)).toEqual([
    "update axiom dataset works--lines",
    "update better-uptime monitor harbour--gate--open",
    "update better-uptime policy harbour--gate--certificate",
    "update better-uptime statusPageResource status-page--harbour--weather",
  ]);
});

test("an entry of any kind under another id, with its former one, stays the same object at every vendor", async () => {
  const { steps } = await previewOf("renamed", renamed);
  expect(steps.map((step) => [step.op, step.name, step.diffs])).toEqual([]);
});

test("with protection, another name of a dataset is refused: its lines would be gone", async () => {
  const catalog = everyVendor(dir, "lost", ({ works }) => Object.assign(works.stores.lines, { dataset: "others" }));
  const refused = await (await withCatalog(catalog)).preview();
  expect(refused.ok).toBe(false);
  expect(refused.output).toContain("protect");
});

describe("without protection", () => {
  test("what belongs elsewhere is made there and removed here", { timeout: patience }, async () => {
    const catalog = everyVendor(dir, "moved", ({ harbour }) =>
      Object.assign(harbour["status-page"].components.weather, { signal: "gate/slow" }),
    );
    const moved = await (await withCatalog(catalog, { "slostack:protect": false, "posthog:projectId": "103" })).up();
    succeeded(moved);
    // A person set the component before, and a project of PostHog is a place of its own.
    const replaced = [
      "better-uptime statusPageResource status-page--harbour--weather",
      "posthog dashboard works--analytics",
      "posthog featureFlag works--new-crane",
      "posthog insight works--lifted",
    ];
    const replacement = ["create-replacement", "delete-replaced", "replace"];
    // CloudWatch has a protection of its own for lines.
    const unprotected = "update aws logGroup lines";
    expect(bySteps(moved)).toEqual([...replacement.flatMap((op) => replaced.map((object) => `${op} ${object}`)), unprotected]);
    const projects = (prod.objects().posthog ?? []).map(({ kind, fields }) => `${kind} of ${fields.projectId}`);
    expect(projects.sort()).toEqual(["dashboard", "featureFlag", "insight"].flatMap((kind) => [`${kind} of 103`, `${kind} of 2`]));
  });

  test("nothing is left when both stacks are destroyed but what was there before", { timeout: patience }, async () => {
    for (const sandbox of [prod, staging]) succeeded(await sandbox.destroy());
    const names = (objects: readonly (readonly [kind: string, id: string])[]) => objects.map(([kind, id]) => `${kind} ${id}`).sort();
    const left = Object.values(prod.objects()).flatMap((objects) => objects.map(({ kind, id }) => [kind, id] as const));
    const seeded = Object.values(before).flatMap((kinds) =>
      Object.entries(kinds).flatMap(([kind, objects]) => Object.keys(objects).map((id) => [kind, id] as const)),
    );
    expect(names(left)).toEqual(names(seeded));
  });
});

describe("what no API makes has to be there before: the preview fails without", () => {
  let empty: Sandbox;
  beforeAll(async () => {
    empty = await open("prod", "empty");
  });

  test.each<[string, string, string, (fields: Entry) => boolean, string]>([
    [
      "a channel of Slack at Better Stack",
      "better-uptime",
      "slackIntegration",
      ({ slackChannelName }) => slackChannelName === "#dock",
      "no Slack integration for #dock",
    ],
    [
      "a mailbox among the members of Better Stack",
      "better-uptime",
      "teamMember",
      ({ email }) => email === "dock@example.com",
      'team member with email "dock@example.com" not found',
    ],
    [
      "the data source of Grafana's probes",
      "grafana",
      "dataSource",
      ({ uid }) => uid === "synthetics",
      'no data source with uid "synthetics"',
    ],
  ])("%s", async (_, vendor, kind, such, reason) => {
    const account = new Account(join(empty.accounts, vendor));
    const missing = empty.objects()[vendor]?.find((object) => object.kind === kind && such(object.fields));
    if (!missing) throw new Error(`${vendor} has no such ${kind}`);
    account.remove(kind, missing.id);
    const outcome = await empty.preview();
    account.put(kind, missing.id, missing.fields);
    expect(outcome.ok).toBe(false);
    expect(outcome.output).toContain(reason);
  });
});
