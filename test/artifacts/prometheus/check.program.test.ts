import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { afterAll, describe, expect, test } from "vitest";
import { unpacked } from "../../../analysis/prove/amtool.ts";
import { promtool } from "../../../analysis/prove/promtool.ts";
import { prometheus } from "../../../artifacts/prometheus/target.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { byItself } from "../by-itself.ts";

const catalogs = [
  ["test/products/catalog", (environment: string) => resolvedCatalog("test/products/catalog", () => {}, environment)],
  ["test/catalog", byItself],
] as const;
const cases = catalogs.flatMap(([name, of]) => ["prod", "staging"].map((environment) => ({ name, environment, of })));

describe.each(cases)("the files of $name in $environment", ({ environment, of }) => {
  const resolved = of(environment);
  const files = prometheus.files(resolved, alertsOf(resolved));
  const here = unpacked(files);
  afterAll(here.remove);
  const ask = async (...args: string[]) => execFileSync(await promtool(), args, { encoding: "utf8" });

  test.each(files.map(({ path, text }) => [path, text] as const))("%s is one YAML document", (_, text) => {
    expect(loadAll(text)).toHaveLength(1);
  });

  test.each(files.filter(({ path }) => path.endsWith("/prometheus.yml")).map(({ path }) => path))(
    "promtool check config takes %s",
    async (path) => {
      expect(await ask("check", "config", "--lint=all", join(here.folder, path))).toContain("SUCCESS");
    },
  );

  test.each(files.filter(({ path }) => path.includes("/rules/")))(
    "promtool check rules takes $path with every rule of it",
    async ({ path, text }) => {
      const rules = text.match(/^ {6}- (?:record|alert): /gm)?.length;
      expect(await ask("check", "rules", "--lint=all", join(here.folder, path))).toContain(`${rules} rules found`);
      expect(rules).toBeGreaterThan(0);
    },
  );

  test("are those of each Prometheus that evaluates by itself or scrapes something", () => {
    const kinds = resolved.organization.sources.filter((source) => source.kind === "prometheus");
    const expected = kinds.flatMap(({ id, evaluator, jobs }) =>
      evaluator === "prometheus" || jobs.length > 0 ? [`prometheus/${id}/prometheus.yml`] : [],
    );
    expect(files.map(({ path }) => path).filter((path) => !path.includes("/rules/"))).toEqual(expected);
    const evaluating = kinds.flatMap(({ id, evaluator }) => (evaluator === "prometheus" ? [id] : []));
    expect([...new Set(files.flatMap(({ path }) => /^prometheus\/(.*)\/rules\//.exec(path)?.[1] ?? []))]).toEqual(evaluating);
  });
});
