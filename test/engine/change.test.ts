import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registry } from "../../components/registry.ts";
import { Account } from "../../sandbox/account.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import { renamed } from "./renames.ts";
import {
  atVendor,
  before as atVendorsBefore,
  copyCatalog,
  type Edits,
  type Entry,
  files,
  kindAndName,
  mostResources,
  nameOf,
  openStack,
  patience,
  resourcesOf,
  succeeded,
  temporary,
} from "./stack.ts";

/** What an edit of the catalog does to a stack that stands. */
const { dir, remove } = temporary();
const before = copyCatalog(dir, "before");
let prod: Sandbox;

beforeAll(async () => {
  prod = await withCatalog(before);
  succeeded(await prod.up());
}, patience);
afterAll(remove);

/** The one stack, from now on with this catalog. */
function withCatalog(catalog: string): Promise<Sandbox> {
  return openStack(dir, "prod", { catalog });
}
const everyVendor = registry.map(({ name }) => name);
const bySteps = (outcome: Outcome) => outcome.steps.map((step) => `${step.op} ${kindAndName(step)}`).sort();

/** A change of the catalog, and the steps that it takes. */
type Case = readonly [name: string, edits: Edits, expected: readonly string[]];

/** Changes of which no two touch the same object: one preview shows what each of them does. */
const apart: readonly Case[] = [
  [
    "the threshold of an alert",
    { hastecrm: (system) => Object.assign(system.services.platform.alerts.cpu.when, { above: "85%" }) },
    ["update dashboard hastecrm--platform--overview", "update ruleGroup hastecrm--platform--alerts"],
  ],
  [
    "the target of an SLO",
    { hastecrm: (system) => Object.assign(system.services.api.slos.availability, { target: "99.95%" }) },
    ["update dashboard hastecrm--api--overview", "update ruleGroup hastecrm--api--alerts"],
  ],
  [
    "the threshold of an alert at Datadog",
    { emailai: ({ services }) => Object.assign(services.database.alerts.connections.when, { above: 15 }) },
    ["update dashboardJson emailai--database--overview", "update monitor emailai--database--connections"],
  ],
  [
    "the share of an alert at Datadog that a composite tells",
    { emailai: ({ services }) => Object.assign(services.api.alerts.errors.when["bad-share"], { above: "7%" }) },
    [
      "update dashboardJson emailai--api--overview",
      "update monitor emailai--api--errors",
      "update monitor emailai--api--errors--share--5m",
    ],
  ],
  [
    "the threshold of an alert at Sentry",
    { emailai: ({ services }) => Object.assign(services.application.alerts["critical-errors"].when.count, { above: 20 }) },
    ["update alert emailai--application--critical-errors", "update metricMonitor emailai--application--critical-errors"],
  ],
  [
    "the threshold of an alert at New Relic",
    { "not-a-label": ({ services }) => Object.assign(services.api.alerts.errors.when["bad-share"], { above: "7%" }) },
    [
      "update nrqlAlertCondition not-a-label--api--errors",
      "update oneDashboardJson not-a-label--api--overview",
      "update oneDashboardJson not-a-label--key-metrics",
    ],
  ],
  [
    "the threshold of an alert at DigitalOcean",
    { "not-a-label": ({ services }) => Object.assign(services.hosts.alerts.cpu.when, { above: "75%" }) },
    ["update monitorAlert not-a-label--hosts--cpu"],
  ],
  [
    "how long an endpoint may fail, at UptimeRobot and at Better Stack",
    {
      "not-a-label": ({ services }) => Object.assign(services.api.alerts.down, { for: "3m" }),
      dreamlust: ({ services }) => Object.assign(services.api.alerts.down, { for: "3m" }),
    },
    // Its policy says in words for how long.
    ["update monitor dreamlust--api--health", "update monitor not-a-label--api--health", "update policy dreamlust--api--down"],
  ],
  [
    "how long lines are kept at Axiom, and who sees what is new at PostHog",
    {
      emailai: ({ stores, analytics }) => {
        stores.axiom.retention = "60d";
        analytics.flags["new-organization-ui"].rollout.prod = "10%";
      },
    },
    ["update dataset emailai--axiom", "update featureFlag emailai--new-organization-ui"],
  ],
  [
    "how long lines are kept at CloudWatch",
    { organization: ({ sources }) => Object.assign(sources["app-logs"], { retention: "60d" }) },
    ["update logGroup app-logs"],
  ],
  [
    "who is on call first, and how long a level waits",
    {
      organization: (file) => {
        file.schedules["crm-primary"].layers.weekly.rotation.reverse();
        file.escalations.crm.levels[0].wait = "10m";
      },
    },
    ["update escalationPolicy crm", "update schedule crm-primary"],
  ],
];
/** All edits of some changes, file by file. */
const together = (cases: readonly Case[]): Edits =>
  Object.fromEntries(files.map((file) => [file, (content: Entry) => cases.forEach(([, edits]) => void edits[file]?.(content))]));

