import { afterAll, beforeAll, expect, test } from "vitest";
import { accountBefore } from "../../components/pagerduty/fake/before.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import {
  atVendor,
  integrationKey,
  kindAndName,
  nameOf,
  patience,
  resourcesOf,
  type StateResource,
  succeeded,
  temporary,
} from "../engine/stack.ts";
import { openProgram } from "./opened.ts";

/** An on-call service by itself, on the real engine, at an account whose people and teams are there. */
const { dir, remove } = temporary();
afterAll(remove);

const users = ["ada", "bob", "carol"].map((name) => ({ name, email: `${name}@example.com` }));
const open = (folder: string, program: string, there: Parameters<typeof accountBefore>[0]) =>
  openProgram(`${dir}/${folder}`, program, {
    vendors: ["pagerduty"],
    secrets: { "pagerduty:token": "a-token" },
    seed: { pagerduty: accountBefore(there) },
  });

let example: Sandbox;
let resources: StateResource[];

beforeAll(async () => {
  example = await open("example", "examples/pagerduty-on-call-service.ts", { users, teams: ["Payments"] });
  succeeded(await example.up());
  resources = resourcesOf(example);
}, patience);

const inputsOf = (kind: string) =>
  resources.find((one) => kindAndName({ type: one.type, name: nameOf(one) }).startsWith(`${kind} `))?.inputs;
const idOf = (kind: string, email: string) =>
  example.objects().pagerduty?.find((one) => one.kind === kind && Object.values(one.fields).includes(email))?.id;

test("the example stands up, every object below the component and named after it", () => {
  const component = resources.find(({ type }) => type === "slostack:pagerduty:OnCallService");
  const objects = atVendor(resources);
  expect(objects.map(({ parent }) => parent)).toEqual(objects.map(() => component?.urn));
  expect(objects.map((one) => kindAndName({ type: one.type, name: nameOf(one) })).sort()).toEqual([
    "escalationPolicy checkout",
    "schedule checkout--primary",
    "service checkout",
    "serviceIntegration checkout--datadog",
  ]);
});

test("people and the team are those that PagerDuty has", () => {
  const [ada, bob, carol] = users.map(({ email }) => idOf("user", email));
  expect(ada).toBeDefined();
  expect(inputsOf("schedule")).toMatchObject({
    name: "checkout primary (prod)",
    layers: [{ users: [ada, bob], rotationTurnLengthSeconds: 604_800 }],
  });
  expect(inputsOf("escalationPolicy")).toMatchObject({
    name: "checkout (prod)",
    teams: idOf("team", "Payments"),
    rules: [{ escalationDelayInMinutes: 15 }, { escalationDelayInMinutes: 30, targets: [{ type: "user_reference", id: carol }] }],
  });
});

/** The stack itself, in a state. */
function stackOf(state: string): StateResource {
  const { deployment } = JSON.parse(state) as { deployment: { resources: StateResource[] } };
  return deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack") as StateResource;
}

test("its output is the key of the sender, and secret", async () => {
  const id = resources.find((one) => nameOf(one) === "checkout--datadog")?.id ?? "";
  expect(await example.outputs()).toEqual({ key: "[secret]" });
  const { outputs } = stackOf(await example.export({ showSecrets: true }));
  expect(JSON.stringify(outputs?.key)).toContain(integrationKey(id));
  expect(await example.export()).not.toContain(integrationKey(id));
});

test("all objects use one connection", () => {
  expect(new Set(atVendor(resources).map(({ provider }) => provider)).size).toBe(1);
});

test("a second preview changes nothing, also against what the vendor holds", async () => {
  expect(await example.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});

test(
  "who is not at PagerDuty is reported with the argument that names them, before anything is registered",
  async () => {
    const without = await open("without", "examples/pagerduty-on-call-service.ts", { users: users.slice(1), teams: [] });
    const { ok, output } = await without.preview();
    expect(ok).toBe(false);
    expect(output).toContain('OnCallService "checkout": schedules.primary.rotation: PagerDuty does not find the user ada@example.com');
    expect(output).toContain('OnCallService "checkout": team: PagerDuty does not find the team "Payments"');
    expect(output).not.toContain("catalog");
  },
  patience,
);

test(
  "two services of one program share schedules by nothing but people",
  async () => {
    const two = await open("two", "programs/pagerduty-two.ts", { users, teams: ["Payments"] });
    succeeded(await two.up());
    const made = atVendor(resourcesOf(two));
    expect(
      made
        .filter(({ type }) => type.endsWith(":Schedule"))
        .map(nameOf)
        .sort(),
    ).toEqual(["checkout--primary", "search--primary"]);
    expect(
      made
        .filter(({ protect }) => protect)
        .map(nameOf)
        .every((name) => name.startsWith("search")),
    ).toBe(true);
    expect(new Set(made.map(({ provider }) => provider)).size).toBe(2);
  },
  patience,
);
