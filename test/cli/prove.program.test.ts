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
    expect(told).toMatch(/simulations: (\d+) of \1$/);
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
