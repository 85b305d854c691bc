import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { review } from "../../../cli/ci/review.ts";
import { verdict } from "../../../cli/ci/verdict.ts";
import { type Server, serve } from "./server.ts";
import { atGitHub, place, write } from "./steps.ts";

const head = "a".repeat(40);
const proposal = { number: 7, head, author: "author", into: "main", own: true, open: true };
const options = { base: "origin/main", stack: "prod" };

let here: ReturnType<typeof place>;
beforeEach(() => {
  here = place({ GITHUB_TOKEN: "t0ken", SLOSTACK_GITLAB_TOKEN: "t0ken", SLOSTACK_HISTORY_TOKEN: "t0ken" });
});
afterEach(() => here.remove());

/** A `slostack` that notes how it was called, and ends as it is told. */
function command(code: number, stdout = "## A review\n", stderr = ""): void {
  const notes = JSON.stringify(join(here.folder, "ci", "called.json"));
  const tokens = "Object.entries(process.env).filter(([, value]) => value === 't0ken').map(([name]) => name)";
  write(
    join(here.root, "cli", "slostack.ts"),
    `import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
mkdirSync(${JSON.stringify(join(here.folder, "ci"))}, { recursive: true });
const file = process.argv[process.argv.indexOf("--token-file") + 1] ?? "";
const history = process.argv.includes("--token-file") ? { text: readFileSync(file, "utf8"), mode: statSync(file).mode & 0o777, file } : undefined;
writeFileSync(${notes}, JSON.stringify({ args: process.argv.slice(2), tokens: ${tokens}, history }));
process.stdout.write(${JSON.stringify(stdout)});
process.stderr.write(${JSON.stringify(stderr)});
process.exitCode = ${code};
`,
  );
}
interface Called {
  readonly args: readonly string[];
  readonly tokens: readonly string[];
  readonly history?: { readonly text: string; readonly mode: number; readonly file: string };
}
const called = (): Called => JSON.parse(here.left("called.json") ?? "");
const argument = (flag: string): string | undefined => called().args[called().args.indexOf(flag) + 1];

describe("the review of a proposal", () => {
  test("is of its head against the branch, with who approves and who proposes as logins", async () => {
    command(0);
    here.leave("review/proposal.json", proposal);
    here.leave("review/approvals.json", { approvers: ["kim", "lee"], authors: ["@author", "max@example.com"] });
    expect(await review(here.context, options)).toBe(0);
    expect(called().args).toEqual([
      ...["review", "--base", "origin/main", "--head", head, "--stack", "prod", "--env", "prod"],
      ...["--project", here.root, "--format", "markdown"],
      ...[
        "--out",
        join(here.folder, "ci", "review", "pages"),
        "--check",
        "--approved-by",
        "@kim,@lee",
        "--author",
        "@author,max@example.com",
      ],
    ]);
  });

  test("gets none of the tokens that may write", async () => {
    command(0);
    await review(here.context, options);
    expect(called().tokens).toEqual([]);
  });

  test("takes a plan that is there, a history and incidents", async () => {
    command(0);
    here.leave("plan/plan.json", { steps: [] });
    await review(here.context, { ...options, history: "https://prom.example.com", incidents: "incidents.yaml" });
    expect(argument("--plan")).toBe(join(here.folder, "ci", "plan", "plan.json"));
    expect(argument("--history")).toBe("https://prom.example.com");
    expect(argument("--incidents")).toBe("incidents.yaml");
  });

  test("hands the token of a history on in a file that only its owner reads, and that is gone afterwards", async () => {
    command(0);
    await review(here.context, { ...options, history: "https://prom.example.com" });
    expect(called().history).toMatchObject({ text: "t0ken", mode: 0o600 });
    expect(existsSync(called().history?.file ?? "")).toBe(false);
    await review(here.context, { ...options, history: "recorded/" });
    expect(called().history).toBeUndefined();
  });

  test("in a merge queue is of what would be merged, against what it is put on", async () => {
    command(0);
    here.leave("review/proposal.json", { ...proposal, queued: { base: "b".repeat(40), head: "c".repeat(40) } });
    await review(here.context, options);
    expect([argument("--base"), argument("--head")]).toEqual(["b".repeat(40), head]);
  });

  test("by hand is of HEAD", async () => {
    command(0);
    await review(here.context, options);
    expect(argument("--head")).toBe("HEAD");
    expect(called().args).not.toContain("--approved-by");
  });

  test.each([
    [0, "success", 0],
    [1, "failure", 0],
    [2, "error", 2],
    [70, "error", 2],
  ])("that ends with %i has the verdict %s, and ends the step with %i", async (code, expected, exit) => {
    command(code);
    expect(await review(here.context, options)).toBe(exit);
    expect(JSON.parse(here.left("review/verdict.json") ?? "")).toMatchObject({ verdict: expected });
    expect(here.left("review/comment.md")).toBe("## A review\n");
  });

  test("that broke on the way is no objection", async () => {
    command(1, "", "TypeError: x is undefined\n");
    expect(await review(here.context, options)).toBe(2);
    expect(JSON.parse(here.left("review/verdict.json") ?? "")).toMatchObject({ verdict: "error" });
  });

  test("that could not be made says why, and nothing of that is read as Markdown", async () => {
    command(2, "", "catalog/x.yaml:1  # no\n@kim\n");
    await review(here.context, options);
    expect(here.left("review/comment.md")).toBe("## The review could not be made\n\n    catalog/x.yaml:1  # no\n    @kim\n");
  });
});

