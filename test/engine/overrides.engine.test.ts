import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { accountBefore } from "../../components/pagerduty/fake/before.ts";
import { Account } from "../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../sandbox/engine.ts";
import type { Fields } from "../../sandbox/fake-provider/value.ts";
import { kindAndName, patience, succeeded, temporary } from "./stack.ts";

/** Who takes over for a time, from the catalog to PagerDuty and back. */
const root = join(import.meta.dirname, "..", "..");
const { dir, remove } = temporary();
afterAll(remove);

const local = (days: number) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T09:00`;

/** @param overrides lines of YAML */
function catalogWith(name: string, overrides: readonly string[]): string {
  cpSync(join(root, "test", "model", "base"), join(dir, name), { recursive: true });
  const file = join(dir, name, "catalog", "organization.yaml");
  const lines = overrides.length > 0 ? `\n    overrides:\n${overrides.map((one) => `      - ${one}`).join("\n")}` : "";
  writeFileSync(
    file,
    readFileSync(file, "utf8")
      .replace("account-owner: prod", "account-owner: prod\npagers: { people: look-up }")
      .replaceAll(", reach: [sms, phone]", "")
      .replace('handoff: "09:00" }', (text) => `${text}${lines}`),
  );
  return join(dir, name, "catalog");
}

function open(catalog: string): Promise<Sandbox> {
  const vendors = ["pagerduty", "grafana"];
  const users = ["ada", "bob"].map((name) => ({ name, email: `${name}@example.com` }));
  return openSandbox({
    keepProgram: true,
    dir: join(dir, "sandbox"),
    program: join(root, "index.ts"),
    stack: "prod",
    vendors,
    config: { catalog, environment: "prod", vendors, "grafana:url": "https://grafana.sandbox" },
    secrets: { "pagerduty:token": "token-of-pagerduty", "grafana:auth": "token-of-grafana", "slostack:slackToken": "token-of-slack" },
    seed: {
      pagerduty: accountBefore({ users, teams: ["Shop"] }),
      grafana: { dataSource: { main: { uid: "main", name: "main", type: "prometheus" } } },
    },
  });
}
const scheduleOf = (sandbox: Sandbox) => {
  const found = sandbox.objects().pagerduty?.find(({ kind }) => kind === "schedule");
  if (!found) throw new Error("there is no schedule");
  return { id: found.id, layers: found.fields.layers as { name: string; users: string[]; end?: string }[] };
};
const [soon, later, over] = [
  `{ from: ${local(2)}, to: ${local(5)}, who: ada }`,
  `{ from: ${local(40)}, to: ${local(41)}, who: bob }`,
  `{ from: ${local(-9)}, to: ${local(-8)}, who: bob }`,
];

test("overrides come and go as layers of one schedule, which keeps its id, its other layers and everything around it", {
  timeout: patience,
}, async () => {
  const before = await open(catalogWith("before", []));
  succeeded(await before.up());
  const first = scheduleOf(before);

  const catalog = catalogWith("with", [soon, later]);
  const preview = await (await open(catalog)).preview();
  succeeded(preview);
  expect(preview.steps.filter(({ op }) => op !== "same").map((step) => `${step.op} ${kindAndName(step)}`)).toEqual([
    "update schedule primary",
  ]);
  const sandbox = await open(catalog);
  succeeded(await sandbox.up());
  const { id, layers } = scheduleOf(sandbox);
  expect(id).toBe(first.id);
  expect(layers[0]).toEqual(first.layers[0]);
  expect(layers.map(({ name }) => name)).toEqual(["weekly", `override by ada from ${local(2)}`, `override by bob from ${local(40)}`]);
  expect(layers.slice(1).map(({ users }) => users.length)).toEqual([1, 1]);
  succeeded(await sandbox.preview({ refresh: true, expectNoChanges: true }));

  // Without one of them, and with one that is over: the layer goes, and what is over is not made.
  const after = await open(catalogWith("after", [over, later]));
  succeeded(await after.up());
  expect(scheduleOf(after).layers.map(({ name }) => name)).toEqual(["weekly", `override by bob from ${local(40)}`]);
  succeeded(await after.preview({ refresh: true, expectNoChanges: true }));
});

test("a layer of an override that somebody ends by hand shows as drift", { timeout: patience }, async () => {
  const sandbox = await open(catalogWith("after", [over, later]));
  const found = sandbox.objects().pagerduty?.find(({ kind }) => kind === "schedule");
  if (!found) throw new Error("there is no schedule");
  const layers = found.fields.layers as Fields[];
  new Account(join(sandbox.accounts, "pagerduty")).put("schedule", found.id, { ...found.fields, layers: layers.slice(0, -1) });
  const preview = await sandbox.preview({ refresh: true });
  expect(preview.steps.filter(({ op }) => op !== "same").map((step) => `${step.op} ${kindAndName(step)}`)).toContain(
    "update schedule primary",
  );
});
