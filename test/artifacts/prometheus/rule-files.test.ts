import { describe, expect, test } from "vitest";
import { rulesInFiles } from "../../../artifacts/prometheus/rule-files.ts";
import { ruleFile } from "../../../artifacts/prometheus/rules.ts";
import { signsOfLife } from "../../../artifacts/prometheus/self-evaluated.ts";
import { ruleFileText } from "../../../artifacts/prometheus/yaml.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

const all = alertsOf(resolvedCatalog("test/products/catalog"));
const signs = signsOfLife(all);
const alerts = all.filter(({ evaluator }) => evaluator.kind === "prometheus");
const { groups } = ruleFile(alerts, signs);
const rules = groups.flatMap((group) => group.rules);

describe("rule files", () => {
  test("are one for each service, and one for the heartbeats", () => {
    const parts = rulesInFiles(alerts, signs);
    expect(parts.flatMap((part) => part.groups)).toEqual(groups);
    for (const { name, groups: own, alerts: answered } of parts) {
      if (name === "heartbeats") continue;
      for (const group of own) expect(group.name).toMatch(new RegExp(`^${name}--(recordings|alerts)$`));
      expect(answered.map((alert) => alert.name).filter((alert) => !alert.startsWith(name))).toEqual([]);
    }
    expect(parts.map(({ name }) => name)).toContain("heartbeats");
    expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
  });

  test.each([8, 16, 64])("of %d KiB hold every rule once, in its order, and none is larger", (kibibytes) => {
    const parts = rulesInFiles(alerts, signs, kibibytes * 1024);
    expect(parts.flatMap((part) => part.groups.flatMap((group) => group.rules))).toEqual(rules);
    for (const part of parts) {
      const text = [...ruleFileText(part.groups)].join("");
      if (part.groups.flatMap((group) => group.rules).length > 1) expect(Buffer.byteLength(text)).toBeLessThan(kibibytes * 1024);
    }
    for (const names of [parts.map(({ name }) => name), parts.flatMap((part) => part.groups.map(({ name }) => name))])
      expect(new Set(names).size).toBe(names.length);
  });

  test("are several where a service has more than one holds", () => {
    expect(rulesInFiles(alerts, signs, 16 * 1024).map(({ name }) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/--2$/)]));
  });
});
