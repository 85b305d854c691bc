import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { check } from "../../../cli/ci/check.ts";
import { code } from "../../../cli/ci/code.ts";
import { init } from "../../../cli/init.ts";
import { commit, git, place, write } from "./steps.ts";

const settings = (more = "[pagerduty, grafana]") => `config:\n  slostack:catalog: acme\n  slostack:vendors: ${more}\n`;

let here: ReturnType<typeof place>;
let base = "";
beforeEach(() => {
  here = place();
  git(here.root, "init", "--quiet", "--initial-branch=main");
  expect(init({ dir: join(here.root, "acme"), organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(0);
  base = commit(here.root, { "Pulumi.yaml": "name: slostack\n", "Pulumi.prod.yaml": settings(), "cli/main.ts": "one" });
  git(here.root, "update-ref", "refs/remotes/origin/main", "HEAD");
});
afterEach(() => here.remove());

const run = () => check(here.context, { into: "main", prove: false });
const left = () => JSON.parse(here.left("check/checks.json") ?? "");
/** Commits files beside main, as a proposal. */
function propose(files: Readonly<Record<string, string>>): void {
  const head = commit(here.root, files);
  git(here.root, "checkout", "--quiet", "-B", "main", base);
  here.leave("review/proposal.json", { number: 7, head, author: "author", into: "main", own: true, open: true });
}
const edited = (file: string, from: string, to: string) => ({ [file]: readFileSync(join(here.root, file), "utf8").replace(from, to) });

describe("by hand and in a deployment", () => {
  test("the catalog that the settings name is proved, and the exit code says so", async () => {
    expect(await run()).toBe(0);
    expect(left().verdict).toBe("success");
    for (const name of ["check of acme", "runbooks of acme", "files of prod", "vendors of prod"])
      expect(left().text).toContain(`- ${name}: passed`);
  });

  test.each<readonly [string, () => Readonly<Record<string, string>>, RegExp]>([
    [
      "a fault of the catalog",
      () => edited("acme/systems/shop.yaml", "target: 99.9%", "target: 99"),
      /check of acme: \*\*failed\*\*[\s\S]*missing-unit/,
    ],
    [
      "a runbook that is not current",
      () => edited("acme/systems/shop.yaml", "target: 99.9%", "target: 99.5%"),
      /runbooks of acme: \*\*failed\*\*[\s\S]*is not current/,
    ],
    [
      "a pager that is not switched on",
      () => ({ "Pulumi.prod.yaml": settings("[grafana]") }),
      /vendors of prod: \*\*failed\*\*[\s\S]*pagerduty is not in slostack:vendors[\s\S]*to notify people/,
    ],
    [
      "a pager that the stack would go without",
      () => ({ "Pulumi.prod.yaml": `${settings("[grafana]")}  slostack:withoutVendors: [pagerduty]\n` }),
      /vendors of prod: \*\*failed\*\*[\s\S]*pagerduty is not in slostack:vendors/,
    ],
    [
      "a misspelt vendor that the stack goes without",
      () => ({ "Pulumi.prod.yaml": `${settings()}  slostack:withoutVendors: [axium]\n` }),
      /vendors of prod: \*\*failed\*\*[\s\S]*Did you mean "axiom"/,
    ],
    [
      "an environment that the catalog does not have",
      () => ({ "Pulumi.live.yaml": settings() }),
      /environment of live: \*\*failed\*\*[\s\S]*there is no environment "live"/,
    ],
  ])("%s ends with 1", async (_, edit, said) => {
    for (const [file, text] of Object.entries(edit())) write(join(here.root, file), text);
    expect(await run()).toBe(1);
    expect(left()).toMatchObject({ verdict: "failure", text: expect.stringMatching(said) });
  });

  test("a project without a stack is a clear fault", async () => {
    git(here.root, "rm", "--quiet", "Pulumi.prod.yaml");
    await expect(run()).rejects.toThrow(/there is no Pulumi\.<stack>\.yaml/);
  });
});

describe("of a proposal", () => {
  test("the data alone is read, as it would be merged; what is wrong is left for its mark", async () => {
    propose({ ...edited("acme/systems/shop.yaml", "target: 99.9%", "target: 99.5%"), "cli/main.ts": "throw" });
    expect(await run()).toBe(0);
    expect(left()).toMatchObject({ verdict: "failure", description: "failed: runbooks of acme" });
    expect(git(here.root, "status", "--porcelain")).toBe("");
    // No path of this machine is in what people read.
    expect(left().text).not.toContain("/tmp/");
  });

  test("the pages beside the catalog are proved with it", async () => {
    propose({ "acme/docs/corrections.md": "# Corrections\n", "acme/docs/requirements.md": "# Requirements\n\nNone that is one.\n" });
    expect(await run()).toBe(0);
    expect(left().text).toMatch(/runbooks of acme: \*\*failed\*\*[\s\S]*corrections\.md is not current/);
    expect(left().text).toContain("coverage of acme: ");
  });

  test("a page that is lost is wrong here, before a merge", async () => {
    propose(edited("acme/systems/shop.yaml", "availability:", "uptime:"));
    await run();
    expect(left().text).toMatch(/check of acme: \*\*failed\*\*[\s\S]*lost-name[\s\S]*availability/);
  });

  test("a catalog that the head names is proved, and not the one of main", async () => {
    propose({
      "Pulumi.prod.yaml": settings().replace("acme", "beta"),
      "beta/organization.yaml": "organization: beta\n",
      "beta/systems/x.yaml": "system: x\n",
    });
    await run();
    expect(left().text).toContain("- check of beta: **failed**");
    expect(left().text).not.toContain("acme");
  });

  test("a link in the catalog cannot be read, so nobody can tell", async () => {
    propose({ "Pulumi.prod.yaml": settings().replace("acme", "../../elsewhere") });
    await expect(run()).rejects.toThrow(/is not in the repository|no git repository/);
  });
});

describe("the name of the code", () => {
  const name = async () => {
    await code(here.context);
    return here.left("code/name.txt");
  };

  test("is that of everything but data", async () => {
    const first = await name();
    commit(here.root, {
      ...edited("acme/systems/shop.yaml", "99.9%", "99.5%"),
      "Pulumi.prod.yaml": settings("[grafana]"),
      "docs/runbooks/x.md": "x",
      "docs/corrections.md": "x",
      "catalog-info.yaml": "x",
    });
    expect(await name()).toBe(first);
    commit(here.root, { "cli/main.ts": "two" });
    expect(await name()).not.toBe(first);
  });
});
