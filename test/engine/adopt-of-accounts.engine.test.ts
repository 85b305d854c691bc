import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Account } from "../../sandbox/account.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import { root } from "../docs/markdown.ts";
import { openSmall, writeSmallCatalog } from "./small.ts";
import { type Entry, patience, succeeded, temporary } from "./stack.ts";

/**
 * The way of real accounts: `npm run pulumi -- up` is refused and prints a command, which lists the accounts by the vendors' own
 * functions and APIs. Only these APIs are a small server here.
 */
const { dir, remove } = temporary();
const folder = join(dir, "in-use");
let stack: Sandbox;
let api: Server;
let env: NodeJS.ProcessEnv;

const pagerduty = () => new Account(join(stack.accounts, "pagerduty"));

/** What PagerDuty's API lists: https://developer.pagerduty.com/api-reference, "List users" and its like. */
function answerOf(path: string): unknown {
  const kinds: Record<string, string> = {
    "/services": "service",
    "/escalation_policies": "escalationPolicy",
    "/schedules": "schedule",
    "/users": "user",
    "/teams": "team",
  };
  const kind = kinds[path];
  if (kind === undefined) return undefined;
  const objects = pagerduty().all(kind);
  return { [path.slice(1)]: objects.map(({ id, fields: { name, email } }) => ({ id, name, email, ...reachOf(id) })), more: false };
}

/** How a user is reached; of anything else there is nothing. */
function reachOf(user: string) {
  const of = (kind: string): { id: string; fields: Entry }[] =>
    pagerduty()
      .all(kind)
      .filter(({ fields }) => fields.userId === user);
  return {
    contact_methods: of("userContactMethod").map(({ id, fields }) => ({ id, type: fields.type })),
    notification_rules: of("userNotificationRule").map(({ id, fields }) => ({
      id,
      contact_method: fields.contactMethod,
      start_delay_in_minutes: fields.startDelayInMinutes,
      urgency: fields.urgency,
    })),
  };
}

/** Runs a program of this project in the folder of the stack's project. */
function ran(file: string, ...args: string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", join(root, "cli/node-24.mjs"), join(root, "cli", file), ...args], {
      cwd: join(folder, "project"),
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

beforeAll(async () => {
  api = createServer(({ url = "" }, response) => {
    const answer = answerOf(new URL(url, "http://localhost").pathname);
    response.writeHead(answer === undefined ? 403 : 200).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((listening) => api.listen(0, "127.0.0.1", listening));
  const address = api.address();
  const config = { "pagerduty:apiUrlOverride": `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}` };
  const catalogDir = join(dir, "acme");
  writeSmallCatalog(catalogDir);
  const before = await openSmall(catalogDir, join(dir, "before"), "prod", { config });
  succeeded(await before.up());
  stack = await openSmall(catalogDir, folder, "prod", { config });
  cpSync(before.accounts, stack.accounts, { recursive: true });
  env = await stack.environment();
}, patience);
afterAll(async () => {
  api?.close();
  remove();
});

test("an update that is refused prints a command, which takes over what the accounts list", { timeout: patience }, async () => {
  const up = await ran("pulumi.ts", "up", "--stack", "prod", "--yes", "--skip-preview", "--non-interactive");
  expect(up.code).not.toBe(0);
  const [, printed = ""] = /^ {2}npx slostack (adopt .+)$/m.exec(up.output) ?? [];
  expect([printed, up.output]).toEqual(["adopt --stack prod", expect.stringContaining("Take over what is there, then update again:")]);

  const { code, output } = await ran("slostack.ts", ...printed.split(" "), "--yes");
  expect([code, output]).toEqual([0, expect.stringContaining("to be taken into the state of prod")]);
  for (const kind of ["user", "team", "schedule", "escalationPolicy", "service"])
    for (const { id } of pagerduty().all(kind)) expect(output).toMatch(new RegExp(`pagerduty:index/${kind}:\\w+ +\\S+ +${id}`));
  for (const kind of ["userContactMethod", "userNotificationRule"])
    for (const { id, fields } of pagerduty().all(kind)) expect(output).toContain(`${fields.userId}:${id}`);
  expect(output).toMatch(/grafana:oss\/folder:Folder +shop/);
  const owned = stack.resources() as readonly { readonly id?: string; readonly parent?: string }[];
  const users = pagerduty()
    .all("user")
    .map(({ id }) => id);
  const adopted = owned.filter(({ id }) => id !== undefined && users.includes(id));
  expect(adopted.map(({ parent }) => parent?.split("::").slice(-1)[0])).toEqual(["on-call", "on-call"]);

  const again = await stack.preview();
  const created = again.steps.filter(({ op }) => op === "create").map(({ type }) => type);
  for (const type of [
    "pagerduty:index/user:User",
    "pagerduty:index/service:Service",
    "grafana:oss/folder:Folder",
    "datadog:index/monitor:Monitor",
  ])
    expect(created).not.toContain(type);
});
