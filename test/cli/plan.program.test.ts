import { describe, expect, test } from "vitest";
import { type PlanOptions, plan } from "../../cli/plan.ts";
import { gitFolder } from "./review/git-folder.ts";

async function run(options: Pick<PlanOptions, "catalogDir"> & Partial<PlanOptions>): Promise<{ code: number; text: string }> {
  let text = "";
  const write = (part: string) => {
    text += part;
  };
  return { code: await plan({ environment: "prod", format: "tree", ...options, write }), text };
}

describe("slostack plan", () => {
  const folder = gitFolder();
  folder.commit();
  const system = "systems/shop.yaml";
  const catalogDir = folder.catalog;

  test("prints a tree of vendors, components and objects, each with the entries that it answers", async () => {
    const { code, text } = await run({ catalogDir });
    expect(code).toBe(0);
    expect(text).toMatch(/^grafana: \d+ objects\n {2}slostack:grafana:Monitoring\n/m);
    expect(text).toMatch(/^ +group of rules +shop--api--alerts +.*shop\/api\/alerts\/hot/m);
    expect(text).toMatch(/\nprod: \d+ objects\n$/);
  });

  test("prints the same as JSON, with placeholders for what only a vendor or a secret knows", async () => {
    const { code, text } = await run({ catalogDir, format: "json" });
    expect(code).toBe(0);
    const objects = JSON.parse(text) as { vendor: string; kind: string; name: string; args: Record<string, unknown> }[];
    const dashboard = objects.find(({ kind }) => kind === "dashboard");
    expect(dashboard?.args.folder).toMatch(/^\$\{grafana\.folder\.\w+\.uid\}$/);
    expect(JSON.stringify(objects.filter(({ kind }) => kind === "contactPoint"))).toContain("{secret slostack:slackToken}");
  });

  test("with --diff prints only what a change makes of it, field by field", async () => {
    folder.edit({ file: system, replace: "when: { above: 80% }", with: "when: { above: 85% }" });
    const { code, text } = await run({ catalogDir, diff: "HEAD" });
    expect(code).toBe(0);
    expect(text).toMatch(/^changed +grafana group of rules shop--api--alerts\n/m);
    expect(text).toContain("> 80 -> max by");
    folder.edit({ file: system, replace: "when: { above: 85% }", with: "when: { above: 80% }" });
    expect((await run({ catalogDir, diff: "HEAD" })).text).toBe("prod: no object differs from HEAD\n");
  });

  test("without a catalog at the revision, everything is added", async () => {
    const other = gitFolder();
    other.git("commit", "--quiet", "--allow-empty", "--message", "nothing yet");
    const { code, text } = await run({ catalogDir: other.catalog, diff: "HEAD", format: "json" });
    expect(code).toBe(0);
    expect(new Set((JSON.parse(text) as { fate: string }[]).map(({ fate }) => fate))).toEqual(new Set(["added"]));
  });

  test("exits 2 for an unknown environment or revision, 1 for a catalog with errors", async () => {
    const unknown = await run({ catalogDir, environment: "moon" });
    expect(unknown).toEqual({ code: 2, text: 'there is no environment "moon"; the catalog has prod, staging\n' });
    expect((await run({ catalogDir, diff: "nowhere" })).code).toBe(2);
    folder.edit({ file: system, replace: "when: { above: 80% }", with: "when: { above: 80 }" });
    const broken = await run({ catalogDir });
    expect(broken.code).toBe(1);
    expect(broken.text).toContain("shop.yaml");
    folder.edit({ file: system, replace: "when: { above: 80 }", with: "when: { above: 80% }" });
  });
});
