import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { linesOf, writeMadeCompany } from "../../bench/made-company.ts";
import { problemsIn } from "../../cli/check.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { alertsOf } from "../../monitors/alerts.ts";

const folder = mkdtempSync(join(tmpdir(), "slostack-company-"));
const { catalog } = writeMadeCompany(folder, 120);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("120 services with three SLOs each take at most 400 lines, organization and profile included", () => {
  expect(linesOf(catalog)).toBeLessThanOrEqual(400);
  const loaded = loadCatalog(catalog);
  if (!loaded.catalog) throw new Error("the company's catalog has an error");
  const resolved = resolve(loaded.catalog, "prod");
  expect(problemsIn(loaded, [resolved])).toEqual([]);
  const services = resolved.systems.flatMap((system) => system.services);
  expect(services).toHaveLength(120);
  expect(services.flatMap(({ slos }) => slos)).toHaveLength(360);
  const targets = Map.groupBy(
    services.flatMap(({ slos }) => slos),
    ({ id, target }) => `${id} ${target.toFraction()}`,
  );
  expect([...targets].map(([target, slos]) => [target, slos.length])).toEqual([
    ["availability 199/200", 12],
    ["latency 19/20", 120],
    ["patience 199/200", 120],
    ["availability 999/1000", 108],
  ]);
  const names = alertsOf(resolved).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => name.endsWith("--page"))).toHaveLength(360);
});
