import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { refusedAsTaken, remedyFor } from "../../cli/adopt/refused.ts";
import { adopt } from "../../cli/adopt.ts";
import { Account } from "../../sandbox/account.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import { everyVendor } from "../components/every-vendor.ts";
import { openSmall, writeSmallCatalog } from "./small.ts";
import { kindAndName, patience, succeeded, temporary } from "./stack.ts";

/** The first update into accounts that are in use: refused, the printed command, and an update that creates nothing twice. */
const { dir, remove } = temporary();
afterAll(remove);

/** A stack without a state on accounts that hold everything already, because another state was lost. */
async function inUse(name: string, catalogDir: string): Promise<{ readonly stack: Sandbox; readonly folder: string }> {
  const before = await openSmall(catalogDir, join(dir, `${name}-before`));
  succeeded(await before.up());
  const folder = join(dir, name);
  const stack = await openSmall(catalogDir, folder);
  cpSync(before.accounts, stack.accounts, { recursive: true });
  return { stack, folder };
}

/** Runs the command that the update printed. */
async function runPrinted(refused: Outcome, catalogDir: string, folder: string, ids: readonly string[] = []) {
  expect(refused.ok).toBe(false);
  expect(remedyFor(refused.events)).toContain("npx slostack adopt --stack prod\n");
  const written: string[] = [];
  const exitCode = await adopt({
    ...{ stack: "prod", catalogDir, sandbox: folder, keepProgram: true, ids, yes: true },
    write: (text) => written.push(text),
    log: (text) => written.push(text),
  });
  return { exitCode, text: written.join("") };
}

const kinds = (refused: Outcome) => [...new Set(refusedAsTaken(refused.events).map((urn) => urn.split("$").at(-1)?.split("::")[0]))];
const held = (stack: Sandbox, kind: string) =>
  Object.values(stack.objects())
    .flat()
    .filter((object) => object.kind === kind);

test("people, teams and what calls them: the next update changes what is there, and creates no second one", {
  timeout: patience,
}, async () => {
  const catalogDir = join(dir, "acme");
  writeSmallCatalog(catalogDir);
  const { stack, folder } = await inUse("small", catalogDir);
  const pagerduty = new Account(join(stack.accounts, "pagerduty"));
  const person = pagerduty.all("user").find(({ fields }) => fields.email === "first-engineer@example.com");
  if (!person) throw new Error("there is no user");
  // Somebody has written the name and the role in another way; the address is the same.
  pagerduty.put("user", person.id, { ...person.fields, name: "By hand", role: "user", description: "" });
  const first = await stack.up();
  expect(kinds(first).length).toBeGreaterThan(0);
  const taken = await runPrinted(first, catalogDir, folder);
  expect(taken.text).toMatch(new RegExp(`pagerduty:index/user:User +\\S+ +${person.id}`));
  expect(taken.text).toContain("The state has them as the vendors do.");
  expect(taken.exitCode).toBe(0);
  // The vendor is as it was: only the state knows more.
  expect(pagerduty.get("user", person.id)?.name).toBe("By hand");

  expect(taken.text).toMatch(/No listing finds .*pagerduty:index\/teamMembership:TeamMembership.* name the id that the vendor has:/);
  const [team] = pagerduty.all("team");
  const member = `pagerduty:index/teamMembership:TeamMembership::engineers--first-engineer=${person.id}:${team?.id}`;
  const named = await runPrinted(first, catalogDir, folder, [member]);
  expect([named.exitCode, named.text]).toEqual([0, expect.stringContaining("1 object at the vendors")]);

  const second = await stack.up();
  succeeded(second);
  expect(pagerduty.get("user", person.id)).toEqual(person.fields);
  expect(second.steps.filter(({ op }) => op === "create").map(kindAndName)).toEqual(["teamMembership engineers--second-engineer"]);
  for (const kind of ["user", "userContactMethod", "userNotificationRule", "team", "schedule", "escalationPolicy", "service"])
    expect([kind, held(stack, kind).length]).toEqual([kind, kind.startsWith("user") || kind === "schedule" ? 2 : 1]);
  succeeded(await stack.preview({ refresh: true, expectNoChanges: true }));
});

test("a stack that owns what was found keeps it: nothing of it is taken", { timeout: patience }, async () => {
  const catalogDir = join(dir, "owned");
  writeSmallCatalog(catalogDir);
  const folder = join(dir, "owned-sandbox");
  succeeded(await (await openSmall(catalogDir, folder)).up());
  const written: string[] = [];
  const exitCode = await adopt({
    ...{ stack: "prod", catalogDir, sandbox: folder, keepProgram: true, ids: [], yes: true },
    write: (text) => written.push(text),
    log: () => {},
  });
  expect([exitCode, written.join("")]).toEqual([1, "Nothing that prod would create was found at its vendors.\n"]);
});

/** Kinds of which a fake provider refuses a second object of one name, address or key. */
const unique = {
  pagerduty: ["schedule", "escalationPolicy", "service"],
  opsgenie: ["schedule", "escalation", "apiIntegration"],
  "better-uptime": ["statusPage"],
  grafana: ["folder", "contactPoint", "ruleGroup", "dashboard"],
  datadog: ["serviceObject", "channel"],
  aws: ["logGroup"],
  axiom: ["dataset"],
  posthog: ["featureFlag"],
} as const;

test("every vendor that refuses a taken name: one command, a check by the id that its refusal names, and no update creates them again", {
  timeout: patience,
}, async () => {
  const catalogDir = everyVendor(dir, "harbour", ({ organization }) => Object.assign(organization, { pagers: { people: "look-up" } }));
  const { stack, folder } = await inUse("every-vendor", catalogDir);
  const counts = () =>
    Object.fromEntries(
      Object.entries(unique).map(([vendor, of]) => [
        vendor,
        of.map((kind) => `${kind} ${(stack.objects()[vendor] ?? []).filter((object) => object.kind === kind).length}`),
      ]),
    );
  const before = counts();
  expect(JSON.stringify(before)).not.toContain(" 0");
  const first = await stack.up();
  const { exitCode, text } = await runPrinted(first, catalogDir, folder);
  expect([exitCode, text]).toEqual([0, expect.stringContaining("to be taken into the state of prod")]);
  const second = await stack.up();
  // No listing finds checks; the vendor says in its refusal which one it has.
  const checks = refusedAsTaken(second.events);
  expect(kinds(second)).toEqual(["grafana:syntheticMonitoring/check:Check"]);
  const [, id] = /check (\d+) has this job and target/.exec(second.output) ?? [];
  const ids = checks.map((urn) => `${urn.split("$").at(-1)}=${id}`);
  expect(await runPrinted(second, catalogDir, folder, ids)).toMatchObject({
    exitCode: 0,
    text: expect.stringContaining("1 object at the vendors"),
  });
  succeeded(await stack.up());
  expect(counts()).toEqual(before);
});
