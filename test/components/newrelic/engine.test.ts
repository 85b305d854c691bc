import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Account } from "../../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";

/** What New Relic sees of Not a Label, on the real engine. */

const root = resolve(import.meta.dirname, "..", "..", "..");
const hook = (name: string) => `https://hooks.slack.com/services/${name}-in-plain-text`;
const secrets = {
  key: "pager-key-in-plain-text",
  "newrelic:apiKey": "user-key-in-plain-text",
  "slostack:slackWebhook-not-a-label": hook("label"),
  "slostack:slackWebhook-nal-slack": hook("slack"),
  "slostack:slackWebhook-nal-payments": hook("payments"),
  "slostack:slackWebhook-staging-alerts": hook("staging"),
};

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-newrelic-component-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const open = (environment: string, protect = false): Promise<Sandbox> =>
  openSandbox({
    dir,
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack: environment,
    config: { root, environment, protect: String(protect), "newrelic:accountId": "1234567", "newrelic:region": "EU" },
    secrets,
    vendors: ["newrelic"],
  });

const objects = (sandbox: Sandbox, kind: string, environment: string) =>
  (sandbox.objects().newrelic ?? []).filter(
    ({ kind: own, fields }) => own === kind && String(fields.name ?? fields.json).includes(`(${environment})`),
  );

test("production pages and posts, staging posts, both are unchanged afterwards, and no secret is in the state", async () => {
  for (const environment of ["prod", "staging"]) {
    const sandbox = await open(environment);
    const first = await sandbox.up();
    expect(first.output).not.toContain("error:");
    expect(first.ok).toBe(true);
    expect(objects(sandbox, "nrqlAlertCondition", environment)).toHaveLength(6);
    expect(objects(sandbox, "oneDashboardJson", environment).length).toBeGreaterThan(3);
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
    const state = await sandbox.export();
    for (const secret of Object.values(secrets)) expect(state).not.toContain(secret.replace("https://hooks.slack.com/", ""));
  }
  const types = (environment: string, sandbox: Sandbox) =>
    [...new Set(objects(sandbox, "notificationDestination", environment).map(({ fields }) => fields.type))].sort();
  const sandbox = await open("prod");
  expect(types("prod", sandbox)).toEqual(["EMAIL", "PAGERDUTY_SERVICE_INTEGRATION", "WEBHOOK"]);
  expect(types("staging", sandbox)).toEqual(["WEBHOOK"]);
});

test("the way of every condition is whole: its policy, one workflow, its channels and destinations", async () => {
  const sandbox = await open("prod");
  const workflows = objects(sandbox, "workflow", "prod");
  for (const { fields } of objects(sandbox, "nrqlAlertCondition", "prod")) {
    const own = workflows.filter((workflow) => JSON.stringify(workflow.fields.issuesFilter).includes(`"${String(fields.policyId)}"`));
    expect([fields.name, own.length]).toEqual([fields.name, 1]);
  }
  expect(objects(sandbox, "alertMutingRule", "prod")).toEqual([]);
});

test("a threshold that was raised by hand is found and mended, and nothing else changes", async () => {
  const sandbox = await open("prod");
  const raised = objects(sandbox, "nrqlAlertCondition", "prod").find(({ fields }) => String(fields.name).includes("High error rate"));
  if (!raised) throw new Error("there is no condition");
  const critical = Object(raised.fields.critical);
  new Account(join(sandbox.accounts, "newrelic")).put("nrqlAlertCondition", raised.id, {
    ...raised.fields,
    critical: { ...critical, threshold: 50 },
  });
  const drift = await sandbox.preview({ refresh: true, expectNoChanges: true });
  expect(drift.ok).toBe(false);
  const healed = await sandbox.up({ refresh: true });
  expect(healed.ok).toBe(true);
  const thresholds = objects(sandbox, "nrqlAlertCondition", "prod").map(({ fields }) => Object(fields.critical).threshold);
  expect(thresholds).not.toContain(50);
});
