import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { coverage } from "../../cli/coverage.ts";
import { small } from "../analysis/coverage/small.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slostack-coverage-"));
  cpSync(small, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(folder, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
}

async function run(options: { system?: string; format?: "terminal" | "json" } = {}): Promise<{ code: number; text: string }> {
  let text = "";
  const write = (part: string) => {
    text += part;
  };
  const code = coverage({ catalogDir: folder, format: "terminal", ...options, write });
  return { code, text };
}

describe("slostack coverage, on every object of the plan", () => {
  test("answers every requirement of a catalog, and ends well", async () => {
    const { code, text } = await run();
    expect(text).toContain("17 requirements: 15 in the catalog, 1 of the application, in the contract, 1 of people, in a procedure");
    expect(text).toMatch(/prod {2}pagerduty:index\/schedule:Schedule {2}primary\n/);
    expect(text).toMatch(/staging {2}grafana:alerting\/ruleGroup:RuleGroup {2}shop--web--alerts\n/);
    expect(code).toBe(0);
  });

  test("says the same as data", async () => {
    const { code, text } = await run({ format: "json" });
    const { answers, faults } = JSON.parse(text) as {
      answers: { requirement: { id: string }; standings: { carriers: object[] }[] }[];
      faults: [];
    };
    expect(faults).toEqual([]);
    expect(answers.find(({ requirement }) => requirement.id === "S-D01")?.standings[0]?.carriers).toEqual([
      { kind: "object", environment: "prod", vendor: "grafana", type: "grafana:oss/dashboard:Dashboard", name: "shop--shop" },
      { kind: "object", environment: "staging", vendor: "grafana", type: "grafana:oss/dashboard:Dashboard", name: "shop--shop" },
    ]);
    expect(code).toBe(0);
  });

  test("fails when an entry that answered a requirement no longer does", async () => {
    edit("systems/shop.yaml", ", source: [S-A01]", "");
    const { code, text } = await run();
    expect(text).toContain("\nS-A01: no entry of the catalog names it, and no reason says where else it belongs\n");
    expect(code).toBe(1);
  });

  test("fails when nothing that is planned carries an entry", async () => {
    edit("organization.yaml", "route: post }", "route: post }\n  low: { priority: P3, respond: 2d, route: post, source: [S-V01] }");
    const { code, text } = await run();
    expect(text).toContain("S-V01: nothing that exists carries organization/severities/low");
    expect(code).toBe(1);
  });

  test("fails when the catalog names what the page does not know", async () => {
    edit("systems/shop.yaml", "S-H01", "S-H10");
    const { code, text } = await run();
    expect(text).toMatch(
      /systems\/shop\.yaml:\d+ {2}shop\/web\/signals\/answers names S-H10, which .*requirements\.md does not know; did you mean/,
    );
    expect(code).toBe(1);
  });

  test("prints one system, and knows which there are", async () => {
    expect((await run({ system: "shop" })).code).toBe(0);
    expect(await run({ system: "store" })).toEqual({ code: 1, text: "there are no requirements of store; there are those of shop\n" });
  });

  test("refuses a catalog with faults, and one without a page", async () => {
    rmSync(join(folder, "docs", "requirements.md"));
    expect((await run()).text).toMatch(/^there is no .*docs\/requirements\.md, which lists the requirements of this catalog\n$/);
    edit("systems/shop.yaml", "target: 99.9%", "target: 101%");
    expect((await run()).code).toBe(1);
  });
});
