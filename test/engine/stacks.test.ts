import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { declaredObjects } from "../../analysis/on-call/declared.ts";
import { targets } from "../../artifacts/registry.ts";
import { render } from "../../artifacts/render.ts";
import { sandboxVendors } from "../../cli/sandbox-accounts.ts";
import { pagerduty } from "../../components/pagerduty/index.ts";
import { accountOf } from "../../components/pagerduty/paging/objects.ts";
import { pagingOf } from "../../components/pagerduty/paging/walk.ts";
import { pluginVersion } from "../../components/pagerduty/provider.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { Account, type AccountObject } from "../../sandbox/account.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import { edits, follow, neverGivenBack, removed } from "./edits-by-hand.ts";
import { physicalNames } from "./physical-names.ts";
import {
  atVendor,
  before,
  copyCatalog,
  type Entry,
  integrationKey,
  keptOf,
  kindOf,
  logAlarms,
  mostResources,
  nameOf,
  openStack,
  packageOf,
  patience,
  resourcesOf,
  type StateResource,
  secrets,
  succeeded,
  temporary,
} from "./stack.ts";
import { kindAt, ofKind, renderedRules, standingAlerts, wordsOf } from "./standing.ts";

/**
 * Both stacks of the products in one account, as they stand together in production, with alarms at CloudWatch too; and what people
 * change by hand at the vendors, object by object, in the stack prod.
 */
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
  standing.prod = resourcesOf(prod);
  standing.staging = resourcesOf(staging);
}, patience);
afterAll(remove);

const of = (stack: string) => standing[stack] ?? [];
const stackNames = ["prod", "staging"] as const;

function monitoringOf(stack: string) {
  const loaded = loadCatalog(catalog).catalog;
  if (!loaded) throw new Error("the catalog has problems");
  const resolved = resolve(loaded, stack);
  return { resolved, alerts: alertsOf(resolved) };
}

test.each(stackNames)("%s stands up from nothing", (stack) => {
  expect(first[stack]?.output).not.toContain("warning");
  expect(first[stack]).toMatchObject({ ok: true });
  expect(Object.keys(first[stack]?.changes ?? {})).toEqual(["create"]);
});

test.each(stackNames)(
  "a second update of %s changes nothing, and finds at the vendors what the first one made",
  async (stack) => {
    const sandbox = stack === "prod" ? prod : staging;
    const again = await sandbox.up({ refresh: true, expectNoChanges: true });
    expect(again.output).not.toMatch(/\b(?:error|warning):/);
    succeeded(again);
    expect(again.steps).toEqual([]);
    expect(Object.keys(again.changes)).toEqual(["same"]);
  },
  patience,
);

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

test.each(stackNames)("every alert of the catalog and every sign of life stands at its evaluator and nowhere else, in %s", (stack) => {
  const { resolved, alerts } = monitoringOf(stack);
  const rendered = renderedRules(resolved, alerts);
  const words = alerts.flatMap(wordsOf);
  for (const [evaluator, standing] of Object.entries(standingAlerts)) {
    const expected = words.flatMap(([at, word]) => (at === evaluator ? [word] : []));
    expect(expected.length).toBeGreaterThan(0);
    expect([evaluator, standing(of(stack), rendered).sort()]).toEqual([evaluator, expected.sort()]);
  }
});

test("staging has no more resources than one stack may have, with alarms at CloudWatch besides", () => {
  expect(of("staging").length + 1).toBeLessThanOrEqual(mostResources);
});

test("the two environments share no physical name, nor own one object twice", () => {
  const names = stackNames.map((stack) => new Set(atVendor(of(stack)).flatMap(physicalNames)));
  const [ofProd = new Set<string>(), ofStaging = new Set<string>()] = names;
  expect(ofProd.size).toBeGreaterThan(800);
  expect([...ofProd].filter((name) => ofStaging.has(name))).toEqual([]);
});

