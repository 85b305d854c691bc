import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import { everyVendor } from "../components/every-vendor.ts";
import { renamed } from "../components/renamed.ts";
import { root } from "../docs/markdown.ts";
import { openSmall } from "./small.ts";
import { patience, resourcesOf, type StateResource, succeeded, temporary } from "./stack.ts";

/** A stack that stood up before its components became children of one: the upgrade moves URNs, and nothing at a vendor. */
const { dir, remove } = temporary();
afterAll(remove);
const catalog = everyVendor(dir, "both");
const former = join(import.meta.dirname, "fixtures/at-the-root/index.ts");
const today = join(root, "index.ts");
let before: StateResource[];
let outputs: Record<string, unknown>;
let upgrade: Outcome;
let prod: Sandbox;

const open = (stack: string, program: string, catalogDir: string): Promise<Sandbox> =>
  openSmall(catalogDir, join(dir, "sandbox"), stack, {
    program,
    settings: join(root, `Pulumi.${stack}.yaml`),
    config: { "slostack:protect": stack === "prod" },
  });

const stepsOf = ({ steps }: Outcome) => steps.map(({ op, type, name }) => `${op} ${type} ${name}`);

beforeAll(async () => {
  const standing = await open("prod", former, catalog);
  succeeded(await standing.up());
  // With the second update, whatever it changes, the engine notes another version at providers behind the bridge.
  succeeded(await standing.up());
  before = resourcesOf(standing);
  outputs = await standing.outputs();
  prod = await open("prod", today, catalog);
  upgrade = await prod.up();
}, patience);

test("the upgrade creates the component, and leaves everything else as it is", async () => {
  succeeded(upgrade);
  expect(stepsOf(upgrade)).toEqual(["create slostack:index:Slostack monitoring"]);
  expect(before.some(({ protect }) => protect)).toBe(true);
  // A secret is encrypted anew each time; what it is, the steps have compared.
  const what = ({ type, id, protect, inputs, urn }: StateResource) =>
    JSON.stringify([type, urn.split("::").at(-1), id, protect, inputs]).replaceAll(/"ciphertext":"[^"]*"/g, "");
  const after = resourcesOf(prod).filter(({ type }) => type !== "slostack:index:Slostack");
  expect(after.map(what).sort()).toEqual(before.map(what).sort());
  expect(await prod.outputs()).toEqual(outputs);
});

test(
  "a second update changes nothing, nor does a preview against what the vendors hold",
  async () => {
    expect(Object.keys((await prod.up()).changes)).toEqual(["same"]);
    succeeded(await prod.preview({ refresh: true, expectNoChanges: true }));
  },
  patience,
);

test(
  "renames together with the upgrade change nothing at a vendor either",
  async () => {
    succeeded(await (await open("staging", former, catalog)).up());
    const both = await (await open("staging", today, everyVendor(dir, "renamed", renamed))).up();
    succeeded(both);
    expect(stepsOf(both)).toEqual(["create slostack:index:Slostack monitoring"]);
  },
  patience,
);
