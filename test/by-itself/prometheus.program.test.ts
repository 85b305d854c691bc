import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { promtool } from "../../analysis/prove/promtool.ts";

/** The program of docs/components.md prints a rule file that Prometheus takes. */
const dir = mkdtempSync(join(tmpdir(), "slostack-rules-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const example = join(import.meta.dirname, "examples/prometheus-rules.ts");

test("promtool takes every rule of examples/prometheus-rules.ts", async () => {
  const rules = execFileSync(process.execPath, [example], { encoding: "utf8" });
  expect([...rules.matchAll(/^ {6}- alert: (.*)$/gm)].map(([, name]) => name)).toEqual([
    "checkout--page",
    "checkout--ticket",
    "checkout--total--absent",
  ]);
  expect(rules).toContain("severity: page");
  const count = rules.match(/^ {6}- (alert|record): /gm)?.length;
  const file = join(dir, "checkout.yml");
  writeFileSync(file, rules);
  expect(execFileSync(await promtool(), ["check", "rules", "--lint=all", file], { encoding: "utf8" })).toContain(
    `SUCCESS: ${count} rules found`,
  );
});
