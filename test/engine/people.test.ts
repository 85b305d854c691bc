import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declaredObjects } from "../../analysis/on-call/declared.ts";
import { pagerduty } from "../../components/pagerduty/index.ts";
import { accountOf } from "../../components/pagerduty/paging/objects.ts";
import { pagingOf } from "../../components/pagerduty/paging/walk.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { Account } from "../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import { atVendor, type Entry, integrationKey, kindAndName, kindOf, nameOf, resourcesOf, succeeded, temporary } from "./stack.ts";

/** How people are reached, on the small catalog of the model's tests: two people, one schedule, one on-call service. */
const root = join(import.meta.dirname, "..", "..");
const { dir, remove } = temporary();
afterAll(remove);

const numbers = { ada: "+493023125771", bob: "+12015550173" };
/** What of the numbers must not be seen anywhere but at PagerDuty. */
const digits = ["3023125771", "2015550173", "3023125884"];

/** @param edits texts of organization.yaml, each with what stands in its place */
function catalogWith(name: string, ...edits: [text: string, by: string][]): string {
  const copy = join(dir, name, "catalog");
  cpSync(join(root, "test", "model", "base"), join(dir, name), { recursive: true });
  const file = join(copy, "organization.yaml");
  for (const [text, by] of edits) {
    const written = readFileSync(file, "utf8");
    expect(written).toContain(text);
    writeFileSync(file, written.replace(text, by));
  }
  return copy;
}

interface Given {
  readonly catalog?: string;
  readonly folder?: string;
  readonly stack?: string;
  /** undefined: the setting is absent */
  readonly phones?: string | undefined;
  readonly config?: Readonly<Record<string, unknown>>;
}
const base = catalogWith("base");

function open({ catalog = base, folder = "people", stack = "prod", config = {}, ...given }: Given = {}): Promise<Sandbox> {
  const phones = "phones" in given ? given.phones : JSON.stringify(numbers);
  return openSandbox({
    keepProgram: true,
    dir: join(dir, folder),
    program: join(root, "index.ts"),
    stack,
    vendors: ["pagerduty", "grafana"],
    config: { catalog, environment: stack, vendors: ["pagerduty", "grafana"], "grafana:url": "https://grafana.sandbox", ...config },
    secrets: {
      "pagerduty:token": "token-of-pagerduty",
      "grafana:auth": "token-of-grafana",
      "slostack:slackToken": "token-of-slack",
      ...(phones === undefined ? {} : { "slostack:phones": phones }),
    },
    seed: { grafana: { dataSource: { main: { uid: "main", name: "main", type: "prometheus" } } } },
  });
}

const bySteps = (outcome: Outcome) => outcome.steps.map((step) => `${step.op} ${kindAndName(step)}`).sort();
const contactsAt = (sandbox: Sandbox) =>
  (sandbox.objects().pagerduty ?? []).flatMap(({ kind, fields }): Entry[] => (kind === "userContactMethod" ? [fields] : []));
const unseen = (text: string) => expect(digits.filter((number) => text.includes(number))).toEqual([]);

let prod: Sandbox;
let up: Outcome;
beforeAll(async () => {
  prod = await open();
  up = await prod.up();
  succeeded(up);
});

test("everybody has a contact for each way, of the number's two parts, and a rule: a message at once, a call after a minute", () => {
  const objects = prod.objects().pagerduty ?? [];
  const name = (id: unknown) => objects.find((object) => object.kind === "user" && object.id === id)?.fields.name;
  const contacts = contactsAt(prod).map(({ userId, type, countryCode, address }) => `${name(userId)} ${type} ${countryCode} ${address}`);
  expect(contacts.sort()).toEqual([
    "Ada phone_contact_method 49 3023125771",
    "Ada sms_contact_method 49 3023125771",
    "Bob phone_contact_method 1 2015550173",
    "Bob sms_contact_method 1 2015550173",
  ]);
  const rules = objects.flatMap(({ kind, fields }): Entry[] => (kind === "userNotificationRule" ? [fields] : []));
  expect(
    rules
      .map(
        ({ userId, urgency, startDelayInMinutes, contactMethod }) =>
          `${name(userId)} ${urgency} ${contactMethod.type} +${startDelayInMinutes}`,
      )
      .sort(),
  ).toEqual([
    "Ada high phone_contact_method +1",
    "Ada high sms_contact_method +0",
    "Bob high phone_contact_method +1",
    "Bob high sms_contact_method +0",
  ]);
});

