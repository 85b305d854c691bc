import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { run } from "../../../cli/ci/run.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { root } from "../../docs/markdown.ts";
import { type Server, serve } from "./server.ts";
import { atGitHub, place } from "./steps.ts";

let here = place();
let server: Server | undefined;
afterEach(async () => {
  here.remove();
  here = place();
  await server?.close();
  server = undefined;
});

/** A step as it is typed, with nothing of this machine's settings. */
const step = (args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) =>
  run(process.execPath, [join(root, "cli/slostack.ts"), "ci", ...args], { cwd: root, env: { ...here.context.env, ...env }, show: "kept" });

test("each script of npm is a step", async () => {
  const { stdout } = await step(["--help"]);
  const steps = [...(stdout.split("\nExamples:")[0] ?? "").matchAll(/^ {2}([a-z-]+) /gm)]
    .map(([, name]) => name)
    .filter((name) => name !== "help");
  const scripts = Object.keys(packageJson.scripts).filter((name) => name.startsWith("ci:"));
  expect(steps.map((name) => `ci:${name}`)).toEqual(scripts);
  for (const name of scripts)
    expect(Object.entries(packageJson.scripts).find(([script]) => script === name)?.[1]).toBe(
      `node --import ./cli/node-24.mjs cli/slostack.ts ci ${name.slice("ci:".length)}`,
    );
});

describe("a step that cannot do its work", () => {
  test("says what is missing, and ends with 2", async () => {
    expect(await step(["proposal", "--number", "7"])).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^GITHUB_REPOSITORY is not set: .*\nGITHUB_TOKEN is not set: .*\n$/),
    });
  });

  test("takes a variable that is set to nothing for one that is not set", async () => {
    server = await serve(() => ({ body: [] }));
    const { code, stderr } = await step(["proposal"], { ...atGitHub(server.base), SLOSTACK_PROPOSAL: "", SLOSTACK_COMMIT: "" });
    expect(stderr).toBe("which proposal is to be reviewed? Name it with --number, or its head with --commit\n");
    expect(code).toBe(2);
  });

  test.each(["7; curl", "-1", "0", "1e9"])("refuses what is no number: %s", async (number) => {
    const { code, stderr } = await step(["proposal"], { SLOSTACK_PROPOSAL: number });
    expect(stderr).toMatch(/write a number such as 17/);
    expect(code).toBe(2);
  });

  test.each(["up", "preview", "record", "deployed", "drift"])("%s wants to know which stack", async (name) => {
    const { code, stderr } = await step([name]);
    expect(stderr).toMatch(/required option '--stack <stack>' not specified/);
    expect(code).toBe(2);
  });
});

test("steps after one that found nothing to review have nothing to do", async () => {
  here.leave("review/nothing.txt", "#7 is closed");
  for (const name of ["approvals", "review", "comment", "verdict"])
    expect(await step([name])).toEqual({ code: 0, stdout: "slostack ci proposal found nothing to review: #7 is closed\n", stderr: "" });
});

test("no token is told", async () => {
  server = await serve(() => ({ status: 401, body: { message: "Bad credentials t0ken" } }));
  const { code, stdout, stderr } = await step(["proposal", "--number", "7"], atGitHub(server.base));
  expect(code).toBe(2);
  expect(stderr).toMatch(/answers 401: the token in GITHUB_TOKEN is refused/);
  expect(stdout + stderr).not.toContain("t0ken");
});
