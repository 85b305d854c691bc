import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/engine.ts";
import { editText, openSmall, writeSmallCatalog } from "./small.ts";
import { patience, succeeded, temporary } from "./stack.ts";

/** A stack whose program takes its catalog from a folder, and then the same catalog as an object. */
const { dir, remove } = temporary();
afterAll(remove);
const catalog = join(dir, "acme");
const program = join(import.meta.dirname, "fixtures/as-an-object/index.ts");
let stack: Sandbox;

beforeAll(async () => {
  writeSmallCatalog(catalog);
  succeeded(await (await openSmall(catalog, join(dir, "sandbox"))).up());
  stack = await openSmall(catalog, join(dir, "sandbox"), "prod", { program, config: { folder: catalog } });
}, patience);

test(
  "an object declares the same objects as the files",
  async () => {
    const outcome = await stack.preview();
    succeeded(outcome);
    expect(outcome.steps).toEqual([]);
    expect(outcome.changes.same).toBeGreaterThan(10);
  },
  patience,
);

test(
  "a faulty object registers nothing, and the message has the line that the entry would have",
  async () => {
    editText(join(catalog, "systems/mail.yaml"), (text) => text.replace("owner: engineers", "owner: nobody"));
    const { ok, output } = await stack.preview();
    expect(ok).toBe(false);
    expect(output).toContain("systems/mail.yaml:3:8  unknown-team");
    expect(output).toContain("Nothing was registered.");
  },
  patience,
);
