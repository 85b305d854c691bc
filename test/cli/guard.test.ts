import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byChance, scrapedLife } from "../../bench/life.ts";
import { writeMadeCatalog } from "../../bench/made-catalog.ts";
import { guard } from "../../cli/guard.ts";
import { chance } from "../../cli/history/example/chance.ts";

const parent = mkdtempSync(join(tmpdir(), "guard-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const begin = Date.parse("2026-06-01T00:00:00Z") / 1000;
const catalogDir = join(parent, "catalog");
const history = join(parent, "history.csv");

beforeAll(() => {
  writeMadeCatalog(parent, 1);
  const traffic = { hourly: 400, minutes: 10 * 1440, shareAt: () => 0.004, size: 4, spread: 4 };
  const samples = scrapedLife(byChance(traffic, chance(11)));
  const column = (status: string) => `"requests_0_0_total{env=""prod"",service=""service-0"",status=""${status}""}"`;
  const rows = samples["200"].map((good, number) => `${begin + number * 30},${good},${samples["500"][number]}\n`);
  writeFileSync(history, `time,${column("200")},${column("500")}\n${rows.join("")}`);
});

async function run(asked: Partial<Parameters<typeof guard>[0]> = {}): Promise<{ code: number; output: string }> {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const options = { catalogDir, environment: "prod", history, from: "2026-06-01T00:05:00Z", format: "terminal" as const };
  const code = await guard({ ...options, write, log: () => undefined, ...asked });
  return { code, output };
}

describe("slostack guard", () => {
  test("says how clustered failures are, and proposes a guard; and changes nothing", async () => {
    const { code, output } = await run();
    expect(code).toBe(0);
    expect(output).toContain("note: no incidents are known, so that an outage counts as a cluster");
    expect(output).toMatch(/system-0\/service-0\/slo-0: 4\d\d failures in 2\d\d minutes\n/);
    expect(output).toMatch(/design effect over 1h: [345]\.\d of failures, [23]\.\d of minutes with one/);
    expect(output).toMatch(
      /proposed: least-bad-events: 1\d, least-bad-minutes: 1?\d \(present: least-bad-events: 10, least-bad-minutes: 4\)/,
    );
    expect(output).toMatch(/prod: 1 objective measured, 1 with another guard; nothing was changed\n$/);
  });

  test("leaves out the incidents that are named, and says so", async () => {
    const incidents = join(parent, "known.yaml");
    const entry = `{ title: Outage, from: "2026-06-03T00:00:00Z", to: "2026-06-03T02:00:00Z", services: [system-0/service-0] }`;
    writeFileSync(incidents, `incidents:\n  outage: ${entry}\n`);
    const { output } = await run({ incidents });
    expect(output).toContain("minutes, outside of 1 incident\n");
    expect(output).not.toContain("note: no incidents");
  });

  test("as JSON has the figures and both guards", async () => {
    const { objectives, notMeasured } = JSON.parse((await run({ format: "json" })).output);
    expect(notMeasured).toEqual([]);
    const [{ designEffect, present, proposed }] = objectives;
    expect(present).toEqual({ leastBadEvents: 10, leastBadMinutes: 4 });
    expect(proposed.leastBadMinutes).toBe(Math.round(4 * designEffect.ofMinutes));
  });

  test.each<[string, Partial<Parameters<typeof guard>[0]>, RegExp]>([
    [
      "an objective that does not exist",
      { what: "system-0/service-0/slo-1" },
      /no objective called .*did you mean system-0\/service-0\/slo-0/,
    ],
    ["a history that does not exist", { history: join(parent, "none.csv") }, /none\.csv/],
    ["incidents that do not exist", { incidents: join(parent, "none.yaml") }, /none\.yaml/],
  ])("could not tell: %s", async (_, asked, says) => {
    const { code, output } = await run(asked);
    expect([code, output]).toEqual([2, expect.stringMatching(says)]);
  });
});
