import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountBefore, type Before } from "../../../components/better-stack/fake/before.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";
import { quay, the } from "./catalog.ts";

/** The real component on the real engine, for both environments in one account. */

const root = resolve(import.meta.dirname, "..", "..", "..");
const there: Before = { channels: ["#dock", "#crane", "#staging"], members: ["dock@example.com"] };
const secrets = {
  key: "pager-key-in-plain-text",
  "better-uptime:apiToken": "token-in-plain-text",
  "slostack:webhook-sms-gateway": "https://gateway.example.com/address-in-plain-text",
};

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-better-stack-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Change {
  readonly folder?: string;
  readonly stack?: string;
  readonly catalog?: string;
  readonly protect?: boolean;
  readonly before?: Before;
}

function open({ folder = dir, stack = "prod", catalog = quay, protect = false, before = there }: Change = {}): Promise<Sandbox> {
  return openSandbox({
    dir: folder,
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack,
    config: { root, catalog, protect },
    secrets,
    vendors: ["better-uptime"],
    seed: { "better-uptime": accountBefore(before) },
  });
}

/** A copy of the catalog with one change in the text of its system. */
function changed(name: string, from: string, to: string): string {
  const copy = join(dir, name);
  cpSync(join(quay, ".."), copy, { recursive: true });
  const file = join(copy, "catalog", "systems", "harbour.yaml");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replaceAll(from, to));
  return join(copy, "catalog");
}

const at = (sandbox: Sandbox, kind: string) => (sandbox.objects()["better-uptime"] ?? []).filter((object) => object.kind === kind);
const named = (sandbox: Sandbox, kind: string) => at(sandbox, kind).map(({ fields }) => fields.pronounceableName ?? fields.name);
const stepsOf = (outcome: Awaited<ReturnType<Sandbox["preview"]>>) =>
  outcome.steps.map(({ op, type, name }) => `${op} ${type.split(":").at(-1)} ${name}`).sort();

interface StateResource {
  readonly urn: string;
  readonly protect?: boolean;
}
async function protectedIn(sandbox: Sandbox): Promise<string[]> {
  const state = JSON.parse(await sandbox.export()) as { deployment: { resources: StateResource[] } };
  const kept = state.deployment.resources.filter(({ protect }) => protect).map(({ urn }) => urn);
  return kept.map((urn) => urn.replace(/^.*:(\w+)::/, "$1 ")).sort();
}