test("whatever counts for the whole account stands once, in the stack that owns the account", () => {
  const kinds = (stack: string) => new Set(atVendor(of(stack)).map(kindAt));
  const [ofProd, ofStaging] = [kinds("prod"), kinds("staging")];
  // The products probe their endpoints by others.
  const unused = ["checkly"];
  expect([...new Set([...ofProd].map((kind) => kind.split(" ")[0])), ...unused].sort()).toEqual([...sandboxVendors].sort());
  expect([...ofProd].filter((kind) => !ofStaging.has(kind)).sort()).toEqual(
    [
      ...["user", "userContactMethod", "userNotificationRule", "team", "teamMembership"].map((kind) => `pagerduty ${kind}`),
      ...["schedule", "escalationPolicy"].map((kind) => `pagerduty ${kind}`),
      ...["user", "userContact", "notificationRule", "team"].map((kind) => `opsgenie ${kind}`),
      ...["schedule", "scheduleRotation", "escalation"].map((kind) => `opsgenie ${kind}`),
      ...["channel", "metricTagConfiguration", "logsCustomPipeline", "sensitiveDataScannerGroup", "sensitiveDataScannerRule"].map(
        (kind) => `datadog ${kind}`,
      ),
      // Nobody is paged by staging.
      ...["service", "serviceIntegration", "alertGroupingSetting"].map((kind) => `pagerduty ${kind}`),
      ...["opsgenie apiIntegration", "datadog serviceObject", "sentry integrationPagerduty", "better-uptime pagerdutyIntegration"],
      // Customers look at one page, and only a page is sent to the gateway.
      ...["statusPage", "statusPageSection", "statusPageResource", "outgoingWebhook"].map((kind) => `better-uptime ${kind}`),
    ].sort(),
  );
  expect([...ofStaging].filter((kind) => !ofProd.has(kind))).toEqual([]);
});

