import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { marker } from "../../../cli/ci/body.ts";
import { drift, driftIssue } from "../../../cli/ci/drift.ts";
import { fakePulumi } from "./pulumi.ts";
import { type Server, serve } from "./server.ts";
import { atGitHub, commit, git, place } from "./steps.ts";

let here: ReturnType<typeof place>;
let server: Server | undefined;
beforeEach(() => {
  here = place();
});
afterEach(async () => {
  here.remove();
  await server?.close();
  server = undefined;
});

describe("comparing", () => {
  let head = "";
  /** A checkout whose `slostack drift` ends so, and a stack that says it was deployed from a commit. */
  async function compared(code: number, deployedFrom?: string, prints = true): Promise<number> {
    git(here.root, "init", "--quiet");
    const verb = `${prints ? "" : "//"}process.stdout.write("## drift of " + process.argv.slice(2).join(" ") + "\\n"); process.stderr.write("progress\\n"); \nprocess.exitCode = ${code};\n`;
    head = commit(here.root, { "cli/slostack.ts": verb });
    const env = { ...here.context.env, ...fakePulumi(here.folder, { tag: deployedFrom ?? head }) };
    return drift({ ...here.context, env }, { stack: "prod" });
  }

  test.each([
    [0, false],
    [1, true],
  ])("exit code %i of the verb is an answer, and no failure", async (code, drifted) => {
    expect(await compared(code)).toBe(0);
    expect(JSON.parse(here.left("drift/drift.json") ?? "")).toEqual({ stack: "prod", commit: head, drifted });
    expect(here.left("drift/drift.md")).toBe("## drift of drift --stack prod --format markdown\n");
  });

  test("if drift cannot be determined, the job fails and the issue stays as it is", async () => {
    expect(await compared(2)).toBe(2);
    expect(here.left("drift/drift.json")).toBeUndefined();
    expect(here.told()).toMatch(/progress\nprod could not be compared with [0-9a-f]{40} \(exit code 2\)/);
  });

  test.each([0, 1])("a program that breaks and prints nothing tells nothing, although it ends with %i", async (code) => {
    expect(await compared(code, undefined, false)).toBe(2);
    expect(here.left("drift/drift.json")).toBeUndefined();
  });

  test("what was deployed meanwhile is not taken for drift", async () => {
    expect(await compared(1, "b".repeat(40))).toBe(0);
    expect(JSON.parse(here.left("drift/drift.json") ?? "")).toEqual({ stack: "prod", commit: head, drifted: null });
    expect(here.told()).toMatch(/prod was deployed meanwhile/);
  });
});

describe("the issue", () => {
  const commitOf = "a".repeat(40);
  const mark = marker("drift of prod");
  const own = (number: number, body = `${mark}\nolder`) => ({ number, user: { login: "github-actions[bot]" }, body });

  async function told(drifted: boolean | null, issues: readonly unknown[]) {
    here.leave("drift/drift.json", { stack: "prod", commit: commitOf, drifted });
    here.leave("drift/drift.md", "## Two alerts\n");
    server = await serve(({ method }) => ({ body: method === "GET" ? issues : {} }));
    expect(await driftIssue({ ...here.context, env: { ...here.context.env, ...atGitHub(server.base) } })).toBe(0);
    return server.asked.filter(({ method }) => method !== "GET").map(({ method, path, body }) => ({ method, path, body }));
  }

  test("is opened where there is none", async () => {
    const foreign = [
      { number: 1, user: { login: "mallory" }, body: `${mark}\nforged` },
      { number: 2, user: { login: "github-actions[bot]" }, body: `${marker("drift of staging")}\nother stack` },
    ];
    expect(await told(true, foreign)).toEqual([
      {
        method: "POST",
        path: "/repos/acme/slo/issues",
        body: {
          title: "prod has drifted from the catalog",
          labels: ["slostack-drift"],
          body: expect.stringMatching(new RegExp(`^${mark}\n## Two alerts\n\n_Compared with ${commitOf} in \\[this run\\]`)),
        },
      },
    ]);
  });

  test("is updated in place", async () => {
    expect(await told(true, [own(5)])).toEqual([
      { method: "PATCH", path: "/repos/acme/slo/issues/5", body: { body: expect.stringContaining("## Two alerts") } },
    ]);
  });

  test("is closed when there is no more drift", async () => {
    expect(await told(false, [own(5)])).toEqual([
      {
        method: "PATCH",
        path: "/repos/acme/slo/issues/5",
        body: { state: "closed", state_reason: "completed", body: expect.stringContaining("prod matches the catalog again.") },
      },
    ]);
  });

  test("is not touched where there was no drift and is none", async () => {
    expect(await told(false, [{ number: 1, user: { login: "mallory" }, body: mark }])).toEqual([]);
  });

  test("stays as it is where nothing was compared", async () => {
    expect(await told(null, [own(5)])).toEqual([]);
  });

  test("is one again where there were two", async () => {
    const asked = await told(true, [own(5), own(6)]);
    expect(asked.map(({ path, body }) => [path, (body as { state?: string }).state])).toEqual([
      ["/repos/acme/slo/issues/6", "closed"],
      ["/repos/acme/slo/issues/5", undefined],
    ]);
  });

  test("waits for the comparison", async () => {
    server = await serve(() => ({ body: [] }));
    await expect(driftIssue({ ...here.context, env: { ...here.context.env, ...atGitHub(server.base) } })).rejects.toThrow(
      /slostack ci drift leaves it/,
    );
  });
});

test("what a step lacks of its environment is named, all at once", async () => {
  here.leave("drift/drift.json", { stack: "prod", commit: "a".repeat(40), drifted: false });
  await expect(driftIssue(here.context)).rejects.toThrow(/GITHUB_REPOSITORY is not set: [^\n]+\nGITHUB_TOKEN is not set: /);
  const gitlab = {
    ...here.context.env,
    GITLAB_CI: "true",
    CI_PROJECT_ID: "42",
    CI_API_V4_URL: "",
    CI_PROJECT_URL: "https://gitlab.com/a/b",
  };
  await expect(driftIssue({ ...here.context, env: gitlab })).rejects.toThrow(
    /^CI_API_V4_URL is not set: [^\n]+\nSLOSTACK_GITLAB_TOKEN is not set: /,
  );
});