describe("a changed number updates what shows or watches it, and replaces nothing:", () => {
  let preview: Outcome;
  beforeAll(async () => {
    const sandbox = await withCatalog(copyCatalog(dir, "apart", together(apart)));
    preview = await sandbox.preview();
  }, patience);

  test.each(apart)("%s", (_, __, expected) => {
    succeeded(preview);
    expect(bySteps(preview)).toEqual(expect.arrayContaining([...expected]));
  });

  test("and nothing else", () => {
    expect(bySteps(preview)).toEqual(apart.flatMap(([, , expected]) => expected).sort());
    onlyWordsOfComposites(preview);
  });
});

/** Composites read their members by id: only their words change. */
function onlyWordsOfComposites({ steps }: Outcome): void {
  const composites = steps.filter(({ name }) => /^emailai--api--.*(?:errors|page|ticket)$/.test(name));
  expect(composites.length).toBeGreaterThan(0);
  expect(composites.flatMap(({ diffs }) => diffs).filter((property) => property !== "message")).toEqual([]);
}

test("every kind of entry may be renamed with its former id, and nothing changes at a vendor", async () => {
  const sandbox = await withCatalog(copyCatalog(dir, "renamed", renamed));
  const preview = await sandbox.preview({ expectNoChanges: true });
  expect(preview.steps.map((step) => [step.op, kindAndName(step), step.diffs])).toEqual([]);
  succeeded(preview);
});

test("the stack has no more resources than one stack may have, providers and the stack itself included", async () => {
  const all = 1 + resourcesOf(prod).length;
  expect(all).toBeGreaterThan(400);
  expect(all).toBeLessThanOrEqual(mostResources);
});

