import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, expect, test } from "vitest";
import type { RuleFile } from "../../artifacts/prometheus/rule-file.ts";
import { writeMadeCatalog } from "../../bench/made-catalog.ts";
import type { PipelineRun } from "../../bench/pipeline.ts";
import { timed, timedScript } from "../../bench/process.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { fireability } from "../../monitors/fireability.ts";
import { findProgram } from "../../programs/find.ts";

/** Two systems, the second with one service that is not full. */
const slos = 103;
const folder = mkdtempSync(join(tmpdir(), "slostack-made-"));
const made = writeMadeCatalog(folder, slos);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ruleFilesOf = (directory: string): RuleFile[] =>
  readdirSync(directory).map((name) => load(readFileSync(join(directory, name), "utf8")) as RuleFile);
const alertsIn = (files: readonly RuleFile[]): number =>
  files.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules)).filter((rule) => "alert" in rule).length;

test("a made catalog has the SLOs that were asked for, and no problem at all", () => {
  const { catalog, problems } = loadCatalog(made.catalog);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  if (!catalog) throw new Error("no catalog");
  const resolved = resolve(catalog, "prod");
  const services = resolved.systems.flatMap((system) => system.services);
  expect(resolved.systems).toHaveLength(2);
  expect(services).toHaveLength(11);
  expect(services.flatMap((service) => service.slos)).toHaveLength(slos);
  expect(fireability(alertsOf(resolved))).toEqual([]);
});

test("Sloth accepts the same SLOs, and makes a page and a ticket of each", async () => {
  const out = join(folder, "by-sloth");
  mkdirSync(out);
  const sloth = await findProgram("sloth", { report: () => {} });
  await timed(sloth.path, ["generate", "--no-log", "--input", made.sloth, "--out", out]);
  expect(alertsIn(ruleFilesOf(out))).toBe(2 * slos);
});

test("the same task here makes a page, a ticket and an alert on absence of each, and Prometheus accepts them", async () => {
  const out = join(folder, "by-us");
  mkdirSync(out);
  const file = join(out, "rules.yaml");
  await timedScript("rule-file.ts", [made.catalog, file]);
  // One more for a target that is lost.
  expect(alertsIn(ruleFilesOf(out))).toBe(3 * slos + 1);
  const promtool = await findProgram("promtool", { report: () => {} });
  const { stdout } = await timed(promtool.path, ["check", "rules", file]);
  // Of each SLO also five recordings: of all and of bad events by the minute and the hour, and whether a minute is bad.
  expect(stdout).toContain(`SUCCESS: ${8 * slos + 1} rules found`);
});

test("the measured run tells its steps, its memory, and that nothing was left out", async () => {
  const { stdout, seconds } = await timedScript("pipeline.ts", [made.catalog]);
  const run = JSON.parse(stdout) as PipelineRun;
  expect(Object.keys(run.steps)).toEqual(["load, check", "resolve", "alerts", "fireability", "arguments", "rules"]);
  expect(Object.values(run.steps).reduce((sum, step) => sum + step, 0)).toBeLessThan(seconds);
  expect(run.peak).toBeGreaterThan(20 * 1024 ** 2);
  // Two more alerts for the silent source, and for a target of it that is lost.
  expect(run.alerts).toBe(3 * slos + 2);
  // A dashboard and two groups of rules a service, a folder a system and one for sources, which have a group; a template and
  // two contact points at Grafana; person with a contact method and its rule, team, membership, policy, service and key at PagerDuty.
  expect(run.resources).toBe(3 * 11 + (2 + 1) + 1 + (1 + 2) + 8);
});
