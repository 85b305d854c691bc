import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { moduleFolder } from "../../programs/cache.ts";
import { programNames, programs } from "../../programs/table.ts";
import { isAtLeast, parseVersion } from "../../programs/version.ts";

describe("reading a version", () => {
  test.each([
    ["pulumi", "v3.259.0\n", "3.259.0"],
    ["pulumi", "3.300.1-alpha.12\n", "3.300.1"],
    ["pulumi", "\nwarning: A new version is available\nv3.259.0", "3.259.0"],
    ["promtool", "promtool, version 3.13.0 (branch: HEAD, revision: 1)\n  go version: go1.26.1", "3.13.0"],
    ["promtool", "promtool, version 2.42.0+ds (branch: debian/sid)", "2.42.0"],
    ["prometheus", "prometheus, version 3.13.0 (branch: , revision: unknown)", "3.13.0"],
    ["alertmanager", "alertmanager, version 0.31.1 (branch: , revision: unknown)", "0.31.1"],
    ["amtool", "amtool, version 0.28.1 (branch: HEAD, revision: b2099eaa2c9ebc25edb26517cb9c732738e93910)", "0.28.1"],
    ["vendor-models", "vendor-models, version 2.67.0\n", "2.67.0"],
    ["operator-models", "operator-models, version 0.85.0\n", "0.85.0"],
    ["otelcol-slostack", "otelcol-slostack version 0.161.0\n", "0.161.0"],
    ["pulumi-sdk", "pulumi-sdk, version 3.259.0\n", "3.259.0"],
    ["vmalert-tool", "vmalert-tool version v1.151.0\n", "1.151.0"],
    ["sloth", "v0.16.0\n", "0.16.0"],
    ["actionlint", "1.7.12\ninstalled by building from source\nbuilt with go1.26.8 compiler for linux/amd64\n", "1.7.12"],
  ] as const)("of %s from %j", (name, text, version) => {
    expect(parseVersion(text, programs[name].versionPattern)).toBe(version);
  });

  test("text without a version has none", () => {
    expect(parseVersion("command not found", programs.promtool.versionPattern)).toBeUndefined();
  });
});

describe("recent enough", () => {
  test.each([
    ["3.259.0", "3.259.0", true],
    ["3.260.0", "3.259.9", true],
    ["4.0.0", "3.259.0", true],
    ["3.258.9", "3.259.0", false],
    ["2.99.99", "3.0.0", false],
    ["3.9.0", "3.10.0", false],
  ])("%s against %s: %s", (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});

describe("the pins", () => {
  const pinned: Record<string, RegExp> = {
    pulumi: /github\.com\/pulumi\/pulumi\/pkg\/v3 v3\.(\d+)\.(\d+)/,
    alertmanager: /github\.com\/prometheus\/alertmanager v0\.(\d+)\.(\d+)/,
    promql: /github\.com\/prometheus\/prometheus v0\.3(\d\d)\.(\d+)/,
    prometheus: /github\.com\/prometheus\/prometheus v0\.3(\d\d)\.(\d+)/,
    "vendor-models": /github\.com\/DataDog\/datadog-api-client-go\/v2 v2\.(\d+)\.(\d+)/,
    "operator-models": /github\.com\/prometheus-operator\/prometheus-operator v0\.(\d+)\.(\d+)/,
    otelcol: /tailsamplingprocessor v0\.(\d+)\.(\d+)/,
    sloth: /github\.com\/slok\/sloth v0\.(\d+)\.(\d+)/,
    "pulumi-sdk": /github\.com\/pulumi\/pulumi\/pkg\/v3 v3\.(\d+)\.(\d+)/,
    "pulumi-yaml": /github\.com\/pulumi\/pulumi-yaml v1\.(\d+)\.(\d+)/,
    "victoria-metrics": /github\.com\/VictoriaMetrics\/VictoriaMetrics v1\.(\d+)\.(\d+)/,
    actionlint: /github\.com\/rhysd\/actionlint v1\.(\d+)\.(\d+)/,
  };

  test.each(programNames)("%s: its go.mod builds the version of the table, as a tool", (name) => {
    const { module, package: tool } = programs[name];
    const mod = readFileSync(join(moduleFolder(programs[name]), "go.mod"), "utf8");
    expect(mod).toContain(`module slostack/programs/${module}\n`);
    expect(/^tool \(?[^)]*\)?/m.exec(mod)?.[0].split(/[\s()]+/)).toContain(tool);
    const [, minor, patch] = pinned[module]?.exec(mod) ?? [];
    expect(programs[name].version.split(".").slice(1)).toEqual([minor, patch]);
    expect(programs[name].ldflags).toMatch(new RegExp(`ersion=v?${programs[name].version}$`));
  });
});
