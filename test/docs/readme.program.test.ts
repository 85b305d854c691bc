import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { slostackIn } from "../cli/command.ts";
import { fences, read, root } from "./markdown.ts";
import { type Repository, repositoryWith, target } from "./review/scenes.ts";

const readme = read("README.md");

let repository: Repository;
beforeAll(async () => {
  repository = await repositoryWith(target);
});
afterAll(() => repository.remove());

const shell = fences(readme).filter(({ info }) => info === "sh");
const commands = shell
  .flatMap(({ text }) => text.trimEnd().split("\n"))
  .flatMap((line) => line.replace(/ +#.*$/, "").split(" && "))
  .map((command) => command.trim());
const quotes = fences(readme).flatMap(({ text }) => (text.startsWith("$ ") ? [text.slice(2).trimEnd().split("\n")] : []));
const slostack = "npx slostack ";

/** The first command of each verb: a shell starts it, as for whoever types it. Further ones of the verb run in this process. */
const verbOf = (command: string) => command.split(" ", 3).join(" ");
const typed = new Set(
  [...Map.groupBy([...commands, ...quotes.map(([command = ""]) => command)], verbOf).values()].map(([first = ""]) => first),
);

/** A command in a repository whose catalog is the test's, with the relaxed objective that the README begins with. */
async function run(command: string): Promise<{ readonly code: number | null; readonly output: string }> {
  if (!typed.has(command)) {
    // A shell splits at the same places, as long as nothing is quoted.
    expect(command).toMatch(/^npx slostack [\w /:+.-]+$/);
    const { exitCode, output } = await slostackIn(repository.folder, ...command.slice(slostack.length).split(" "));
    return { code: exitCode, output };
  }
  const real = command.replaceAll(slostack, `"${process.execPath}" "${join(root, "cli/slostack.ts")}" `);
  const { status, stdout, stderr } = spawnSync("bash", ["-c", real], { cwd: repository.folder, encoding: "utf8", maxBuffer: 2 ** 26 });
  return { code: status, output: stdout + stderr };
}

describe("what the README quotes", () => {
  test("is what commands print, and there are three of them on its first screen", () => {
    expect(quotes).toHaveLength(3);
    expect(readme.slice(0, readme.indexOf("## ")).match(/^\$ /gm)).toHaveLength(3);
  });

  test.each(quotes.map(([command = "", ...lines]) => ({ command, lines })))("$command", async ({ command, lines }) => {
    const { code, output } = await run(command);
    expect(code).toBe(0);
    const printed = output.split("\n");
    // In this order; "…" stands for any number of lines.
    let at = -1;
    for (const line of lines.filter((one) => one.trim() !== "…")) {
      const found = printed.indexOf(line, at + 1);
      expect(found, `${JSON.stringify(line)} in:\n${output}`).toBeGreaterThan(at);
      at = found;
    }
  });
});

/** Where a command runs that would be too long, or touch an account, here: a file, and what stands in it. */
const elsewhere: Readonly<Record<string, readonly [file: string, runs: RegExp]>> = {
  "npx slostack init my-monitoring": ["test/package/package.program.test.ts", /slostack\("init", /],
  "cd my-monitoring": ["test/package/package.program.test.ts", /join\(project, "my-monitoring"\)/],
  "git init --initial-branch=main": ["test/package/package.program.test.ts", /git\("init"/],
  "npm install": ["test/package/package.program.test.ts", /npm install/],
  "npm ci": [".ci/run", /^npm ci$/m],
  "npm start": [".ci/run", /^npm start$/m],
  "npm test": [".ci/run", /^npm test$/m],
  "npx slostack ci check --prove": ["test/package/package.program.test.ts", /at\("npm", "test"\)/],
  "npx slostack drift --stack prod": ["test/engine/drift-in-words.test.ts", /\bdrift\(/],
  "pulumi login": ["sandbox/environment.ts", /PULUMI_BACKEND_URL/],
  "pulumi stack init prod": ["sandbox/engine.ts", /"stack", "select", "--create"/],
  "pulumi config set --secret grafana:auth <token>": ["sandbox/engine.ts", /"config", "set-all"/],
  "pulumi preview --stack prod": ["sandbox/engine.ts", /command\(\["preview"\]/],
  "pulumi up --stack prod": ["sandbox/engine.ts", /verb = \["up", "--yes"/],
};

describe("every command of the README", () => {
  test.each([...new Set(commands)])("%s runs", async (command) => {
    const [file, runs] = elsewhere[command] ?? [];
    if (file !== undefined && runs) return expect(runs.test(read(file)), `${file} has nothing like ${runs}`).toBe(true);
    const { code, output } = await run(command);
    // 1 is an answer too: approvals are missing.
    expect(code, output).toBe(command.endsWith("--check") ? 1 : 0);
  });

  test("is named once where it is said to run elsewhere", () => {
    expect(Object.keys(elsewhere).filter((command) => !commands.includes(command))).toEqual([]);
  });
});

test("the README stays short: the rest is below docs/", () => {
  expect(readme.split("\n").length).toBeLessThan(250);
});
