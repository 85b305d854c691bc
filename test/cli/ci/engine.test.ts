import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kindsOf } from "../../../analysis/review/plan/kind.ts";
import { readPlan } from "../../../analysis/review/plan.ts";
import { deployed, record } from "../../../cli/ci/deployed.ts";
import { preview } from "../../../cli/ci/preview.ts";
import type { Context } from "../../../cli/ci/settings.ts";
import { up } from "../../../cli/ci/up.ts";
import { init } from "../../../cli/init.ts";
import { runSettings } from "../../../cli/run-settings.ts";
import { accountsBefore } from "../../../cli/sandbox-accounts.ts";
import { described } from "../../../components/kinds.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import { readAccounts } from "../../../sandbox/account.ts";
import { openSandbox } from "../../../sandbox/engine.ts";
import { root } from "../../docs/markdown.ts";
import { patience } from "../../engine/stack.ts";
import { commit, git, place } from "./steps.ts";

// Deployment and preview on the real engine and the real program, against fake vendors.

const here = place();
const folder = join(here.folder, "sandbox");
const project = join(folder, "project");
let context: Context;
let base = "";

beforeAll(async () => {
  const catalogDir = join(project, "catalog");
  const vendors = ["grafana"];
  const source = join(here.folder, "acme");
  expect(init({ dir: source, organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(0);
  const { catalog } = loadCatalog(source);
  if (!catalog) throw new Error("the new catalog has problems");
  const { config, secrets } = runSettings({ root, stack: "staging", catalogDir: source, catalog, resolved: resolve(catalog, "staging") });
  const { environment } = await openSandbox({
    dir: folder,
    program: join(root, "index.ts"),
    stack: "staging",
    vendors,
    config: { ...config, catalog: catalogDir },
    secrets: Object.fromEntries(Object.entries(secrets).filter(([key]) => key.startsWith("grafana:") || key.startsWith("slostack:"))),
    seed: accountsBefore(catalog),
  });
  cpSync(source, catalogDir, { recursive: true });
  // The folder of the project is the checkout.
  git(project, "init", "--quiet", "--initial-branch=main");
  base = commit(project, {});
  git(project, "update-ref", "refs/remotes/origin/main", base);
  const env = await environment();
  context = { ...here.context, root: project, env: { ...env, SLOSTACK_CI_FOLDER: join(here.folder, "ci") } };
}, patience);
afterAll(async () => {
  here.remove();
});

const rules = () => JSON.stringify(readAccounts(join(folder, "accounts")).grafana);

test(
  "a commit is deployed, recorded, and found again",
  async () => {
    expect(await up(context, { stack: "staging", older: false })).toBe(0);
    expect(rules()).toContain("shop--web--availability--page");
    expect(await record(context, { stack: "staging" })).toBe(0);
    expect(await deployed(context, { stack: "staging", branch: "main" })).toBe(0);
    expect(here.told()).toContain(`staging was deployed from ${base}`);
  },
  patience,
);

test(
  "the preview of a proposal shows its catalog on this program, and changes nothing",
  async () => {
    const before = rules();
    const system = readFileSync(join(project, "catalog/systems/shop.yaml"), "utf8");
    git(project, "checkout", "--quiet", "-b", "looser");
    const head = commit(project, { "catalog/systems/shop.yaml": system.replace("target: 99.9%", "target: 99.5%") });
    git(project, "checkout", "--quiet", "main");
    here.leave("review/proposal.json", { number: 7, head, author: "author", into: "main", own: true, open: true });
    expect(await preview(context, { stack: "staging", into: "main" })).toBe(0);
    const text = here.left("plan/plan.json") ?? "";
    const plan = readPlan(text, { base: [], head: [], kindOf: kindsOf(described) });
    expect(plan.failures).toEqual([]);
    expect(plan.objects.length).toBeGreaterThan(0);
    expect([...new Set(plan.objects.map(({ fate }) => fate))]).toEqual(["updated"]);
    expect(text).toMatch(/99\.5/);
    expect(text).not.toMatch(/sandbox-grafana/);
    expect(rules()).toBe(before);
    expect(git(project, "status", "--porcelain")).toBe("");
  },
  patience,
);
