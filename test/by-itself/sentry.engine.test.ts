import { afterAll, beforeAll, expect, test } from "vitest";
import { accountBefore } from "../../components/sentry/fake/before.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import { atVendor, kindAndName, nameOf, patience, resourcesOf, type StateResource, succeeded, temporary } from "../engine/stack.ts";
import { openProgram } from "./opened.ts";

/** Alerts on errors by themselves, on the real engine, at an organization that people have set up. */
const { dir, remove } = temporary();
afterAll(remove);

const before = {
  organization: "acme",
  project: "checkout",
  environments: ["prod", "production"],
  teams: ["payments"],
  members: ["ops@example.com"],
  slackWorkspace: "acme",
  pagerdutyAccount: "acme",
};
const open = (folder: string, program: string, there: Parameters<typeof accountBefore>[0]) =>
  openProgram(`${dir}/${folder}`, program, {
    vendors: ["sentry"],
    secrets: { "sentry:token": "a-token" },
    seed: { sentry: accountBefore(there) },
  });

let example: Sandbox;
let paging: Sandbox;
let resources: StateResource[];
let made: StateResource[];

beforeAll(async () => {
  example = await open("example", "examples/sentry-issue-alerts.ts", before);
  succeeded(await example.up());
  resources = resourcesOf(example);
  paging = await open("paging", "programs/sentry-paging.ts", before);
  succeeded(await paging.up());
  made = resourcesOf(paging);
}, patience);

test("the example stands up, every object below the component and named after it", () => {
  const component = resources.find(({ type }) => type === "slostack:sentry:IssueAlerts");
  const objects = atVendor(resources);
  expect(objects.map(({ parent }) => parent)).toEqual(objects.map(() => component?.urn));
  expect(objects.map((one) => kindAndName({ type: one.type, name: nameOf(one) })).sort()).toEqual([
    "alert checkout--many-errors",
    "alert checkout--new-crash",
    "metricMonitor checkout--many-errors",
  ]);
});

test("its output is the id of an alert, which posts to the channel", async () => {
  const alert = resources.find(({ type, urn }) => type === "sentry:index/alert:Alert" && urn.endsWith("many-errors"));
  expect(await example.outputs()).toEqual({ alert: alert?.id });
  expect(JSON.stringify(alert?.inputs)).toContain('"channelName":"#checkout"');
});

test.each(["example", "paging"])("a second preview of %s changes nothing, also against what the vendor holds", async (which) => {
  const stack = which === "paging" ? paging : example;
  expect(await stack.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});

test("a critical alert calls the service of PagerDuty, whose key is secret", async () => {
  const integration = made.find(({ type }) => type.endsWith(":IntegrationPagerduty"));
  const alert = made.find(({ type }) => type === "sentry:index/alert:Alert");
  expect(integration && nameOf(integration)).toBe("checkout--page--acme--recipients");
  expect(alert?.inputs).toMatchObject({
    actionFilters: [
      { actions: [{ pagerduty: { serviceName: "Checkout (prod)", severity: "critical" } }, { email: { targetType: "user" } }] },
    ],
  });
  expect(await paging.export()).not.toContain("key-of-the-service");
});

test("errors are counted in the environment that the application sends", () => {
  expect(made.find(({ type }) => type.endsWith(":MetricMonitor"))?.inputs).toMatchObject({
    environment: "production",
    project: "checkout",
  });
});

test(
  "a team that is not at Sentry fails the preview",
  async () => {
    const without = await open("without", "examples/sentry-issue-alerts.ts", { ...before, teams: [] });
    expect(await without.preview()).toMatchObject({ ok: false, output: expect.stringContaining("payments") });
  },
  patience,
);