/** The sign of a page at each vendor; everything of prod that pages has one. */
const pagingSigns: readonly RegExp[] = [
  /"pagerduties":/,
  /@pagerduty-/,
  /"pagerduty":\{/,
  /"type":"PAGERDUTY_SERVICE_INTEGRATION"/,
  /"type":"pagerduty"/,
  /better-uptime:index\/pagerdutyIntegration:/,
  /urn:pulumi:[^"]*pagerduty:/,
  /urn:pulumi:[^"]*opsgenie:/,
];

test("staging reaches no pager: neither a key, an id nor a sign of a page stands anywhere in it", () => {
  const pager = [
    ...atVendor(of("prod")).filter(({ type }) => ["pagerduty", "opsgenie"].includes(packageOf(type))),
    ...ofKind(of("prod"), "sentry integrationPagerduty", "better-uptime pagerdutyIntegration"),
  ];
  const [ofProd = "", ofStaging = ""] = stackNames.map((stack) => {
    const { resolved, alerts } = monitoringOf(stack);
    const rendered = render(targets, resolved, alerts);
    const configurations = "files" in rendered ? rendered.files.filter(({ path }) => path.endsWith(".yml")) : [];
    expect(configurations.length).toBeGreaterThan(0);
    return JSON.stringify([atVendor(of(stack)), configurations]);
  });
  for (const { id = "" } of pager) expect(ofStaging).not.toContain(`"${id}"`);
  expect(ofStaging).not.toMatch(/pagerduty|opsgenie/i);
  // The same search finds the pages of prod; of the address at SNS the state holds the ciphertext alone.
  for (const sign of [...pagingSigns, /pagerduty_configs:/]) expect([sign, sign.test(ofProd)]).toEqual([sign, true]);
  const subscriptions = (stack: string) => ofKind(of(stack), "aws topicSubscription");
  expect(subscriptions("prod").map(({ inputs }) => inputs?.protocol)).toContain("https");
  expect(subscriptions("staging").filter(({ inputs }) => inputs?.protocol !== "email")).toEqual([]);
});

test("a page of prod goes to whoever holds the secret key that its on-call service gave to the vendor", () => {
  const held: Readonly<Record<string, readonly [account: string, kind: string]>> = {
    grafana: ["grafana", "contactPoint"],
    datadog: ["datadog", "serviceObject"],
    sentry: ["sentry", "integrationPagerduty"],
    newrelic: ["newrelic", "notificationDestination"],
    uptimerobot: ["uptimerobot", "integration"],
    "better-stack": ["better-uptime", "pagerdutyIntegration"],
  };
  // A person puts these where no vendor of a stack reaches; of the address at SNS the state holds the ciphertext alone.
  const handedOut = ["alertmanager", "application", "aws"];
  const keys = Object.entries(keysOfProd());
  expect(new Set(keys.map(([name]) => name.split("--")[1]))).toEqual(new Set([...Object.keys(held), ...handedOut]));
  for (const [sender, [account, kind]] of Object.entries(held)) {
    const holders = (prod.objects()[account] ?? []).filter((object) => object.kind === kind);
    // The vendor keeps a hash of what is write-only.
    for (const [name, key] of keys.filter(([name]) => name.endsWith(`--${sender}`)))
      expect([name, JSON.stringify(holders)]).toEqual([name, expect.stringContaining(keptOf(key))]);
  }
});

test("whom a page of prod reaches by what PagerDuty holds is whom the catalog's data say, for every on-call service it has", () => {
  const { resolved, alerts } = monitoringOf("prod");
  const [held, declared] = [accountOf(prod.objects().pagerduty ?? []), accountOf(declaredObjects(pagerduty, resolved, alerts))];
  const names = [...declared.services.values()].map(({ name }) => name);
  expect([...held.services.values()].map(({ name }) => name).sort()).toEqual([...names].sort());
  expect(names.length).toBeGreaterThan(1);
  for (const name of names)
    for (const at of ["2026-03-30T06:30:00Z", "2026-03-30T07:00:00Z", "2026-12-24T18:00:00Z"])
      expect(pagingOf(held, name, Date.parse(at))).toEqual(pagingOf(declared, name, Date.parse(at)));
});

test("no secret stands in plain text in a state, a settings file, an account or an output", async () => {
  const sought = [...Object.values(secrets), ...Object.values(keysOfProd())];
  // DigitalOcean shows to its customer the address at Slack that it posts to.
  const shown = join("accounts", "digitalocean", "monitorAlert");
  const searched = files(dir).filter((file) => !file.includes(shown));
  const found = searched.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return sought.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${file}`);
  });
  expect(files(dir).filter((file) => file.includes("/state/")).length).toBeGreaterThan(0);
  expect(found).toEqual([]);
  const outputs = JSON.stringify(await prod.outputs());
  expect(outputs).toContain("[secret]");
  expect(sought.filter((secret) => outputs.includes(secret))).toEqual([]);
});

test("an edit is tried on every kind of object that exists", () => {
  const kinds = [...new Set(atVendor(of("prod")).map(kindAt))];
  expect([...Object.keys(edits), ...neverGivenBack].sort()).toEqual(kinds.sort());
});

test("an edit by hand of any kind is found by a preview that refreshes, and healed by the next update", { timeout: patience }, async () => {
  const untouched = prod.objects();
  for (const [kind, { name, edit }] of Object.entries(edits)) {
    const { account, object } = locate(kind, name);
    const fields: Entry = structuredClone(object.fields);
    edit(fields);
    expect([kind, fields]).not.toEqual([kind, object.fields]);
    account.put(object.kind, object.id, fields);
  }

  const found = await prod.preview({ refresh: true, expectNoChanges: true });
  expect(found.ok).toBe(false);
  expect(bySteps(found)).toEqual(
    Object.entries(edits)
      .map(([kind, { name }]) => `update ${kind} ${name}`)
      .sort(),
  );

  succeeded(await prod.up({ refresh: true }));
  expect(prod.objects()).toEqual(untouched);
});

test("what was removed by hand is found, and made again; a new key reaches whoever sends with it", { timeout: patience }, async () => {
  for (const [kind, name] of removed) {
    const { account, object } = locate(kind, name);
    account.remove(object.kind, object.id);
  }

  const found = await prod.preview({ refresh: true, expectNoChanges: true });
  expect(found.ok).toBe(false);
  expect(bySteps(found).filter((step) => step.startsWith("create "))).toEqual(
    removed.map(([kind, name]) => `create ${kind} ${name}`).sort(),
  );
  expect(bySteps(found)).toEqual(expect.arrayContaining(follow.map((step) => `update ${step}`)));

  const healed = await prod.up({ refresh: true });
  succeeded(healed);
  expect(bySteps(healed).filter((step) => !/^(create|update) /.test(step))).toEqual([]);
  succeeded(await prod.preview({ refresh: true, expectNoChanges: true }));
  const again = resourcesOf(prod);
  expect(again.map(({ urn }) => urn).sort()).toEqual(
    of("prod")
      .map(({ urn }) => urn)
      .sort(),
  );

  standing.prod = again;
  for (const [integration, kind, name] of [
    ["crm--grafana", "grafana contactPoint", "page--crm--crm-alerts"],
    ["crm--better-stack", "better-uptime pagerdutyIntegration", "page--crm"],
    ["not-a-label--newrelic", "newrelic notificationDestination", "to--not-a-label--page"],
    ["not-a-label--uptimerobot", "uptimerobot integration", "page--not-a-label"],
  ] as const) {
    const { id } = locate("pagerduty serviceIntegration", integration).object;
    expect([name, JSON.stringify(locate(kind, name).object.fields)]).toEqual([name, expect.stringContaining(keptOf(integrationKey(id)))]);
  }
});

test(
  "what pages cannot be destroyed while the stack protects it; without protection nothing is left behind",
  async () => {
    const guarded = of("prod")
      .filter(({ protect }) => protect)
      .map(kindAt);
    const unguarded = atVendor(of("prod"))
      .filter(({ protect }) => !protect)
      .map(kindAt);
    // Nothing pages less, and no history is lost, without these: the next update brings them back.
    expect([...new Set(unguarded)].filter((kind) => !guarded.includes(kind)).sort()).toEqual(unguardedKinds);
    // Of one kind, only what pages is guarded.
    expect([...new Set(unguarded)].filter((kind) => guarded.includes(kind)).sort()).toEqual(partlyGuardedKinds);
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
  },
  patience,
);

const unguardedKinds = [
  ...["user", "userContactMethod", "userNotificationRule", "team", "teamMembership", "alertGroupingSetting"].map(
    (kind) => `pagerduty ${kind}`,
  ),
  ...["user", "userContact", "notificationRule"].map((kind) => `opsgenie ${kind}`),
  ...["dashboard", "messageTemplate"].map((kind) => `grafana ${kind}`),
  ...["channel", "dashboardJson", "metricTagConfiguration", "webhook"].map((kind) => `datadog ${kind}`),
  ...["outgoingWebhook", "severity", "statusPageResource", "statusPageSection"].map((kind) => `better-uptime ${kind}`),
  ...["oneDashboardJson"].map((kind) => `newrelic ${kind}`),
  ...["dashboard", "featureFlag", "insight"].map((kind) => `posthog ${kind}`),
  ...["axiom dashboard", "digitalocean monitorAlert", "uptimerobot alertContact"],
].sort();

const partlyGuardedKinds = [
  ...["aws topic", "aws topicSubscription", "grafana contactPoint", "sentry alert", "sentry metricMonitor", "uptimerobot integration"],
  ...["better-uptime monitor", "better-uptime policy"],
  ...["alertPolicy", "notificationChannel", "notificationDestination", "nrqlAlertCondition", "workflow"].map((kind) => `newrelic ${kind}`),
].sort();

/** Secret keys by the names of the integrations: `<on-call>--<sender>`. */
function keysOfProd(): Record<string, string> {
  const integrations = ofKind(of("prod"), "pagerduty serviceIntegration");
  return Object.fromEntries(integrations.map((resource) => [nameOf(resource), integrationKey(resource.id ?? "")]));
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const bySteps = (outcome: Outcome) => outcome.steps.map(({ op, type, name }) => `${op} ${kindAt({ type })} ${name}`).sort();

/** The object in the account that a resource of the stack stands for. */
function locate(kind: string, name: string): { account: Account; object: AccountObject } {
  const resource = atVendor(of("prod")).find((one) => kindAt(one) === kind && nameOf(one) === name);
  if (!resource?.id) throw new Error(`the stack has no ${kind} ${name}`);
  const account = new Account(join(prod.accounts, packageOf(resource.type)));
  const fields = account.get(kindOf(resource.type), resource.id);
  if (!fields) throw new Error(`${kind} ${resource.id} is not in the account`);
  return { account, object: { kind: kindOf(resource.type), id: resource.id, fields } };
}
