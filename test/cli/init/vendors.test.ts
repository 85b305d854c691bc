import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { proofsOf } from "../../../cli/ci/proofs.ts";
import { format } from "../../../cli/format.ts";
import { choices, chosenOf, usual } from "../../../cli/init/vendors.ts";
import { init } from "../../../cli/init.ts";
import { plan } from "../../../cli/plan.ts";
import { stackSettings } from "../../../cli/stack-settings.ts";
import { anchors, relativeLinks } from "../../docs/markdown.ts";

const parent = mkdtempSync(join(tmpdir(), "slostack-vendors-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

function initiated(vendors: readonly string[]): { dir: string; exitCode: number; output: string } {
  const dir = join(parent, vendors.join("-") || "none");
  const said: string[] = [];
  const ids = { organization: "acme", system: "web-shop", service: "api" };
  const exitCode = init({ dir, ...ids, vendors, repository: { host: "github" }, write: (text) => said.push(text) });
  return { dir, exitCode, output: said.join("") };
}

const combinations = choices.evaluator.flatMap((evaluator) =>
  choices.pager.flatMap((pager) => [[], ...choices.prober.map((prober) => [prober])].map((prober) => [evaluator, pager, ...prober])),
);
/** Each addition alone, and all of them. */
const extended = [...choices.addition.map((addition) => [addition]), choices.addition].map((additions) => [
  ...usual,
  "better-stack",
  ...additions,
]);
/** Who sends to Opsgenie with a key of its own. */
const isRefused = ([evaluator, pager, prober]: readonly string[]) =>
  pager === "opsgenie" && (evaluator !== "grafana" || prober !== undefined);

describe("every choice of vendors", () => {
  test("is of several of each role", () => {
    for (const names of Object.values(choices)) expect(names.length).toBeGreaterThan(1);
    expect(chosenOf(usual)).toMatchObject({ vendors: expect.arrayContaining([...usual]) });
  });

  test.each([...combinations.filter((names) => !isRefused(names)), ...extended])(
    "%s, %s, %s, %s: makes a repository that passes the checks of its CI, and has a plan",
    async (...names) => {
      const vendors = names.filter((name) => name !== undefined);
      const { dir, exitCode, output } = initiated(vendors);
      expect([exitCode, output]).toEqual([0, expect.stringContaining("is your repository")]);
      const catalogDir = join(dir, "catalog");
      expect(await format({ catalogDir, check: true, write: () => {} })).toBe(0);
      const enabled = new Set<string>();
      for (const name of ["prod", "staging"]) {
        const settings = stackSettings(dir, name);
        for (const vendor of settings.vendors ?? []) enabled.add(vendor);
        const stack = { catalog: "catalog", environment: name, vendors: settings.vendors ?? [], without: [], protect: false, other: {} };
        const outcomes = await proofsOf({ catalog: "catalog", catalogDir, stacks: [{ name, stack }], prove: false }, (text) => text);
        expect(outcomes.filter(({ code }) => code !== 0)).toEqual([]);
        expect(outcomes.map((outcome) => outcome.name)).toContain(`vendors of ${name}`);
        const planned: string[] = [];
        expect(await plan({ catalogDir, environment: name, format: "tree", write: (text) => planned.push(text) })).toBe(0);
        for (const vendor of settings.vendors ?? []) expect(planned.join("")).toMatch(new RegExp(`^${vendor}: [1-9]`, "m"));
      }
      // No vendor more, and none without work.
      expect([...enabled].sort()).toEqual([...vendors].sort());
      const files = readdirSync(catalogDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      for (const file of files) {
        const text = readFileSync(file, "utf8");
        expect(text).not.toMatch(/\{\{|\}\}\}/);
        for (const link of file.endsWith(".md") ? relativeLinks(text) : []) {
          const [path = "", anchor] = link.split("#");
          const target = join(dirname(file), path);
          expect(existsSync(target), link).toBe(true);
          if (anchor !== undefined) expect([...anchors(readFileSync(target, "utf8"))]).toContain(anchor);
        }
      }
    },
  );

  test.each(combinations.filter(isRefused))("%s, %s, %s: is refused with the reason alone, and nothing is written", (...names) => {
    const { dir, exitCode, output } = initiated(names.filter((name) => name !== undefined));
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^(--vendors [\w,-]+: .*Opsgenie.*\n|--vendors [\w,-]+: .*opsgenie.*\n)+$/);
    expect(existsSync(dir)).toBe(false);
  });
});

test.each([
  [
    ["zulip", "pagerduty"],
    /^--vendors zulip: a first catalog has one evaluator \(datadog or grafana\), one pager \(opsgenie or pagerduty\), at most one prober \(.*\), and any of .*\. Others are added to the catalog later\n$/,
  ],
  [["grafna", "pagerduty"], /Did you mean "grafana"\?/],
  [
    ["grafana", "datadog", "pagerduty"],
    /^--vendors: grafana and datadog share one role \(evaluator\), and a first catalog has one of each\n$/,
  ],
  [["grafana"], /^--vendors: no pager is among them: add opsgenie or pagerduty\n$/],
  [[], /no evaluator is among them.*\n.*no pager is among them/],
])("%j is refused", (vendors, said) => {
  const { exitCode, output } = initiated(vendors);
  expect(output).toMatch(said);
  expect(exitCode).toBe(1);
});
