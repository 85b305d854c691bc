import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountBefore } from "../../../components/sentry/fake/before.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";
import { alertsIn } from "./catalog.ts";

/** The real component on the real engine, for the artificial catalog. */

const root = resolve(import.meta.dirname, "..", "..", "..");
const before = accountBefore({
  organization: "orbit",
  project: "harbor",
  environments: ["live"],
  teams: ["office"],
  members: ["office@example.com"],
  slackWorkspace: "Orbit",
  pagerdutyAccount: "orbit",
});

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-sentry-component-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function open(catalog: string, protect = false): Promise<Sandbox> {
  return openSandbox({
    dir,
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack: "prod",
    config: { root, catalog, protect, "slostack:sentrySlackWorkspace": "Orbit", "slostack:sentryPagerdutyAccount": "orbit" },
    secrets: { key: "pager-key-in-plain-text", "sentry:token": "sentry-token-in-plain-text" },
    vendors: ["sentry"],
    seed: { sentry: before },
  });
}

const namesOf = (sandbox: Sandbox, kind: string) =>
  (sandbox.objects().sentry ?? [])
    .filter((object) => object.kind === kind)
    .map(({ fields }) => fields.name ?? fields.service)
    .sort();

describe("the artificial catalog at Sentry", () => {
  test("comes up with a monitor a number, an alert an entry and a service a pager, and is unchanged afterwards", async () => {
    const sandbox = await open("test/catalog");
    const first = await sandbox.up();
    expect(first.output).not.toContain("warning");
    expect(first.ok).toBe(true);
    const titles = new Map(alertsIn("test/catalog", "prod").alerts.map(({ entry, title }) => [entry, title]));
    const named = (...ids: string[]) => ids.map((id) => `${titles.get(`pilots/bridge/${id}`)} (prod)`).sort();
    expect(namesOf(sandbox, "metricMonitor")).toEqual(named("many", "slow", "storm"));
    expect(namesOf(sandbox, "alert")).toEqual(named("many", "radar", "slow", "storm", "whisper"));
    expect(namesOf(sandbox, "integrationPagerduty")).toHaveLength(1);
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
  });

  test("a renamed entry keeps its monitor and its alert", async () => {
    const copy = join(dir, "renamed");
    cpSync(join(root, "test", "catalog"), join(copy, "catalog"), { recursive: true });
    cpSync(join(root, "test", "docs"), join(copy, "docs"), { recursive: true });
    const file = join(copy, "catalog", "systems", "pilots.yaml");
    const text = readFileSync(file, "utf8");
    expect(text).toContain("      storm: { ");
    writeFileSync(file, text.replace("      storm: { ", "      gale: { formerly: [storm], title: Bridge storm, "));
    const outcome = await (await open(join(copy, "catalog"))).preview();
    expect(outcome.output).not.toContain("error");
    expect(outcome.steps.filter(({ op }) => op !== "update")).toEqual([]);
  });

  test("with protection, what pages cannot be deleted, and what posts can", async () => {
    await (await open("test/catalog", true)).up();
    const sandbox = await open("test/catalog", true);
    const { deployment } = JSON.parse(await sandbox.export()) as {
      deployment: { resources: { urn: string; type: string; protect?: boolean }[] };
    };
    const kept = deployment.resources
      .filter(({ protect }) => protect)
      .map(({ urn }) =>
        urn
          .split("$")
          .at(-1)
          ?.replace(/^sentry:index\/\w+:/, ""),
      );
    expect(kept.sort()).toEqual([
      "Alert::pilots--bridge--radar",
      "Alert::pilots--bridge--storm",
      "IntegrationPagerduty::page--orbit--harbor",
      "MetricMonitor::pilots--bridge--storm",
    ]);
    expect((await (await open("test/catalog", false)).up()).ok).toBe(true);
    expect((await sandbox.destroy()).ok).toBe(true);
    expect(namesOf(sandbox, "alert")).toEqual([]);
  });
});
