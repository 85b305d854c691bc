import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine } from "../../cli/command-line.ts";
import { init } from "../../cli/init.ts";
import { answered } from "../../cli/verbs/json.ts";
import { read, section, tableRows } from "../docs/markdown.ts";
import { slostackIn } from "./command.ts";

const parent = mkdtempSync(join(tmpdir(), "slostack-json-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** A catalog as `init` writes it, committed, and one with an error in it. */
const sound = join(parent, "sound");
const broken = join(parent, "broken");
beforeAll(() => {
  expect(init({ dir: sound, repository: { host: "github" }, organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(
    0,
  );
  writeFileSync(join(sound, "catalog/docs/requirements.md"), "# Requirements\n\n## Shop\n\n- `S-1` It answers\n");
  cpSync(sound, broken, { recursive: true });
  const system = join(broken, "catalog/systems/shop.yaml");
  writeFileSync(system, readFileSync(system, "utf8").replace("target: 99.9%", "target: high"));
  for (const cwd of [sound, broken]) {
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd });
    git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("commit", "--quiet", "--message", "a catalog");
  }
});

const verbs = commandLine({ write: () => {}, log: () => {}, columns: () => ({}) }).commands;
const reports = verbs.filter(({ options }) => options.some(({ long, argChoices }) => long === "--format" && argChoices?.includes("json")));

/** What a verb asks for, and a key of its answer; the exit code on a sound catalog. */
const asked: Readonly<Record<string, readonly [args: readonly string[], key: string, exitCode: number]>> = {
  backstage: [[], "services", 0],
  check: [[], "problems", 0],
  contract: [[], "systems", 0],
  coverage: [[], "answers", 0],
  drift: [["--sandbox"], "errors", 2],
  // As `tune` (guard.test.ts).
  guard: [["--history", join(parent, "none.csv")], "errors", 2],
  ledger: [[], "written", 0],
  oncall: [["--at", "2026-01-12T03:00:00Z", "--service", "shop/web", "--severity", "critical"], "pages", 0],
  plan: [[], "0", 0],
  prove: [[], "routes", 0],
  render: [["--out", join(parent, "rendered"), "--check"], "changes", 0],
  review: [["--base", "main", "--check"], "verdict", 0],
  runbooks: [["--check"], "findings", 0],
  show: [[], "held", 0],
  site: [["--out", join(parent, "site")], "first", 0],
  // Without a history nothing is known; with one it takes seconds (tune.exhaustive.test.ts).
  tune: [["--history", join(parent, "none.csv")], "errors", 2],
};

test("every verb prints JSON, but for those that do something instead of reporting it", () => {
  const others = verbs.filter((verb) => !reports.includes(verb)).map((verb) => verb.name());
  expect(others.toSorted()).toEqual(["adopt", "ci", "complete", "completion", "format", "init", "migrate", "sandbox"]);
  expect(Object.keys(asked).toSorted()).toEqual(reports.map((verb) => verb.name()).toSorted());
});

test("docs/cli.md says what is in the JSON of each of them", () => {
  const listed = tableRows(section(read("docs/cli.md"), "As JSON")).map(([verb = ""]) => verb.replaceAll("`", "").split(" ")[0]);
  expect(listed.toSorted()).toEqual(reports.map((verb) => verb.name()).toSorted());
});

describe.each(Object.entries(asked))("%s as JSON", (verb, [args, key, exitCode]) => {
  test("is one value on a sound catalog", async () => {
    const answer = await slostackIn(sound, verb, ...args, "--format", "json");
    expect(Object.keys(JSON.parse(answer.stdout))).toContain(key);
    expect(answer.exitCode).toBe(exitCode);
  });

  test("is one value on a catalog with an error, which it says", async () => {
    const answer = await slostackIn(broken, verb, ...args, "--format", "json");
    const value = JSON.parse(answer.stdout);
    expect(JSON.stringify(value)).toMatch(/target|high|stack prod/);
    expect(answer.exitCode).toBeGreaterThan(0);
  });
});

describe("sentences in place of an answer", () => {
  async function written(format: string, parts: readonly string[], beside: readonly string[] = []): Promise<string> {
    const texts: string[] = [];
    const code = await answered(format, { write: (text) => texts.push(text), log: () => {} }, ({ write, log }) => {
      for (const part of parts) write(part);
      for (const text of beside) log(text);
      return 2;
    });
    expect(code).toBe(2);
    return texts.join("");
  }
  const json = async (...of: readonly [readonly string[], (readonly string[])?]): Promise<unknown> =>
    JSON.parse(await written("json", ...of));

  test("are a list, and a line that is indented belongs to the one before", async () => {
    const errors = ["a.yaml:1 is wrong\n    fix it", "b.yaml:2 too"];
    expect(await json(["a.yaml:1 is wrong\n", "    fix it\n", "b.yaml:2 too\n"])).toEqual({ errors });
  });

  test("stand beside the part that has an answer, and several parts are one value", async () => {
    expect(await json(['{"runbooks": 3}\n', '{"queries": 2}\n'])).toEqual({ runbooks: 3, queries: 2 });
    expect(await json(['{"runbooks": 3}\n', "promtool was not found\n"])).toEqual({ runbooks: 3, errors: ["promtool was not found"] });
  });

  test("are those said beside it only where there is no answer", async () => {
    expect(await json(['{"held": []}\n'], ["1 of 2 simulations\n"])).toEqual({ held: [] });
    expect(await json([], ["no such stack\n"])).toEqual({ errors: ["no such stack"] });
  });

  test("leave a list as it is, and other formats alone", async () => {
    expect(await json(["[1]\n"])).toEqual([1]);
    expect(await written("terminal", ["a\n", "b\n"])).toBe("a\nb\n");
  });
});
