import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Account } from "../../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";

/** The real component on the real engine, for the artificial catalog. */

const key = "pager-key-in-plain-text";
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-aws-component-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function open(config: { readonly renamed?: boolean; readonly protect?: boolean } = {}): Promise<Sandbox> {
  return openSandbox({
    dir,
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack: "prod",
    config: {
      renamed: false,
      protect: false,
      ...config,
      "aws:region": "eu-central-1",
    },
    secrets: { key },
    vendors: ["aws"],
  });
}

const idsOf = (sandbox: Sandbox, kind: string) =>
  (sandbox.objects().aws ?? [])
    .filter((object) => object.kind === kind)
    .map(({ id }) => id)
    .sort();

describe("the artificial catalog at CloudWatch", () => {
  test("comes up with groups, filters, alarms, composites and topics, and is unchanged afterwards", async () => {
    const sandbox = await open();
    const first = await sandbox.up();
    expect(first.ok, first.output).toBe(true);
    expect(idsOf(sandbox, "logGroup")).toEqual(["/orbit/live/crane", "/orbit/live/gate"]);
    expect(idsOf(sandbox, "logMetricFilter")).toHaveLength(10);
    expect(idsOf(sandbox, "compositeAlarm")).toEqual(
      ["availability", "lifts", "welcome"].flatMap((slo) =>
        ["page", "ticket"].map((severity) => `gates--entry--${slo}--${severity}--prod`),
      ),
    );
    expect(idsOf(sandbox, "metricAlarm")).toContain("gates--entry--availability--page-1h-5m--prod");
    expect(idsOf(sandbox, "topicSubscription")).toHaveLength(3);
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
  });

  test("the pager's address is no plain text in the state", async () => {
    const sandbox = await open();
    expect(await sandbox.export()).not.toContain(key);
    expect(await sandbox.export({ showSecrets: true })).toContain(`https://events.pagerduty.com/integration/${key}/enqueue`);
  });

  test("a change by hand is found, and healed", async () => {
    const sandbox = await open();
    const alarm = (sandbox.objects().aws ?? []).find(({ id }) => id === "gates--entry--flood--prod");
    if (!alarm) throw new Error("there is no such alarm");
    new Account(join(sandbox.accounts, "aws")).put("metricAlarm", alarm.id, { ...alarm.fields, threshold: 1_000_000 });
    const found = await sandbox.preview({ refresh: true });
    expect(found.steps.map(({ name, op, diffs }) => [name, op, diffs])).toEqual([["gates--entry--flood", "update", ["threshold"]]]);
    expect((await sandbox.up({ refresh: true })).ok).toBe(true);
    expect((await sandbox.preview({ refresh: true, expectNoChanges: true })).ok).toBe(true);
  });

  test("renamed entries keep their metrics, filters and alarms", async () => {
    const outcome = await (await open({ renamed: true })).preview();
    expect(outcome.ok, outcome.output).toBe(true);
    // Descriptions name the entry; nothing is made anew.
    expect(new Set(outcome.steps.map(({ op }) => op))).toEqual(new Set(["update"]));
    expect(new Set(outcome.steps.flatMap(({ diffs }) => diffs))).toEqual(new Set(["alarmDescription"]));
  });

  test("with protection, lines, alarms and pages cannot be deleted; mail can", async () => {
    const sandbox = await open({ protect: true });
    expect((await sandbox.up()).ok).toBe(true);
    const { deployment } = JSON.parse(await sandbox.export()) as {
      deployment: { resources: { urn: string; type: string; protect?: boolean; custom: boolean }[] };
    };
    const deletable = deployment.resources.filter(({ custom, type, protect }) => custom && !type.startsWith("pulumi:") && !protect);
    expect(deletable.map(({ urn }) => urn.split("::").at(-1)).sort()).toEqual([
      "page--fleet--fleet--email",
      "post--fleet",
      "post--fleet--email",
    ]);
    expect((await sandbox.destroy()).ok).toBe(false);
    expect((await (await open()).up()).ok).toBe(true);
    expect((await (await open()).destroy()).ok).toBe(true);
    expect(sandbox.objects().aws ?? []).toEqual([]);
  });
});
