import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drift } from "../../cli/drift.ts";
import { Account } from "../../sandbox/account.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import { openSmall, writeSmallCatalog } from "./small.ts";
import { type Entry, patience, succeeded, temporary } from "./stack.ts";

/**
 * `slostack drift` as it asks real accounts: its own engine, a project and a backend that it did not make, and listings by
 * the providers' functions and the vendors' APIs. In the place of the vendors are fake providers, and a server for the APIs.
 */
const { dir, remove } = temporary();
const catalogDir = join(dir, "acme");
const folder = join(dir, "sandbox");
let prod: Sandbox;
let api: Server;
let env: NodeJS.ProcessEnv;
const account = (vendor: string) => new Account(join(prod.accounts, vendor));

/** What the two vendors' APIs answer of the accounts of the fake providers. */
function answerOf(path: string): unknown {
  const named = (kind: string) =>
    account("pagerduty")
      .all(kind)
      .map(({ id, fields }) => ({ id, name: fields.name }));
  if (path === "/services") return { services: named("service"), more: false };
  if (path === "/escalation_policies") return { escalation_policies: named("escalationPolicy"), more: false };
  if (path === "/api/v1/provisioning/alert-rules")
    return account("grafana")
      .all("ruleGroup")
      .flatMap(({ fields }: { fields: Entry }) =>
        fields.rules.map(({ uid }: Entry) => ({ uid, folderUID: fields.folderUid, ruleGroup: fields.name })),
      );
  return undefined;
}

beforeAll(async () => {
  api = createServer(({ url = "" }, response) => {
    const answer = answerOf(new URL(url, "http://localhost").pathname);
    response.writeHead(answer === undefined ? 403 : 200).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((listening) => api.listen(0, "127.0.0.1", listening));
  const address = api.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  writeSmallCatalog(catalogDir);
  prod = await openSmall(catalogDir, folder, "prod", { config: { "grafana:url": url, "pagerduty:apiUrlOverride": url } });
  succeeded(await prod.up());
  env = await prod.environment();
}, patience);
afterAll(async () => {
  api?.close();
  remove();
});

async function asked(more: Entry = {}) {
  const written: string[] = [];
  const told: string[] = [];
  const exitCode = await drift({
    ...{ stack: "prod", catalogDir, format: "terminal", unmanaged: "fail", sandbox: false, project: join(folder, "project"), env },
    ...more,
    write: (text) => written.push(text),
    log: (text) => told.push(text),
  });
  return { exitCode, text: written.join(""), told: told.join("") };
}

test("what nobody can list is said by name, and is no drift", { timeout: patience }, async () => {
  const { exitCode, text } = await asked();
  expect(exitCode).toBe(0);
  expect(text).toContain("31 objects at the vendors match the last update.");
  expect(text).toMatch(/not listed: pagerduty schedules: http:\S+\/schedules answers 403: the credentials may not read it/);
  expect(text).toContain("not listed: pagerduty memberships and integrations: no function of its provider lists them");
  expect(text).not.toContain("Unmanaged: in the accounts but in no catalog");
});

test("what was made by hand is found in the listings, beside what was changed", { timeout: patience }, async () => {
  account("datadog").put("monitor", "4711", { name: "CPU by hand", type: "metric alert", query: "avg(last_5m):avg:a{*} > 1", message: "" });
  account("grafana").put("folder", "1:mine", { title: "Mine", uid: "mine" });
  account("grafana").put("dashboard", "1:looks", { configJson: JSON.stringify({ uid: "looks", title: "Looks" }), folder: "mine" });
  account("grafana").put("ruleGroup", "1:mine:all", { name: "all", folderUid: "mine", rules: [{ uid: "x", name: "By hand" }] });
  account("pagerduty").put("service", "PBYHAND", { name: "By hand", escalationPolicy: "PNONE" });
  const [policy] = account("pagerduty").all("escalationPolicy");
  const fields: Entry = structuredClone(policy?.fields ?? {});
  fields.rules[0].escalationDelayInMinutes = 600;
  account("pagerduty").put("escalationPolicy", policy?.id ?? "", fields as Parameters<Account["put"]>[2]);
  const { exitCode, text } = await asked();
  expect(exitCode).toBe(1);
  for (const line of [
    /Datadog monitor +1 +"CPU by hand" \(4711\)/,
    /Grafana dashboard +1 +"Looks" \(looks\)/,
    /Grafana folder +1 +"Mine" \(mine\)/,
    /Grafana group of rules +1 +"all" \(mine:all\)/,
    /PagerDuty on-call service +1 +"By hand" \(PBYHAND\)/,
    /rules\[0\]\.escalationDelayInMinutes: 15 -> 600/,
  ])
    expect(text).toMatch(line);
});

test.each<readonly [string, string, Readonly<Record<string, string>>]>([
  ["a backend that has no such stack", "staging", {}],
  ["a passphrase that does not fit", "prod", { PULUMI_CONFIG_PASSPHRASE: "wrong" }],
])("%s: drift cannot be determined, and why", { timeout: patience }, async (_, stack, variables) => {
  const { exitCode, text } = await asked({ stack, env: { ...env, ...variables } });
  expect(exitCode).toBe(2);
  expect(text).toContain("What could not be determined");
  expect(text).toMatch(/no stack named 'staging' found|incorrect passphrase/);
});