test("a second update changes nothing, and no number is seen in a state, a setting, an output or what the engine says, before it or after", async () => {
  unseen(up.output);
  const seen = async () => [
    await prod.export(),
    JSON.stringify(await prod.outputs()),
    readFileSync(join(dir, "people", "project", "Pulumi.prod.yaml"), "utf8"),
  ];
  for (const text of await seen()) unseen(text);
  const again = await prod.up({ refresh: true, expectNoChanges: true });
  succeeded(again);
  expect([again.steps, Object.keys(again.changes)]).toEqual([[], ["same"]]);
  for (const text of [again.output, ...(await seen())]) unseen(text);
  // The search finds them where they are.
  expect(digits.filter((number) => JSON.stringify(prod.objects()).includes(number))).toHaveLength(2);
  expect(await prod.export({ showSecrets: true })).toContain("3023125771");
});

test("whom a page reaches by what PagerDuty holds is whom the catalog's data say, on either side of a handoff", () => {
  const { catalog } = loadCatalog(base);
  if (!catalog) throw new Error("the catalog has problems");
  const resolved = resolve(catalog, "prod");
  const [held, declared] = [accountOf(prod.objects().pagerduty ?? []), accountOf(declaredObjects(pagerduty, resolved, alertsOf(resolved)))];
  const answers = ["2026-01-12T07:59:00Z", "2026-01-12T08:00:00Z", "2026-07-06T00:00:00Z"].map((at) =>
    [held, declared].map((account) => pagingOf(account, "Shop (prod)", Date.parse(at))),
  );
  for (const [one, other] of answers) expect(one).toEqual(other);
  expect(answers.map(([one]) => one?.calls[0]?.people[0]?.name)).toEqual(["Ada", "Bob", "Bob"]);
});

describe("what somebody changes by hand is found and mended:", () => {
  const held = (kind: string, such: (fields: Entry) => boolean) => {
    const object = prod.objects().pagerduty?.find((one) => one.kind === kind && such(one.fields));
    if (!object) throw new Error(`there is no ${kind}`);
    return { account: new Account(join(prod.accounts, "pagerduty")), ...object };
  };

  test("a number, how long a call waits, and a rule that was removed", async () => {
    const isAda = ({ userId }: Entry) => userId === held("user", ({ name }) => name === "Ada").id;
    const number = held("userContactMethod", ({ type, countryCode }) => type.startsWith("sms") && countryCode === 49);
    const wait = held("userNotificationRule", (rule) => isAda(rule) && rule.startDelayInMinutes === 1);
    const rule = held("userNotificationRule", (rule) => !isAda(rule) && rule.startDelayInMinutes === 1);
    number.account.put(number.kind, number.id, { ...number.fields, address: "301111111" });
    wait.account.put(wait.kind, wait.id, { ...wait.fields, startDelayInMinutes: 30 });
    rule.account.remove(rule.kind, rule.id);
    const found = await prod.preview({ refresh: true, expectNoChanges: true });
    expect([found.ok, bySteps(found)]).toEqual([
      false,
      ["create userNotificationRule bob--phone", "update userContactMethod ada--sms", "update userNotificationRule ada--phone"],
    ]);
    unseen(found.output);
    succeeded(await prod.up({ refresh: true }));
    for (const { account, kind, id, fields } of [number, wait]) expect(account.get(kind, id)).toEqual(fields);
    expect(held("userNotificationRule", (rule) => !isAda(rule) && rule.startDelayInMinutes === 1).fields).toEqual(rule.fields);
  });

  test("a contact that was removed stops the refresh, as the plugin does, and the state has to forget it", async () => {
    const { account, id, fields } = held("userContactMethod", ({ type }) => type.startsWith("phone"));
    account.remove("userContactMethod", id);
    const stopped = await prod.preview({ refresh: true });
    expect(stopped.ok).toBe(false);
    expect(stopped.output).toContain(`reading userContactMethod "${id}": 404 Not Found`);
    account.put("userContactMethod", id, fields);
  });
});

