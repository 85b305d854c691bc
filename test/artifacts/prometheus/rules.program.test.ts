import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { describe, expect, it } from "vitest";
import { promtool } from "../../../analysis/prove/promtool.ts";
import { renderRules, ruleFile } from "../../../artifacts/prometheus/rules.ts";
import { isSelfEvaluated } from "../../../artifacts/prometheus/self-evaluated.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { alertQuery } from "../../../queries/promql.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

/** The flags that the servers of a catalog need to read their rules, as promtool takes them. */
const features = ({ organization }: ReturnType<typeof resolvedCatalog>) =>
  organization.sources.flatMap((source) => source.traits.series?.features(source) ?? []).map(({ name }) => `--enable-feature=${name}`);

describe.each(["test/products/catalog", "test/catalog"])("the rule file of %s", (directory) => {
  const resolved = resolvedCatalog(directory);
  const alerts = alertsOf(resolved);
  const { groups } = ruleFile(alerts);
  const rules = groups.flatMap((group) => group.rules);

  it("is one YAML document that reads as what was rendered", () => {
    expect(loadAll(renderRules(alerts))).toEqual([{ groups }]);
  });

  it("is accepted by promtool, with as many rules as it has", async () => {
    const folder = mkdtempSync(join(tmpdir(), "slostack-rules-"));
    try {
      const file = join(folder, "rules.yaml");
      writeFileSync(file, renderRules(alerts));
      const args = [...features(resolved), "check", "rules", "--lint=all", file];
      expect(execFileSync(await promtool(), args, { encoding: "utf8" })).toContain(`${rules.length} rules found`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("holds every alert on Prometheus but those of sources that Grafana asks, with the same PromQL", () => {
    const rendered = new Map(rules.flatMap((rule) => ("alert" in rule ? [[rule.alert, rule.expr]] : [])));
    const expected = alerts
      .filter((alert) => alert.evaluator.kind === "prometheus" && (alert.when.kind !== "source-silent" || isSelfEvaluated(alert)))
      .map((alert) => [alert.name, alertQuery(alert)]);
    expect([...rendered].sort()).toEqual(expected.sort());
  });

  it("records by the minute, and alerts as often as their source says", () => {
    for (const { name, interval } of groups) if (name.endsWith("--recordings")) expect(interval).toBe("1m");
    expect(new Set(groups.filter(({ name }) => name.endsWith("--alerts")).map(({ interval }) => interval))).toEqual(
      new Set(directory === "test/products/catalog" ? ["30s"] : ["30s", "1m"]),
    );
  });

  it("keeps pages and tickets on events firing after their condition, and nothing else", () => {
    const kept = new Map(
      alerts.map(({ name, keepFiringFor }) => [name, keepFiringFor === undefined ? undefined : `${keepFiringFor / 60}m`]),
    );
    const rendered = rules.flatMap((rule) => ("alert" in rule && kept.has(rule.alert) ? [rule] : []));
    expect(rendered.map((rule) => rule.keep_firing_for)).toEqual(rendered.map(({ alert }) => kept.get(alert)));
    expect(new Set(rendered.map((rule) => rule.keep_firing_for))).toEqual(new Set(["8m", undefined]));
  });

  it("has no label that could change while an alert fires", () => {
    for (const rule of rules) if ("alert" in rule) for (const value of Object.values(rule.labels)) expect(value).not.toMatch(/\{\{/);
  });
});
