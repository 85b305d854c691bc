import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import {
  atVendor,
  copyCatalog,
  type Edits,
  type Entry,
  kindAndName,
  nameOf,
  openStack,
  rename,
  resourcesOf,
  succeeded,
  temporary,
  turnRound,
} from "./stack.ts";

/** What an edit of the catalog does to a stack that stands. */
const { dir, remove } = temporary();
const before = copyCatalog(dir, "before");
let prod: Sandbox;

beforeAll(async () => {
  prod = await withCatalog(before);
  succeeded(await prod.up());
});
afterAll(remove);

/** The one stack, from now on with this catalog. */
function withCatalog(catalog: string): Promise<Sandbox> {
  return openStack(dir, "prod", { catalog });
}
const bySteps = (outcome: Outcome) => outcome.steps.map((step) => `${step.op} ${kindAndName(step)}`).sort();

describe("a changed number updates what shows or watches it, and replaces nothing:", () => {
  test.each<[string, Edits, string[]]>([
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
      "who is on call first, how long a level waits, and when business hours end",
      {
        organization: (file) => {
          file.schedules["crm-primary"].layers.weekly.rotation.reverse();
          file.escalations.crm.levels[0].wait = "10m";
          file.calendars["business-hours"].to = "17:00";
        },
      },
      ["update escalationPolicy crm", "update muteTiming hours--business-hours", "update schedule crm-primary"],
    ],
  ])("%s", async (name, edits, expected) => {
    const sandbox = await withCatalog(copyCatalog(dir, name.replaceAll(" ", "-"), edits));
    const preview = await sandbox.preview();
    succeeded(preview);
    expect(bySteps(preview)).toEqual(expected);
  });
});

test("every kind of entry may be renamed with its former id, and nothing changes at a vendor", async () => {
  const former = (entries: Entry, from: string, to: string) => Object.assign(rename(entries, from, to), { formerly: [from] });
  const renamed: Edits = {
    organization: (file) => {
      former(file.teams, "crm-platform", "platform");
      former(file.schedules, "crm-primary", "first");
      former(file.escalations, "crm", "engineers");
      former(file["on-call"], "crm", "sales");
      file.sources["crm-prom"].owner = "platform";
      file.sources["crm-prom"]["on-call"] = "sales";
      file.escalations.engineers.team = "platform";
      file.escalations.engineers.levels[0].schedule = "first";
      file["on-call"].sales.escalation = "engineers";
    },
    hastecrm: (system) => {
      Object.assign(system, { system: "crm", formerly: ["hastecrm"], owner: "platform", "on-call": "sales" });
      const gateway = former(system.services, "api", "gateway");
      former(gateway.signals, "success", "served");
      former(gateway.slos, "availability", "uptime").signal = "served";
      former(gateway.alerts, "errors", "failures").signal = "served";
      const overview = former(system.dashboards, "system-overview", "overview");
      former(overview.panels, "request-rate", "requests");
      for (const { panels } of Object.values<Entry>(system.dashboards)) {
        for (const { show } of Object.values<Entry>(panels)) {
          for (const key of Object.keys(show)) if (typeof show[key] === "string") show[key] = show[key].replace(/^api\//, "gateway/");
        }
      }
    },
  };
  const sandbox = await withCatalog(copyCatalog(dir, "renamed", renamed));
  const preview = await sandbox.preview({ expectNoChanges: true });
  expect(preview.steps.map((step) => [step.op, kindAndName(step), step.diffs])).toEqual([]);
  succeeded(preview);
});

test("the order of keys in the catalog means nothing", async () => {
  const sandbox = await withCatalog(copyCatalog(dir, "turned", { organization: turnRound, hastecrm: turnRound }));
  const preview = await sandbox.preview({ expectNoChanges: true });
  expect(bySteps(preview)).toEqual([]);
  succeeded(preview);
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
      ["grafanna", "grafana is meant?", "which this stack has not switched on", "escalations/crm/levels/2/wait: 90s"],
    ],
    ["an environment that the catalog has not", {}, { environment: "production" }, ["environment production", "prod, staging"]],
  ])("%s", async (name, edits, config, told) => {
    const catalog = copyCatalog(empty, name.replaceAll(" ", "-"), edits);
    // Settings of an earlier case would stay.
    const sandbox = await openStack(empty, "prod", { catalog, environment: "prod", vendors: ["grafana", "pagerduty"], ...config });
    const refused = await sandbox.up();
    expect(refused.ok).toBe(false);
    for (const words of [...told, "Nothing was registered."]) expect(refused.output).toContain(words);
    expect(await resourcesOf(sandbox)).toEqual([]);
    expect(
      Object.values(sandbox.objects())
        .flat()
        .map(({ kind }) => kind),
    ).toEqual(["dataSource"]);
  });
});