test("another number updates the contacts of that person; a way less is a contact and a rule less, and one that is notified at once now", async () => {
  const changed = await open({
    phones: JSON.stringify({ ...numbers, ada: "+493023125884" }),
    catalog: catalogWith("quieter", ["bob@example.com, reach: [sms, phone]", "bob@example.com, reach: [phone]"]),
  });
  const outcome = await changed.up({ args: ["--diff"] });
  succeeded(outcome);
  expect(bySteps(outcome)).toEqual([
    "delete userContactMethod bob--sms",
    "delete userNotificationRule bob--sms",
    "update userContactMethod ada--phone",
    "update userContactMethod ada--sms",
    "update userNotificationRule bob--phone",
  ]);
  unseen(outcome.output);
  expect(contactsAt(prod).filter(({ address }) => address === "3023125884")).toHaveLength(2);
});

describe("before anything is registered", () => {
  const refused = async (given: Given) => {
    const sandbox = await open({ folder: `refused-${Math.random().toString(36).slice(2)}`, ...given });
    const outcome = await sandbox.up();
    expect(outcome.ok).toBe(false);
    expect(outcome.output).toContain("Nothing was registered.");
    expect(resourcesOf(sandbox)).toEqual([]);
    return outcome.output;
  };

  test("every number that is missing or malformed is told of, with everything else, and none is shown", async () => {
    const output = await refused({
      phones: JSON.stringify({ bob: "+49 30 23125771", adda: "+493023125884" }),
      catalog: catalogWith("ninety", ["{ person: bob, wait: 15m }", "{ person: bob, wait: 90s }"]),
    });
    expect(output).toContain('slostack:phones has no number for ada, but the catalog reaches ada by phone. Did you mean "adda"?');
    expect(output).toContain("slostack:phones has a number for bob that is not written as + and 8 to 15 digits");
    expect(output).toContain("escalations/shop/levels/2/wait: 90s");
    unseen(output.replaceAll(" ", ""));
  });

  test.each<[string, Given, string]>([
    ["the setting is absent", { phones: undefined }, "slostack:phones is not set: pulumi config set --secret slostack:phones"],
    [
      "it stands in plain text",
      { phones: undefined, config: { "slostack:phones": JSON.stringify(numbers) } },
      "slostack:phones is in plain text in the stack settings",
    ],
  ])("%s", async (_, given, told) => {
    const output = await refused(given);
    expect(output).toContain(told);
    unseen(output);
  });
});

test("an environment that pages nobody asks for no number, and reaches nobody", async () => {
  const staging = await open({ stack: "staging", folder: "quiet", phones: undefined });
  succeeded(await staging.up());
  expect(staging.objects().pagerduty ?? []).toEqual([]);
});

const ownRules: [string, string][] = [
  ["evaluator: grafana", "evaluator: prometheus"],
  ["severities:", "alertmanager: { addresses: [alertmanager:9093] }\n\nseverities:"],
];

test("where a Prometheus evaluates by itself, its Alertmanager gets a key of its own as a secret output of the stack", async () => {
  const own = await open({ folder: "alertmanager", catalog: catalogWith("own", ...ownRules) });
  succeeded(await own.up());
  const integrations = atVendor(resourcesOf(own)).filter(({ type }) => kindOf(type) === "serviceIntegration");
  expect(integrations.map(nameOf)).toEqual(["shop--alertmanager"]);
  expect((await own.outputs()).pagerduty).toEqual({ "shop--alertmanager": "[secret]" });
  const key = integrationKey(integrations[0]?.id ?? "");
  expect(await own.export()).not.toContain(key);
  expect(await own.export({ showSecrets: true })).toContain(key);
});
