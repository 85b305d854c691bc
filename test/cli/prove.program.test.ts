import { describe, expect, test } from "vitest";
import { type ProveOptions, prove } from "../../cli/prove.ts";
import { gitFolder } from "./review/git-folder.ts";

async function run(
  options: Pick<ProveOptions, "catalogDir"> & Partial<ProveOptions>,
): Promise<{ code: number; text: string; told: string }> {
  let [text, told] = ["", ""];
  const code = await prove({
    environment: "prod",
    format: "terminal",
    ...options,
    write: (part) => {
      text += part;
    },
    log: (part) => {
      told += part;
    },
  });
  return { code, text, told };
}

describe("slostack prove", () => {
  const folder = gitFolder();
  folder.commit();
  const system = "systems/shop.yaml";

  test("proves only what a change touches", async () => {
    folder.edit({ file: system, replace: "when: { above: 80% }", with: "when: { above: 85% }" });
    const { code, text, told } = await run({ catalogDir: folder.catalog, changedSince: "HEAD" });
    expect(text).toMatch(/^ {2}shop--api--hot +warning +fires in \d+ of \d+ simulations +proved$/m);
    expect(text).toContain("prod: 1 alert proved, 0 not proved, 0 not run");
    expect(told).toMatch(/simulations: (\d+) of \1(?!\d)/);
    expect(code).toBe(0);
  });

  test("says the same as data", async () => {
    const { code, text } = await run({ catalogDir: folder.catalog, changedSince: "HEAD", format: "json" });
    expect(JSON.parse(text)).toMatchObject({
      environment: "prod",
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      alerts: [{ alert: "shop--api--hot", proved: true, faults: [] }],
      notRun: [],
    });
    expect(code).toBe(0);
  });

  test("has nothing to prove where nothing changed", async () => {
    folder.commit();
    expect(await run({ catalogDir: folder.catalog, changedSince: "HEAD" })).toMatchObject({
      code: 0,
      text: expect.stringContaining("prod: 0 alerts proved, 0 not proved, 0 not run"),
    });
  });

  test("no verdict: an unknown environment, an unknown revision", async () => {
    expect(await run({ catalogDir: folder.catalog, environment: "production" })).toMatchObject({
      code: 2,
      text: 'there is no environment "production"; the catalog has prod, staging\n',
    });
    expect(await run({ catalogDir: folder.catalog, changedSince: "nowhere" })).toMatchObject({
      code: 2,
      text: expect.stringContaining("nowhere"),
    });
  });

  test("a catalog with errors is a finding", async () => {
    folder.edit({ file: system, replace: "target: 95%", with: "target: 95" });
    expect(await run({ catalogDir: folder.catalog })).toMatchObject({ code: 1, text: expect.stringContaining("missing-unit") });
  });
});

describe("panels", () => {
  const folder = gitFolder();
  const system = "systems/shop.yaml";
  const only = (text: string) => text.split("\n").filter((line) => /NOT SHOWN|shop--(api--)?overview|panels? show/.test(line));
  folder.commit();

  test("are proved of dashboards that differ, and of no other", async () => {
    folder.edit({ file: system, replace: "title: Traffic,", with: "title: Requests by status," });
    const { code, text } = await run({ catalogDir: folder.catalog, changedSince: "HEAD" });
    expect(only(text)).toEqual(["prod: 2 of 2 panels show what they should"]);
    expect(code).toBe(0);
  });

  test("that show nothing, or share a title, are findings", async () => {
    folder.edit(
      { file: system, replace: "title: Latency,", with: "title: Requests by status," },
      {
        file: system,
        replace: "      busy: {",
        with: "      deep: { raw: { query: max(cpu_percent) > 1000000, reads: [load], why: nothing else says it } }\n      busy: {",
      },
      {
        file: system,
        replace: "      hot: {",
        with: "      deepest: { signal: deep, when: { above: 2000000 }, for: 5m, missing: absence, severity: warning, runbook: fix }\n      hot: {",
      },
    );
    const { code, text } = await run({ catalogDir: folder.catalog, changedSince: "HEAD" });
    expect(text).toMatch(/NOT SHOWN\n.*shop--api--overview .* is empty on simulated data/);
    expect(text).toMatch(/shop--overview +Requests by status +2 panels of the dashboard have this title/);
    expect(code).toBe(1);
    const { text: json } = await run({ catalogDir: folder.catalog, changedSince: "HEAD", format: "json" });
    const { panels } = JSON.parse(json);
    expect(panels.filter(({ proved }: { proved: boolean }) => !proved)).toHaveLength(3);
  });
});
