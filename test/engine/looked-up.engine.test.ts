import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { accountBefore as opsgenieBefore } from "../../components/opsgenie/fake/before.ts";
import { accountBefore as pagerdutyBefore } from "../../components/pagerduty/fake/before.ts";
import { openSandbox, type Sandbox } from "../../sandbox/engine.ts";
import { kindAndName, succeeded, temporary } from "./stack.ts";

/** People and teams are at both pagers before the first update, and the catalog only looks them up. */
const root = join(import.meta.dirname, "..", "..");
const { dir, remove } = temporary();
afterAll(remove);

function catalogWith(people: "own" | "look-up"): string {
  cpSync(join(root, "test", "model", "base"), join(dir, people), { recursive: true });
  const file = join(dir, people, "catalog", "organization.yaml");
  const written = readFileSync(file, "utf8")
    .replace("account-owner: prod", `account-owner: prod\npagers: { people: ${people} }`)
    .replace("escalation: shop }", "escalation: shop, standby: opsgenie }");
  writeFileSync(file, people === "own" ? written : written.replaceAll(", reach: [sms, phone]", ""));
  return join(dir, people, "catalog");
}
const [lookUp, own] = [catalogWith("look-up"), catalogWith("own")];

const everybody = {
  users: [
    { name: "Ada L.", email: "Ada@example.com" },
    { name: "Bob", email: "bob@example.com" },
    { name: "Eve", email: "eve@example.com" },
  ],
  teams: ["Shop"],
};

/** @param there who is at the pagers */
function open(folder: string, there: typeof everybody, catalog = lookUp): Promise<Sandbox> {
  const vendors = ["pagerduty", "opsgenie", "grafana"];
  return openSandbox({
    keepProgram: true,
    dir: join(dir, folder),
    program: join(root, "index.ts"),
    stack: "prod",
    vendors,
    config: { catalog, environment: "prod", vendors, "grafana:url": "https://grafana.sandbox" },
    secrets: {
      "pagerduty:token": "token-of-pagerduty",
      "opsgenie:apiKey": "token-of-opsgenie",
      "grafana:auth": "token-of-grafana",
      "slostack:slackToken": "token-of-slack",
      ...(catalog === own && { "slostack:phones": JSON.stringify({ ada: "+493023125771", bob: "+12015550173" }) }),
    },
    seed: {
      pagerduty: pagerdutyBefore(there),
      opsgenie: opsgenieBefore(there),
      grafana: { dataSource: { main: { uid: "main", name: "main", type: "prometheus" } } },
    },
  });
}

const people = ["user", "userContactMethod", "userContact", "userNotificationRule", "notificationRule", "team", "teamMembership"];
const held = (sandbox: Sandbox) =>
  ["pagerduty", "opsgenie"].map((vendor) => (sandbox.objects()[vendor] ?? []).filter(({ kind }) => people.includes(kind)));

test("stands up without a number, calls who is there, and changes none of them", async () => {
  const sandbox = await open("there", everybody);
  const before = held(sandbox);
  const up = await sandbox.up();
  succeeded(up);
  expect(up.steps.map(kindAndName).filter((step) => people.includes(step.split(" ")[0] ?? ""))).toEqual([]);
  expect(held(sandbox)).toEqual(before);
  const idOf = (vendor: string, kind: string, name: string) =>
    sandbox.objects()[vendor]?.find((object) => object.kind === kind && Object.values(object.fields).includes(name))?.id;
  const schedule = sandbox.objects().pagerduty?.find(({ kind }) => kind === "schedule");
  expect(schedule?.fields).toMatchObject({
    layers: [{ users: [idOf("pagerduty", "user", "ada@example.com"), idOf("pagerduty", "user", "bob@example.com")] }],
  });
  const escalation = sandbox.objects().opsgenie?.find(({ kind }) => kind === "escalation");
  expect(escalation?.fields).toMatchObject({ ownerTeamId: idOf("opsgenie", "team", "Shop") });
  succeeded(await sandbox.preview({ refresh: true, expectNoChanges: true }));
});

test("people who are missing are reported with entry, address, pager and remedy, all at once and before anything is made", async () => {
  const sandbox = await open("missing", { users: everybody.users.slice(0, 1), teams: [] });
  const before = held(sandbox);
  const up = await sandbox.up();
  expect(up.ok).toBe(false);
  for (const pager of ["PagerDuty", "Opsgenie"]) {
    expect(up.output).toContain(`people/bob: ${pager} does not find the user bob@example.com (`);
    expect(up.output).toContain(`teams/shop: ${pager} does not find the team "Shop" (`);
    expect(up.output).toContain(`Add it at ${pager}, correct the catalog, or set \`pagers: { people: own }\``);
  }
  expect(up.output).not.toContain("people/ada");
  expect(up.output).toContain("No vendor's object was registered, only the component that is to hold them.");
  const resources = sandbox.resources() as readonly { readonly type: string }[];
  const types = resources.map(({ type }) => type).filter((type) => !type.startsWith("pulumi:"));
  expect(types).toEqual(["slostack:index:Slostack"]);
  expect(held(sandbox)).toEqual(before);
  expect(sandbox.objects().grafana?.map(({ kind }) => kind)).toEqual(["dataSource"]);
});

test("from people of one's own: after the procedure's edit of the state, the update deletes no one", async () => {
  succeeded(await (await open("moved", { users: [], teams: [] }, own)).up());
  const sandbox = await open("moved", { users: [], teams: [] });
  const before = held(sandbox);
  const deleting = await sandbox.preview();
  expect(deleting.changes.delete).toBeGreaterThan(10);

  const [, program = ""] = /^node -e '([^']+)' < state\.json/m.exec(readFileSync(join(root, "docs", "procedures.md"), "utf8")) ?? [];
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", program], {
    input: await sandbox.export(),
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  expect(stderr).toBe("");
  const forgotten = join(dir, "forgotten.json");
  writeFileSync(forgotten, stdout);
  await sandbox.restore(forgotten);
  const up = await sandbox.up();
  succeeded(up);
  expect(up.steps.filter(({ op }) => op !== "update")).toEqual([]);
  expect(held(sandbox)).toEqual(before);
  succeeded(await sandbox.preview({ refresh: true, expectNoChanges: true }));
});
