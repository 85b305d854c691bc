import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { proofsOf } from "../../../cli/ci/proofs.ts";
import { hosts, workflows } from "../../../cli/init/workflows.ts";
import { init } from "../../../cli/init.ts";
import { stackSettings } from "../../../cli/stack-settings.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { faultsOf } from "../../ci/rules.ts";
import { files, textOf } from "../../ci/workflow.ts";

const parent = mkdtempSync(join(tmpdir(), "slostack-repository-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const ids = { organization: "acme", system: "shop", service: "web" };
const read = (dir: string, file: string): string => readFileSync(join(dir, file), "utf8");

describe("a new repository", () => {
  const dir = join(parent, "Our Monitoring!");
  beforeAll(() => {
    expect(init({ dir, ...ids, timeZone: "America/New_York", repository: { host: "github" }, write: () => {} })).toBe(0);
  });

  test.each(["prod", "staging"])("its %s passes the checks that its CI makes, with the vendors that its settings name", async (name) => {
    const { catalog, vendors = [], without = [] } = stackSettings(dir, name);
    expect(catalog).toBe("catalog");
    const stack = { catalog: "catalog", environment: name, vendors, without, protect: false, other: {} };
    const outcomes = await proofsOf(
      { catalog: "catalog", catalogDir: join(dir, "catalog"), stacks: [{ name, stack }], prove: false },
      (text) => text,
    );
    expect(outcomes.filter(({ code }) => code !== 0)).toEqual([]);
    expect(outcomes.map((outcome) => outcome.name)).toContain(`vendors of ${name}`);
  });

  test("pins slostack and the packages that it asks for", () => {
    const { name, dependencies } = JSON.parse(read(dir, "package.json")) as { name: string; dependencies: Record<string, string> };
    expect(name).toBe("our-monitoring");
    expect((load(read(dir, "Pulumi.yaml")) as { name: string }).name).toBe(name);
    const { slostack, ...sdks } = dependencies;
    expect(slostack).toBe(packageJson.version);
    expect(Object.keys(sdks)).toEqual(expect.arrayContaining(["@pulumi/pagerduty", "@pulumi/pulumi", "@pulumiverse/grafana"]));
    for (const [sdk, version] of Object.entries(sdks))
      expect(Object.entries(packageJson.peerDependencies)).toContainEqual([sdk, `^${version}`]);
  });

  test("names the pages and schemas of the installed package, and the time zone that was chosen", () => {
    expect(read(dir, "catalog/systems/shop.yaml")).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/slostack\/docs\/schema\/system\.schema\.json$/m,
    );
    const zones = read(dir, "catalog/organization.yaml").match(/(?<=time-zone: )[\w/]+/g);
    expect(new Set(zones)).toEqual(new Set(["America/New_York"]));
  });
});

test.each([
  ["slostack", "slostack-monitoring"],
  ["Slostack", "slostack-monitoring"],
  ["typescript", "typescript-monitoring"],
  ["SLOs of Acme", "slos-of-acme"],
  [".monitoring_", "monitoring"],
  ["Überwachung", "uberwachung"],
  ["監視", "monitoring"],
  [`${"a".repeat(99)} b`, "a".repeat(99)],
  ["m".repeat(250), "m".repeat(100)],
])("a folder called %s makes a package and a project called %s", (folder, name) => {
  const dir = join(parent, "names", folder);
  expect(init({ dir, ...ids, repository: { host: "github" }, write: () => {} })).toBe(0);
  const { dependencies, devDependencies, ...made } = JSON.parse(read(dir, "package.json"));
  expect(made.name).toBe(name);
  expect(Object.keys({ ...dependencies, ...devDependencies })).not.toContain(name);
  expect(load(read(dir, "Pulumi.yaml"))).toMatchObject({ name });
});

test("a time zone that does not exist is refused, and nothing is written", () => {
  const said: string[] = [];
  const dir = join(parent, "nowhere");
  const repository = { host: "github" } as const;
  expect(init({ dir, ...ids, timeZone: "Europe/Nowhere", repository, write: (text) => said.push(text) })).toBe(1);
  expect(said.join("")).toContain("Europe/Nowhere");
  expect(() => readFileSync(join(dir, "package.json"))).toThrow();
});

/** As the scripts of this project, which the rules know. */
const asScripts = (text: string): string =>
  text.replaceAll(/npx slostack ci ([\w-]+)(?: (?=--))?/g, (call, step: string) => `npm run ci:${step}${call.endsWith(" ") ? " -- " : ""}`);

describe("CI at GitHub", () => {
  const derived = workflows("github").map(({ path, text }) => [path.replace(".github/workflows/", ""), text] as const);

  test("has the workflows of this project", () => {
    expect(derived.map(([name]) => name)).toEqual(files);
  });

  test.each(derived)("%s breaks no rule of this project's, and names no script of it", (_, text) => {
    expect(faultsOf(asScripts(text))).toEqual([]);
    expect(text).not.toMatch(/npm (?:run|test)|\bci:[a-z]|(?<!slostack\/)docs\//);
  });

  test.each(derived)("%s has the steps of this project's, but for its own tests and the cache of programs", (name, text) => {
    const steps = (of: string) => asScripts(of).match(/(?<=run: ).+|(?<=uses: ).+/g) ?? [];
    const own = name === "deploy.yml" ? textOf(name).replace(/\n {2}test:[\s\S]*?(?=\n {2}staging:)/, "") : textOf(name);
    expect(steps(text).filter((step) => !/^actions\/cache(?:\/restore)?@/.test(step))).toEqual(
      steps(own).filter((step) => !/^actions\/cache\/restore@/.test(step)),
    );
  });

  test("stores the programs after a merge, and only reads them where a proposal is reviewed", () => {
    const caches = (name: string) => derived.find(([file]) => file === name)?.[1].match(/actions\/cache\S*(?=@.*\n.*\n\s+path: ~)/g);
    expect(caches("deploy.yml")).toEqual(["actions/cache", "actions/cache"]);
    expect(caches("review.yml")).toEqual(["actions/cache/restore", "actions/cache/restore"]);
    expect(caches("drift.yml")).toEqual(["actions/cache/restore", "actions/cache/restore"]);
  });
});

test("each job caches what it needs under a key of its own, which the first to write it has for good", () => {
  const derived = Object.fromEntries(workflows("github").map(({ path, text }) => [path.split("/").at(-1), text]));
  const kept = (name: string) =>
    [...(derived[name] ?? "").matchAll(/ key: slostack-(\w+)-(?:(?! key: slostack-)[\s\S])*?run: npx slostack ci (\w+)/g)].map(
      ([, key, step]) => `${step}: ${key}`,
    );
  // What deploys prod has the steps of what deploys staging.
  expect(kept("deploy.yml")).toEqual(["check: proofs", "up: engine"]);
  expect(kept("review.yml")).toEqual(["check: proofs", "preview: engine"]);
  expect(kept("drift.yml")).toEqual(["deployed: engine", "drift: engine"]);
});

test("CI at GitLab is the pipeline of docs/ci.md without the tests of slostack", () => {
  const [file, ...more] = workflows("gitlab");
  expect([file?.path, more]).toEqual([".gitlab-ci.yml", []]);
  const pipeline = load(file?.text ?? "") as { test: { script: string[] }; review: { script: string[] }; variables: object };
  expect(pipeline.test.script).toEqual(["npx slostack ci check --prove"]);
  expect(pipeline.review.script).toContain("npx slostack ci proposal");
  expect(pipeline.variables).toHaveProperty("SLOSTACK_CACHE");
  expect(file?.text).not.toMatch(/npm (?:run|test)/);
  expect(hosts).toContain("gitlab");
});
