import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reduced } from "../../../cli/ci/plan.ts";
import { preview, settingsWith } from "../../../cli/ci/preview.ts";
import { callsIn, type FakePulumi, fakePulumi } from "./pulumi.ts";
import { commit, git, place } from "./steps.ts";

const settings = `encryptionsalt: v1:abc
config:
  slostack:catalog: catalog
  slostack:vendors: [grafana]
  grafana:auth:
    secure: v1:xyz
`;
const urn = (name: string) => `urn:pulumi:prod::slostack::grafana:alerting/ruleGroup:RuleGroup::${name}`;
const state = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  urn: urn(name),
  type: "grafana:alerting/ruleGroup:RuleGroup",
  inputs: { name, rules: [{ for: "5m", settings: { apiToken: "s3cret", url: "https://example.com" } }] },
  outputs: { id: "42", key: "s3cret" },
  ...more,
});
const printed = JSON.stringify({
  config: { "grafana:auth": "s3cret" },
  steps: [
    { op: "same", urn: urn("stays"), oldState: state("stays"), newState: state("stays") },
    {
      op: "update",
      urn: urn("shop"),
      oldState: state("shop"),
      newState: state("shop"),
      diffReasons: ["rules"],
      detailedDiff: { "rules[0].for": { kind: "update" } },
    },
  ],
  diagnostics: [
    { severity: "info", message: "s3cret" },
    { severity: "error", message: "it broke" },
  ],
  changeSummary: { same: 1, update: 1 },
});

test("of a preview is kept what a review reads, and nothing that may be secret", () => {
  const inputs = { name: "shop", rules: [{ for: "5m", settings: { apiToken: "[secret]", url: "https://example.com" } }] };
  expect(JSON.stringify(reduced(printed))).not.toContain("s3cret");
  expect(reduced(printed)).toEqual({
    steps: [
      {
        op: "update",
        urn: urn("shop"),
        oldState: { inputs },
        newState: { inputs },
        diffReasons: ["rules"],
        detailedDiff: { "rules[0].for": { kind: "update" } },
      },
    ],
    diagnostics: [{ severity: "error", message: "it broke" }],
    changeSummary: { same: 1, update: 1 },
  });
});

test("the settings of the stack keep their secrets as they are written, and name another catalog", () => {
  expect(load(settingsWith(settings, "/elsewhere/catalog"))).toEqual({
    encryptionsalt: "v1:abc",
    config: {
      "slostack:catalog": "/elsewhere/catalog",
      "slostack:vendors": ["grafana"],
      "grafana:auth": { secure: "v1:xyz" },
    },
  });
});

describe("the preview of a proposal", () => {
  let here: ReturnType<typeof place>;
  beforeEach(() => {
    here = place();
    git(here.root, "init", "--quiet", "--initial-branch=main");
    commit(here.root, { "Pulumi.prod.yaml": settings, "index.ts": "base", "catalog/organization.yaml": "organization: acme\n" });
  });
  afterEach(() => here.remove());

  /** Commits files beside main, as a proposal, and some more on main since then. */
  function propose(files: Readonly<Record<string, string>>, since: Readonly<Record<string, string>> = {}): void {
    const base = git(here.root, "rev-parse", "HEAD");
    const head = commit(here.root, files);
    git(here.root, "checkout", "--quiet", "-B", "main", base);
    if (Object.keys(since).length > 0) commit(here.root, since);
    git(here.root, "update-ref", "refs/remotes/origin/main", "HEAD");
    here.leave("review/proposal.json", { number: 7, head, author: "author", into: "main", own: false, open: true });
  }
  const run = (fake: FakePulumi = { preview: printed }) => {
    const env = { ...here.context.env, ...fakePulumi(here.folder, fake) };
    return preview({ ...here.context, env }, { stack: "prod", into: "main" });
  };
  const previewed = (path: string) => readFileSync(join(here.folder, "catalog-of-head", path), "utf8");

  test("is of this code and of the catalog as it would be after the merge", async () => {
    propose(
      { "catalog/systems/shop.yaml": "system: shop\n", "index.ts": "stolen", "Pulumi.prod.yaml": "config: {}\n", "catalog/run.sh": "curl" },
      { "catalog/systems/late.yaml": "system: late\n" },
    );
    expect(await run()).toBe(0);
    expect(callsIn(here.folder)).toEqual([expect.stringMatching(/^preview --json --stack prod --config-file \S+\/Pulumi\.prod\.yaml$/)]);
    expect(previewed("catalog/systems/shop.yaml")).toBe("system: shop\n");
    expect(previewed("catalog/systems/late.yaml")).toBe("system: late\n");
    expect(readdirSync(join(here.folder, "catalog-of-head")).sort()).toEqual(["catalog"]);
    expect(existsSync(join(here.folder, "catalog-of-head", "catalog", "run.sh"))).toBe(false);
    expect(JSON.parse(readFileSync(join(here.folder, "settings.json"), "utf8"))).toMatchObject({
      config: { "slostack:catalog": expect.stringMatching(/\/head\/catalog$/), "grafana:auth": { secure: "v1:xyz" } },
    });
    expect(readFileSync(join(here.root, "index.ts"), "utf8")).toBe("base");
    expect(git(here.root, "status", "--porcelain")).toBe("");
    expect(JSON.parse(here.left("plan/plan.json") ?? "")).toMatchObject({ changeSummary: { update: 1 } });
  });

  test("leaves no copy of the catalog and of the settings behind", async () => {
    propose({ "catalog/systems/shop.yaml": "system: shop\n" });
    await run();
    const [, folder = ""] = /--config-file (\S+)\/Pulumi/.exec(callsIn(here.folder)[0] ?? "") ?? [];
    expect(existsSync(folder)).toBe(false);
  });

  test("follows no link", async () => {
    const base = git(here.root, "rev-parse", "HEAD");
    mkdirSync(join(here.root, "catalog", "systems"), { recursive: true });
    symlinkSync("/proc/self/environ", join(here.root, "catalog", "systems", "shop.yaml"));
    const head = commit(here.root, {});
    git(here.root, "checkout", "--quiet", "-B", "main", base);
    git(here.root, "update-ref", "refs/remotes/origin/main", "HEAD");
    here.leave("review/proposal.json", { number: 7, head, author: "author", into: "main", own: false, open: true });
    await expect(run()).rejects.toThrow(/catalog\/systems\/shop\.yaml is a symbolic link; a preview follows none/);
    expect(here.left("plan/plan.json")).toBeUndefined();
  });

  test("that conflicts is refused", async () => {
    propose({ "catalog/systems/shop.yaml": "system: shop\n" }, { "catalog/systems/shop.yaml": "system: other\n" });
    await expect(run()).rejects.toThrow(/#7 conflicts with main/);
  });

  test("that fails is told by the review, where the engine says so as a preview", async () => {
    propose({ "catalog/systems/shop.yaml": "system: shop\n" });
    expect(await run({ preview: printed, code: 1 })).toBe(0);
    expect(JSON.parse(here.left("plan/plan.json") ?? "")).toMatchObject({ diagnostics: [{ message: "it broke" }] });
  });

  test("that the engine does not even begin ends the step", async () => {
    propose({ "catalog/systems/shop.yaml": "system: shop\n" });
    await expect(run({ preview: "", code: 1 })).rejects.toThrow(/the engine made no preview: error: it did not work/);
    expect(here.left("plan/plan.json")).toBeUndefined();
  });
});
