import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { load } from "js-yaml";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Fault } from "../../../cli/ci/fault.ts";
import { reduced } from "../../../cli/ci/plan.ts";
import { preview, settingsWith } from "../../../cli/ci/preview.ts";
import { callsIn, type FakePulumi, fakePulumi } from "./pulumi.ts";
import { commit, git, place } from "./steps.ts";

const settings = `encryptionsalt: v1:abc
config:
  slostack:catalog: acme
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
  diagnostics: [{ severity: "info", message: "s3cret" }],
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
    changeSummary: { same: 1, update: 1 },
  });
});

test("the settings of the stack keep their secrets as they are written, and name another catalog", () => {
  const merged = { catalog: "acme", environment: "prod", vendors: ["grafana", "pagerduty"], without: ["axiom"], protect: true, other: {} };
  expect(load(settingsWith(settings, "/elsewhere/catalog", merged))).toEqual({
    encryptionsalt: "v1:abc",
    config: {
      "slostack:catalog": "/elsewhere/catalog",
      "slostack:environment": "prod",
      "slostack:vendors": ["grafana", "pagerduty"],
      "slostack:withoutVendors": ["axiom"],
      "slostack:protect": true,
      "grafana:auth": { secure: "v1:xyz" },
    },
  });
});

describe("the preview of a proposal", () => {
  let here: ReturnType<typeof place>;
  beforeEach(() => {
    here = place();
    git(here.root, "init", "--quiet", "--initial-branch=main");
    commit(here.root, { "Pulumi.prod.yaml": settings, "index.ts": "base", "acme/organization.yaml": "organization: acme\n" });
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
  /** Below the name of the repository's folder, by which folders of a catalog are told apart. */
  const copied = (...path: readonly string[]) => join(here.folder, "catalog-of-head", basename(here.root), ...path);
  const previewed = (path: string) => readFileSync(copied(path), "utf8");

  test("is of this code and of the catalog as it would be after the merge", async () => {
    propose(
      { "acme/systems/shop.yaml": "system: shop\n", "index.ts": "stolen", "acme/run.sh": "curl" },
      { "acme/systems/late.yaml": "system: late\n" },
    );
    expect(await run()).toBe(0);
    expect(callsIn(here.folder)).toEqual([expect.stringMatching(/^preview --json --stack prod --config-file \S+\/Pulumi\.prod\.yaml$/)]);
    expect(previewed("acme/systems/shop.yaml")).toBe("system: shop\n");
    expect(previewed("acme/systems/late.yaml")).toBe("system: late\n");
    expect(readdirSync(copied()).sort()).toEqual(["acme"]);
    expect(existsSync(copied("acme", "run.sh"))).toBe(false);
    expect(JSON.parse(readFileSync(join(here.folder, "settings.json"), "utf8"))).toMatchObject({
      config: { "slostack:catalog": expect.stringMatching(/\/head\/[^/]+\/acme$/), "grafana:auth": { secure: "v1:xyz" } },
    });
    expect(readFileSync(join(here.root, "index.ts"), "utf8")).toBe("base");
    expect(git(here.root, "status", "--porcelain")).toBe("");
    expect(JSON.parse(here.left("plan/plan.json") ?? "")).toMatchObject({ changeSummary: { update: 1 } });
  });

  test("leaves no copy of the catalog and of the settings behind", async () => {
    propose({ "acme/systems/shop.yaml": "system: shop\n" });
    await run();
    const [, folder = ""] = /--config-file (\S+)\/Pulumi/.exec(callsIn(here.folder)[0] ?? "") ?? [];
    expect(existsSync(folder)).toBe(false);
  });

  test("follows no link", async () => {
    const base = git(here.root, "rev-parse", "HEAD");
    mkdirSync(join(here.root, "acme", "systems"), { recursive: true });
    symlinkSync("/proc/self/environ", join(here.root, "acme", "systems", "shop.yaml"));
    const head = commit(here.root, {});
    git(here.root, "checkout", "--quiet", "-B", "main", base);
    git(here.root, "update-ref", "refs/remotes/origin/main", "HEAD");
    here.leave("review/proposal.json", { number: 7, head, author: "author", into: "main", own: false, open: true });
    await expect(run()).rejects.toThrow(/acme\/systems\/shop\.yaml is a symbolic link; none is followed/);
    expect(here.left("plan/plan.json")).toBeUndefined();
  });

  test("that conflicts is refused", async () => {
    propose({ "acme/systems/shop.yaml": "system: shop\n" }, { "acme/systems/shop.yaml": "system: other\n" });
    await expect(run()).rejects.toThrow(/#7 conflicts with main/);
  });

  test.each([
    [
      "that fails at an object",
      255,
      `${urn("shop")}`,
      /the preview failed at grafana:alerting\/ruleGroup:RuleGroup shop: run pulumi preview/,
    ],
    ["that says of a fault and ends well", 0, `${urn("shop")}`, /the preview failed at grafana/],
    ["that fails in the program", 1, undefined, /the preview failed at the program/],
  ])("%s ends the step: nothing is kept for the next run, and no word of it is repeated", async (_, code, at, said) => {
    propose({ "acme/systems/shop.yaml": "system: shop\n" });
    const diagnostics = [{ severity: "error", message: "token s3cret is refused", ...(at !== undefined && { urn: at }) }];
    const fault = await run({ preview: JSON.stringify({ ...JSON.parse(printed), diagnostics }), code }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect(String(fault)).toMatch(said);
    expect(String(fault) + here.told()).not.toContain("s3cret");
    expect(here.left("plan/plan.json")).toBeUndefined();
  });

  test("takes what decides the deployment from the merge, and everything else from here", async () => {
    propose({
      "Pulumi.prod.yaml": "config:\n  slostack:catalog: beta\n  slostack:vendors: [datadog]\n  grafana:auth: stolen\n",
      "beta/systems/shop.yaml": "system: shop\n",
    });
    expect(await run()).toBe(0);
    expect(previewed("beta/systems/shop.yaml")).toBe("system: shop\n");
    expect(JSON.parse(readFileSync(join(here.folder, "settings.json"), "utf8"))).toMatchObject({
      config: {
        "slostack:catalog": expect.stringMatching(/\/head\/[^/]+\/beta$/),
        "slostack:vendors": ["datadog"],
        "slostack:protect": false,
        "grafana:auth": { secure: "v1:xyz" },
      },
    });
  });

  test("of a catalog outside of the repository is refused", async () => {
    propose({ "Pulumi.prod.yaml": "config:\n  slostack:catalog: ../../elsewhere\n" });
    await expect(run()).rejects.toThrow(/is not in the repository|no git repository/);
  });

  test("that the engine does not even begin ends the step", async () => {
    propose({ "acme/systems/shop.yaml": "system: shop\n" });
    await expect(run({ preview: "", code: 1 })).rejects.toThrow(/the engine made no preview \(exit code 1\)/);
    expect(here.left("plan/plan.json")).toBeUndefined();
  });
});