test("another environment that pages finds the escalation policy of the owner, and registers nobody a second time", async () => {
  const catalog = copyCatalog(dir, "canary", {
    organization: (file) => Object.assign(file.environments, { canary: { is: { prometheus: { env: "canary" } }, page: "always" } }),
  });
  const canary = await openStack(dir, "canary", { catalog, vendors: ["grafana", "pagerduty"] });
  succeeded(await canary.up());
  const resources = atVendor(await resourcesOf(canary)).filter(({ type }) => type.startsWith("pagerduty:"));
  const named = resources.map((resource) => kindAndName({ type: resource.type, name: nameOf(resource) }));
  expect(named.sort()).toEqual(["alertGroupingSetting crm", "service crm", "serviceIntegration crm--grafana"]);
  const policy = canary.objects().pagerduty?.find(({ kind }) => kind === "escalationPolicy");
  expect(resources.find(({ type }) => type.endsWith(":Service"))?.inputs?.escalationPolicy).toBe(policy?.id);
  succeeded(await canary.destroy());
});

test("another run from nothing declares the same to the byte, but for the ids that vendors make", async () => {
  const { dir: other, remove: removeOther } = temporary();
  try {
    const again = await openStack(other, "prod", { catalog: copyCatalog(dir, "again", { organization: turnRound, hastecrm: turnRound }) });
    succeeded(await again.up());
    expect(await declared(again)).toBe(await declared(prod));
  } finally {
    removeOther();
  }
});

test("a changed threshold reaches the rule at the vendor, and no other object", async () => {
  const objects = prod.objects();
  const sandbox = await withCatalog(
    copyCatalog(dir, "louder", { hastecrm: (system) => Object.assign(system.services.platform.alerts.disk.when, { below: "25%" }) }),
  );
  succeeded(await sandbox.up());
  const changed = Object.entries(sandbox.objects()).flatMap(([vendor, now]) =>
    now.filter((object) => !objects[vendor]?.some((old) => JSON.stringify(old) === JSON.stringify(object))),
  );
  expect(changed.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual([
    "dashboard 1:hastecrm--platform--overview--prod",
    "ruleGroup 1:hastecrm--prod:hastecrm--platform--alerts",
  ]);
  expect(JSON.stringify(changed)).toContain("< 25");
});

/** What a stack declares, in the order of names; ids of the vendor and encrypted secrets written by what they stand for. */
async function declared(sandbox: Sandbox): Promise<string> {
  const resources = await resourcesOf(sandbox);
  const ids = new Map(
    atVendor(resources).map((resource) => [resource.id ?? "", kindAndName({ type: resource.type, name: nameOf(resource) })]),
  );
  const written = resources
    .sort((a, b) => (a.urn < b.urn ? -1 : 1))
    .map(({ urn, inputs, protect, parent }) => JSON.stringify({ urn, inputs, protect, parent }))
    .join("\n")
    .replaceAll(/"ciphertext":"[^"]*"/g, '"ciphertext":""');
  return [...ids].reduce((text, [id, name]) => text.replaceAll(id, name), written);
}