describe("the verdict", () => {
  let server: Server | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const checked = (verdict = "success") => here.leave("check/checks.json", { verdict, description: "checked", text: "### Checks\n" });
  const marked = async (more: { broken?: boolean; head?: string } = {}) => {
    server = await serve(() => ({ status: 201, body: {} }));
    const env = { ...here.context.env, ...atGitHub(server.base) };
    const code = await verdict({ ...here.context, env }, { broken: false, ...more });
    return { code, asked: server.asked };
  };

  test("marks the head, with the address of the run", async () => {
    here.leave("review/proposal.json", proposal);
    here.leave("review/verdict.json", { verdict: "failure", description: "findings" });
    checked();
    const { code, asked } = await marked();
    expect(code).toBe(0);
    expect(asked).toMatchObject([
      {
        method: "POST",
        path: `/repos/acme/slo/statuses/${head}`,
        body: { state: "failure", description: "findings", target_url: "https://github.example.com/acme/slo/actions/runs/99" },
      },
    ]);
  });

  test("of what must not be merged is a failure, whatever the review says", async () => {
    here.leave("review/proposal.json", { ...proposal, objections: ["#7 and #8 have the same head: close all but one"] });
    here.leave("review/verdict.json", { verdict: "success", description: "fine" });
    checked();
    expect((await marked()).asked).toMatchObject([
      { body: { state: "failure", description: "#7 and #8 have the same head: close all but one" } },
    ]);
  });

  test.each([
    ["success", "success", "success"],
    ["success", "failure", "failure"],
    ["failure", "success", "failure"],
    ["failure", "error", "error"],
    ["error", "failure", "error"],
  ])("of a review with %s and checks with %s is %s", async (reviewed, found, expected) => {
    here.leave("review/proposal.json", proposal);
    here.leave("review/verdict.json", { verdict: reviewed, description: "reviewed" });
    checked(found);
    expect((await marked()).asked).toMatchObject([{ body: { state: expected } }]);
  });

  test("of what nothing was checked of is none", async () => {
    here.leave("review/proposal.json", proposal);
    here.leave("review/verdict.json", { verdict: "success", description: "fine" });
    await expect(marked()).rejects.toThrow(/slostack ci check leaves it/);
  });

  test("of a broken run is an error, whatever an earlier step left", async () => {
    here.leave("review/verdict.json", { verdict: "success", description: "fine" });
    const { asked } = await marked({ broken: true, head });
    expect(asked).toMatchObject([{ path: `/repos/acme/slo/statuses/${head}`, body: { state: "error" } }]);
  });

  test.each([
    ["success", 0],
    ["failure", 1],
    ["error", 2],
  ])("by hand is the exit code: %s is %i", async (found, code) => {
    here.leave("review/verdict.json", { verdict: found, description: "so" });
    expect((await marked()).code).toBe(code);
    expect(server?.asked).toEqual([]);
  });
});