describe("where the program finds a problem, nothing is registered:", () => {
  const { dir: empty, remove: removeEmpty } = temporary();
  afterAll(removeEmpty);
  test.each<[string, Edits, Record<string, unknown>, string[]]>([
    [
      "faults of the catalog, all of them told at once",
      {
        organization: (file) => Object.assign(file["on-call"].crm, { escalation: "cmr" }),
        hastecrm: (system) => {
          system.services.api.slos.availability.target = "100%";
          system.services.web.slos["page-load"].runbook = "nowhere";
          system.services.jobs.alerts.backlog.treshold = 5;
        },
      },
      {},
      [
        "organization.yaml:",
        "hastecrm.yaml:",
        "unknown-escalation",
        'did you mean "crm"',
        "target-of-100",
        "missing-runbook",
        "unknown-key",
      ],
    ],
    [
      "an alert that cannot fire",
      { hastecrm: (system) => Object.assign(system.services.database.alerts.down.when, { below: 0 }) },
      {},
      ["cannot-fire", "hastecrm.yaml:"],
    ],
    [
      "vendors that are missing, unknown or unable, all of it at once",
      { organization: (file) => Object.assign(file.escalations.crm.levels[1], { wait: "90s" }) },
      { vendors: ["pagerduty", "grafanna"] },
      [
        "grafanna",
        'Did you mean "grafana"?',
        "grafana is not in slostack:vendors of this stack",
        "list it in slostack:withoutVendors",
        "escalations/crm/levels/2/wait: 90s",
      ],
    ],
    ["an environment that the catalog has not", {}, { environment: "production" }, ["environment production", "prod, staging"]],
  ])("%s", async (name, edits, config, told) => {
    const catalog = copyCatalog(empty, name.replaceAll(" ", "-"), edits);
    // Settings of an earlier case would stay.
    const sandbox = await openStack(empty, "prod", { catalog, environment: "prod", vendors: everyVendor, ...config });
    const refused = await sandbox.up();
    expect(refused.ok).toBe(false);
    for (const words of [...told, "Nothing was registered."]) expect(refused.output).toContain(words);
    expect(resourcesOf(sandbox)).toEqual([]);
    const objects = Object.values(sandbox.objects()).flat();
    expect(objects.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(atVendorsBefore);
  });
});

test(
  "another environment that pages finds the escalation policy of the owner, and registers nobody a second time",
  async () => {
    const is = {
      ...{ prometheus: { env: "canary" }, datadog: { env: "canary" }, sentry: { environment: "canary" }, aws: { path: "canary" } },
      ...{ newrelic: { environment: "canary" }, digitalocean: { tag: "env:canary" } },
    };
    const catalog = copyCatalog(dir, "canary", {
      organization: (file) => Object.assign(file.environments, { canary: { is, page: "always" } }),
    });
    const canary = await openStack(dir, "canary", { catalog, vendors: everyVendor, "posthog:projectId": "3" });
    // Sentry knows an environment from its first event on.
    new Account(join(canary.accounts, "sentry")).put("environment", "399", { organization: "your-org", name: "canary" });
    succeeded(await canary.up());
    const standing = atVendor(resourcesOf(canary));
    expect(standing.filter(({ type }) => type.startsWith("opsgenie:"))).toEqual([]);
    const resources = standing.filter(({ type }) => type.startsWith("pagerduty:"));
    const named = resources.map((resource) => kindAndName({ type: resource.type, name: nameOf(resource) }));
    const calls = ["crm", "dreamlust", "emailai", "not-a-label", "resonant"];
    // No system has an address there, so that nothing is probed; a missed heartbeat pages the people of its source all the same.
    const senders = [
      ...["crm--better-stack", "crm--datadog", "crm--grafana", "dreamlust--grafana", "emailai--application", "emailai--better-stack"],
      ...["emailai--datadog", "emailai--sentry", "not-a-label--newrelic", "resonant--alertmanager", "resonant--better-stack"],
    ];
    expect(named.sort()).toEqual([
      ...calls.map((call) => `alertGroupingSetting ${call}`),
      ...calls.map((call) => `service ${call}`),
      ...senders.map((sender) => `serviceIntegration ${sender}`),
    ]);
    const policies = canary.objects().pagerduty?.flatMap(({ kind, id }) => (kind === "escalationPolicy" ? [id] : []));
    const used = resources.flatMap(({ type, inputs }) => (type.endsWith(":Service") ? [inputs?.escalationPolicy] : []));
    expect(used.sort()).toEqual(policies?.sort());
    succeeded(await canary.destroy());
  },
  patience,
);

/** Both change a dashboard that one of the changes above changes as well. */
const applied: Edits = {
  hastecrm: (system) => Object.assign(system.services.platform.alerts.disk.when, { below: "25%" }),
  emailai: ({ services }) => Object.assign(services.api.slos.availability, { target: "99.5%" }),
};

test("a changed threshold and the target of an SLO at Datadog reach what watches and shows them at the vendors, and no other object", async () => {
  const objects = prod.objects();
  const sandbox = await withCatalog(copyCatalog(dir, "louder", applied));
  const up = await sandbox.up();
  succeeded(up);
  const expected = [
    "update dashboard hastecrm--platform--overview",
    "update dashboardJson emailai--api--overview",
    "update monitor emailai--api--availability--page",
    "update monitor emailai--api--availability--ticket",
    "update ruleGroup hastecrm--platform--alerts",
    "update serviceLevelObjective emailai--api--availability",
  ];
  expect(bySteps(up)).toEqual(expected);
  onlyWordsOfComposites(up);
  const changed = Object.entries(sandbox.objects()).flatMap(([vendor, now]) =>
    now.filter((object) => !objects[vendor]?.some((old) => JSON.stringify(old) === JSON.stringify(object))),
  );
  expect(changed.map(({ kind }) => kind).sort()).toEqual(expected.map((step) => step.split(" ")[1]));
  const atGrafana = changed.filter(({ id }) => id.startsWith("1:"));
  expect(atGrafana.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual([
    "dashboard 1:hastecrm--platform--overview--prod",
    "ruleGroup 1:hastecrm--prod:hastecrm--platform--alerts",
  ]);
  expect(JSON.stringify(atGrafana)).toContain("< 25");
  expect(JSON.stringify(changed)).toContain('"target":99.5');
});