describe("two environments in one account", () => {
  test("come up side by side, and are unchanged afterwards", async () => {
    const prod = await open();
    const first = await prod.up();
    expect(first.output).not.toContain("warning");
    expect(first.ok, first.output).toBe(true);
    const staging = await open({ stack: "staging" });
    const second = await staging.up();
    expect(second.ok, second.output).toBe(true);
    expect(named(prod, "monitor").sort()).toEqual([
      "Harbour Gate: / (prod)",
      "Harbour Gate: Closed (prod)",
      "Harbour Gate: Closed (staging)",
      "Harbour Gate: Sluggish (prod)",
      "Harbour Gate: Sluggish (staging)",
    ]);
    expect(named(prod, "heartbeat").sort()).toEqual([
      "Grafana gives no sign of life (prod)",
      "Grafana gives no sign of life (staging)",
      "The Prometheus yard-prom gives no sign of life (prod)",
      "The Prometheus yard-prom gives no sign of life (staging)",
    ]);
    expect(at(prod, "statusPage").map(({ fields }) => fields.customDomain)).toEqual(["status.harbour.example.com"]);
    for (const sandbox of [prod, staging]) {
      expect(await sandbox.preview({ expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
      expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
    }
  });

  test("a failure and a certificate of one endpoint tell whom their severities say", async () => {
    const sandbox = await open();
    const monitor = the(at(sandbox, "monitor").find(({ fields }) => fields.pronounceableName === "Harbour Gate: Closed (prod)")).fields;
    const toldBy = (id: unknown) => {
      const policy = the(at(sandbox, "policy").find((one) => one.id === String(id)));
      const [, escalation] = policy.fields.steps as readonly { stepMembers: readonly { type: string }[] }[];
      return the(escalation).stepMembers.map(({ type }) => type);
    };
    expect(toldBy(monitor.policyId)).toEqual(["pagerduty_integration", "slack_integration", "user"]);
    expect(toldBy(monitor.expirationPolicyId)).toEqual(["slack_integration", "user"]);
    expect(monitor).toMatchObject({ sslExpiration: 30, call: false, sms: false, email: false, push: false, criticalAlert: false });
  });

  test("no secret lies in the state or in the account, and the address of a heartbeat is a secret output", async () => {
    const sandbox = await open();
    const whole = await sandbox.export({ showSecrets: true });
    const addresses = [...new Set(whole.match(/https:\/\/heartbeat\.invalid\/\w+/g))];
    expect(addresses).toHaveLength(2);
    const encrypted = await sandbox.export();
    for (const secret of [...Object.values(secrets), ...addresses]) {
      expect(whole).toContain(secret);
      expect(encrypted).not.toContain(secret);
      expect(JSON.stringify(sandbox.objects())).not.toContain(secret);
    }
    expect(await sandbox.outputs()).toMatchObject({
      signsOfLife: { "watchdog--yard-prom": "[secret]" },
      statusPages: { harbour: "https://status.harbour.example.com" },
    });
  });

  test("what was changed or removed by hand is found, and mended", async () => {
    const sandbox = await open();
    const account = join(sandbox.accounts, "better-uptime");
    const edit = (kind: string, name: string, from: string, to: string) => {
      const object = the(
        at(sandbox, kind).find(({ fields }) => [fields.pronounceableName, fields.companyName, fields.publicName].includes(name)),
      );
      const file = join(account, kind, `${object.id}.json`);
      const text = readFileSync(file, "utf8");
      expect(text).toContain(from);
      writeFileSync(file, text.replace(from, to));
    };
    edit("monitor", "Harbour Gate: Closed (prod)", '"paused": false', '"paused": true');
    edit("monitor", "Harbour Gate: Sluggish (prod)", '"confirmationPeriod": 600', '"confirmationPeriod": 3600');
    edit("statusPage", "Harbour", '"companyUrl": "https://harbour.example.com"', '"companyUrl": "https://example.com"');
    edit("statusPageResource", "Weather", '"position": 2', '"position": 0');
    rmSync(
      join(
        account,
        "heartbeat",
        `${the(at(sandbox, "heartbeat").find(({ fields }) => fields.name === "Grafana gives no sign of life (prod)")).id}.json`,
      ),
    );
    const found = await sandbox.preview({ refresh: true, expectNoChanges: true });
    expect(found.ok).toBe(false);
    expect(stepsOf(found)).toEqual([
      "create Heartbeat watchdog--grafana",
      "update Monitor harbour--gate--open",
      "update Monitor harbour--gate--slow",
      "update StatusPage status-page--harbour",
      "update StatusPageResource status-page--harbour--weather",
    ]);
    expect(await sandbox.up({ refresh: true })).toMatchObject({ ok: true });
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
  });

  test.each<[string, string, string, string[]]>([
    ["how long it fails first", "for: 2m", "for: 3m", ["update Monitor harbour--gate--open", "update Policy harbour--gate--closed"]],
    [
      "days before a certificate ends",
      "expires-in: 30d",
      "expires-in: 14d",
      ["update Monitor harbour--gate--open", "update Policy harbour--gate--certificate"],
    ],
    ["the title of a component", "title: Weather", "title: Tides", ["update StatusPageResource status-page--harbour--weather"]],
    [
      "a component that a person no longer sets",
      "title: Weather }",
      "title: Weather, signal: gate/slow }",
      [
        "create-replacement StatusPageResource status-page--harbour--weather",
        "delete-replaced StatusPageResource status-page--harbour--weather",
        "replace StatusPageResource status-page--harbour--weather",
      ],
    ],
  ])("%s changes exactly what shows it", async (_, from, to, steps) => {
    const sandbox = await open({ catalog: changed(`exact-${from.length}-${to.length}`, from, to) });
    expect(stepsOf(await sandbox.preview())).toEqual(steps);
  });

  test("a renamed probe, alert and component stay the same objects", async () => {
    const copy = changed("renamed", "      closed: { ", "      shut: { formerly: [closed], ");
    const file = join(copy, "systems", "harbour.yaml");
    const text = readFileSync(file, "utf8")
      .replace("      open: { ", "      answers: { formerly: [open], ")
      .replaceAll("signal: open", "signal: answers")
      .replace("    gate: { title: Gate, signal: gate/open }", "    entry: { formerly: [gate], title: Gate, signal: gate/answers }");
    writeFileSync(file, text);
    const outcome = await (await open({ catalog: copy })).preview();
    expect(outcome.output).not.toContain("error");
    expect(stepsOf(outcome)).toEqual([]);
  });

  test("with protection, what pages cannot be deleted, nor the page that customers know", async () => {
    const sandbox = await open({ protect: true });
    expect((await sandbox.up()).ok).toBe(true);
    expect(await protectedIn(sandbox)).toEqual([
      "Heartbeat watchdog--grafana",
      "Heartbeat watchdog--yard-prom",
      "Monitor harbour--gate--open",
      "PagerdutyIntegration page--dock",
      "Policy harbour--gate--closed",
      "Policy watchdog--grafana",
      "Policy watchdog--yard-prom",
      "StatusPage status-page--harbour",
    ]);
    expect((await (await open({ protect: false })).up()).ok).toBe(true);
    expect((await sandbox.destroy()).ok).toBe(true);
    expect(named(sandbox, "monitor").sort()).toEqual(["Harbour Gate: Closed (staging)", "Harbour Gate: Sluggish (staging)"]);
  });
});

describe("what no API makes has to be there before", () => {
  test.each<[string, Before, string]>([
    ["a channel of Slack", { ...there, channels: ["#crane"] }, "no Slack integration for #dock"],
    ["a mailbox among the members", { ...there, members: [] }, 'team member with email "dock@example.com" not found'],
  ])("without %s the preview fails", async (name, before, reason) => {
    const sandbox = await open({ folder: join(dir, name.replaceAll(" ", "-")), before });
    const outcome = await sandbox.preview();
    expect(outcome.ok).toBe(false);
    expect(outcome.output).toContain(reason);
  });
});
