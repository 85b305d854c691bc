import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/engine.ts";
import { atVendor, nameOf, patience, resourcesOf, type StateResource, succeeded, temporary } from "../engine/stack.ts";
import { openProgram } from "./opened.ts";

/** A program with an objective by itself, on the real engine. */
const { dir, remove } = temporary();
afterAll(remove);

let example: Sandbox;
let made: StateResource[];

beforeAll(async () => {
  const config = { "newrelic:accountId": "1234567", "newrelic:region": "EU" };
  example = await openProgram(dir, "examples/newrelic-slo-alerts.ts", {
    vendors: ["newrelic"],
    config,
    secrets: { "newrelic:apiKey": "NRAK-A" },
  });
  succeeded(await example.up());
  made = resourcesOf(example);
}, patience);

const own = () => {
  const component = made.find(({ type }) => type === "slostack:newrelic:SloAlerts");
  return atVendor(made).filter(({ parent }) => parent === component?.urn);
};
const idOf = (name: string) => made.find((one) => nameOf(one) === name)?.id;

test("the example is one condition a tier, and one on absence, in the policies of the program", () => {
  const [page, ticket] = [idOf("page"), idOf("ticket")];
  expect(Object.fromEntries(own().map((one) => [nameOf(one), one.inputs?.policyId]))).toEqual({
    "checkout--page-1h": page,
    "checkout--page-6h": page,
    "checkout--ticket-6h": ticket,
    "checkout--total--absent": ticket,
  });
});

test("its output is the id of a condition", async () => {
  expect(await example.outputs()).toEqual({ condition: idOf("checkout--page-1h") });
});

test("a second preview changes nothing, also against what the vendor holds", async () => {
  expect(await example.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});
