import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Account } from "../../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";
import type { Fields } from "../../../sandbox/fake-provider/value.ts";

/** The events and the flag of EmailAI, on the real engine. */

const root = resolve(import.meta.dirname, "..", "..", "..");
const apiKey = "phx-key-in-plain-text";
const projects = { prod: "101", staging: "102", moved: "103" } as const;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-posthog-component-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const open = (environment: "prod" | "staging", project: keyof typeof projects = environment): Promise<Sandbox> =>
  openSandbox({
    dir,
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack: environment,
    config: { root, catalog: "test/products/catalog", environment, protect: false, "posthog:projectId": projects[project] },
    secrets: { "posthog:apiKey": apiKey },
    vendors: ["posthog"],
  });

function objects(sandbox: Sandbox, kind: string, project: keyof typeof projects) {
  const all = (sandbox.objects().posthog ?? []).filter((object) => object.kind === kind);
  return all.filter(({ fields }) => fields.projectId === projects[project]);
}

function only(sandbox: Sandbox, kind: string, project: keyof typeof projects) {
  const [found, ...more] = objects(sandbox, kind, project);
  if (!found || more.length > 0) throw new Error(`${more.length + 1} objects of the kind ${kind}`);
  return found;
}

test("each project counts both events on one dashboard and has the flag at its own share; nothing changes afterwards", async () => {
  for (const [environment, share] of [
    ["prod", 0],
    ["staging", 100],
  ] as const) {
    const sandbox = await open(environment);
    const first = await sandbox.up();
    expect(first.output).not.toContain("error");
    expect(first.ok).toBe(true);
    const flag = only(sandbox, "featureFlag", environment).fields;
    expect(flag).toMatchObject({ key: "new-organization-ui", active: true, rolloutPercentage: share });
    expect(JSON.parse(String(flag.filters))).toEqual({ groups: [{ properties: [], rollout_percentage: share }] });
    const insights = objects(sandbox, "insight", environment).map(({ fields }) => fields);
    expect(insights.map(({ name }) => name).sort()).toEqual([`Billing updated (${environment})`, `Members added (${environment})`]);
    const dashboard = Number(only(sandbox, "dashboard", environment).id);
    expect(insights.map(({ dashboardIds }) => dashboardIds)).toEqual([[dashboard], [dashboard]]);
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
    expect((await sandbox.export()).includes(apiKey)).toBe(false);
  }
});

test("a flag that was opened, a second group and an insight without its dashboard are found and mended", async () => {
  const sandbox = await open("prod");
  const change = (kind: string, id: string, edit: (fields: Fields) => Fields) => {
    const found = objects(sandbox, kind, "prod").find((object) => object.id === id);
    if (!found) throw new Error(`there is no ${kind} ${id}`);
    new Account(join(sandbox.accounts, "posthog")).put(kind, id, edit(found.fields));
  };
  const flag = only(sandbox, "featureFlag", "prod");
  const [insight] = objects(sandbox, "insight", "prod");
  if (!insight) throw new Error("there is no insight");
  const mended = async () => {
    expect((await sandbox.preview({ refresh: true, expectNoChanges: true })).ok).toBe(false);
    expect((await sandbox.up({ refresh: true })).ok).toBe(true);
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true });
  };
  const opened = '{"groups":[{"properties":[],"rollout_percentage":100}]}';
  change("featureFlag", flag.id, (fields) => ({ ...fields, filters: opened, rolloutPercentage: 100 }));
  await mended();
  const wider = '{"groups":[{"properties":[],"rollout_percentage":0},{"properties":[],"rollout_percentage":50}]}';
  change("featureFlag", flag.id, (fields) => ({ ...fields, filters: wider }));
  change("insight", insight.id, (fields) => ({ ...fields, dashboardIds: [] }));
  await mended();
  expect(only(sandbox, "featureFlag", "prod").fields).toEqual(flag.fields);
  expect(objects(sandbox, "insight", "prod").map(({ fields }) => fields.dashboardIds)).not.toContainEqual([]);
});

test("another project is another place: everything is made there, and removed here", async () => {
  const sandbox = await open("staging", "moved");
  const moved = await sandbox.up();
  expect(moved.ok, moved.output).toBe(true);
  expect(objects(sandbox, "insight", "moved")).toHaveLength(2);
  expect(only(sandbox, "featureFlag", "moved").fields.rolloutPercentage).toBe(100);
  expect(["dashboard", "insight", "featureFlag"].flatMap((kind) => objects(sandbox, kind, "staging"))).toEqual([]);
});
