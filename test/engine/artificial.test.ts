import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runSettings } from "../../cli/run-settings.ts";
import { accountsBefore, sandboxVendors } from "../../cli/sandbox-accounts.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { openSandbox } from "../../sandbox/engine.ts";
import { root } from "../docs/markdown.ts";
import { patience, temporary } from "./stack.ts";

/** The artificial catalog, in which every kind of entry has every form, as the program as a whole registers it. */

const { dir, remove } = temporary();
afterAll(remove);

test("it stands up as a whole on every vendor that it names, and a second preview is empty", { timeout: patience }, async () => {
  const catalogDir = join(root, "test", "catalog");
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) throw new Error(JSON.stringify(problems));
  const sandbox = await openSandbox({
    keepProgram: true,
    dir,
    program: join(root, "index.ts"),
    stack: "prod",
    vendors: sandboxVendors,
    ...runSettings({ root, stack: "prod", catalogDir, catalog, resolved: resolve(catalog, "prod") }),
    seed: accountsBefore(catalog),
  });
  const first = await sandbox.up();
  expect(first.ok, first.output).toBe(true);
  const vendors = ["aws", "datadog", "grafana", "pagerduty", "sentry"];
  for (const vendor of vendors) expect(first.steps.filter(({ type }) => type.startsWith(`${vendor}:`)).length, vendor).toBeGreaterThan(5);
  expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});
