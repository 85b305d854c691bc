import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import packageJson from "../../package.json" with { type: "json" };
import { environmentOf, files, parse, secretsIn, textOf } from "../ci/workflow.ts";
import { fences, read, section, tableRows } from "./markdown.ts";

const page = read("docs/ci.md");
const bare = (cell: string) => cell.replaceAll("`", "");

describe("docs/ci.md", () => {
  test("names every workflow", () => {
    const [, table = ""] = page.split("# CI\n");
    expect(tableRows(table).map(([name = ""]) => /`([\w-]+\.yml)`/.exec(name)?.[1])).toEqual(expect.arrayContaining(files));
  });

  test("says of every job what the workflows say: environment, secrets, what it may write", () => {
    const said = tableRows(section(page, "Why no pull request runs with a secret")).map(
      ([job = "", , , environment = "", secrets = "", writes = ""]) => ({
        job,
        environment: bare(environment),
        secrets: [...secrets.matchAll(/`(\w+)`/g)].map(([, name]) => name),
        writes,
      }),
    );
    const real = files.flatMap((file) =>
      Object.entries(parse(textOf(file)).jobs).map(([id, job]) => ({
        job: `${file} / ${id}`,
        environment: environmentOf(job) ?? "none",
        secrets: secretsIn(job),
        writes:
          Object.entries(job.permissions ?? {})
            .filter(([, access]) => access === "write")
            .map(([scope]) => scope)
            .join(", ") || "nothing",
      })),
    );
    const byJob = (one: { readonly job: string }, other: { readonly job: string }) => one.job.localeCompare(other.job);
    expect(said.sort(byJob)).toEqual(real.sort(byJob));
  });

  test("tells how to set up each environment that a workflow names, and each variable", () => {
    const setUp = section(page, "Setting it up at GitHub");
    for (const file of files) {
      for (const job of Object.values(parse(textOf(file)).jobs)) {
        const environment = environmentOf(job);
        if (environment !== undefined) expect(setUp).toContain(`| \`${environment}\` |`);
      }
      for (const [, name] of textOf(file).matchAll(/\bvars\.(\w+)/g)) expect(setUp).toContain(`\`${name}\``);
    }
  });

  test("explains every script of CI", () => {
    const said = tableRows(section(page, "By hand")).map(([script = ""]) => bare(script).replace("npm run ", ""));
    expect(said).toEqual(Object.keys(packageJson.scripts).filter((name) => name.startsWith("ci:")));
  });
});

const scripts = z.array(z.string());
const job = z.looseObject({
  stage: z.string(),
  script: scripts,
  before_script: scripts.optional(),
  rules: z.array(z.looseObject({ if: z.string(), when: z.string().optional() })),
  needs: z.array(z.string()).optional(),
  environment: z.union([z.string(), z.object({ name: z.string(), action: z.string() })]).optional(),
  resource_group: z.string().optional(),
});

describe("the pipeline of GitLab in docs/ci.md", () => {
  const [fence, ...more] = fences(section(page, "GitLab")).filter(({ info }) => info === "yaml");
  const { stages, workflow, default: defaults, variables: _, ...rest } = load(fence?.text ?? "") as Record<string, unknown>;
  const jobs = Object.entries(rest)
    .filter(([name]) => !name.startsWith("."))
    .map(([name, value]) => ({ name, ...job.parse(value) }));
  const named = (environment: (typeof jobs)[number]["environment"]) => (typeof environment === "object" ? environment.name : environment);

  test("is one, with a job in every stage", () => {
    expect(more).toEqual([]);
    expect([...new Set(jobs.map(({ stage }) => stage))]).toEqual(stages);
  });

  test("runs for main alone", () => {
    expect(workflow).toEqual({ rules: [{ if: "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" }] });
  });

  test("has only scripts that are here", () => {
    for (const { script, before_script = [], name } of [...jobs, { ...job.partial().parse(defaults), name: "default", script: [] }])
      for (const line of [...script, ...before_script]) {
        const found = /^npm (?:ci|test)$|^npm run ([\w:-]+)(?: -- --[\w-]+)*$|^git checkout --detach "\$commit"$/.exec(line);
        expect(found, `${name}: ${line}`).not.toBeNull();
        if (found?.[1] !== undefined) expect(Object.keys(packageJson.scripts)).toContain(found[1]);
      }
  });

  test("needs jobs that are there", () => {
    for (const { needs = [] } of jobs) for (const need of needs) expect(jobs.map(({ name }) => name)).toContain(need);
  });

  test("updates a stack once at a time, prod and its preview only when somebody says so", () => {
    expect(
      jobs.filter(({ script }) => script.includes("npm run ci:up")).map((one) => [named(one.environment), one.resource_group]),
    ).toEqual([
      ["staging", "stack staging"],
      ["prod", "stack prod"],
    ]);
    for (const name of ["prod", "preview"])
      expect(jobs.find((one) => one.name === name)?.rules.map(({ when }) => when)).toEqual(["manual"]);
  });
});
