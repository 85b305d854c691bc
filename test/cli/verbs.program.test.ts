import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../docs/markdown.ts";

/** The command as it is typed, on a catalog that is not this project's. */
const parent = mkdtempSync(join(tmpdir(), "slostack-verbs-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const dir = join(parent, "acme");

function slostack(...args: readonly string[]): { exitCode: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "cli/slostack.ts"), ...args], { cwd: root, encoding: "utf8" });
  return { exitCode: status, output: stdout + stderr };
}

const commands = [
  ...(slostack("--help")
    .output.split("Commands:\n")[1]
    ?.matchAll(/^ {2}([a-z]+)/gm) ?? []),
].map(([, verb = ""]) => verb);
/** Those that read a catalog. The steps of `ci` take what the settings of a stack name, so that what is reviewed is what is deployed. */
const verbs = commands.filter((verb) => !["help", "init", "ci"].includes(verb));

beforeAll(() => {
  expect(slostack("init", dir, "--catalog-only", "--organization", "acme", "--system", "shop", "--service", "web")).toMatchObject({
    exitCode: 0,
  });
});

test("the verbs of this project are found in its help", () => {
  expect(verbs).toEqual(expect.arrayContaining(["check", "ledger", "runbooks", "sandbox"]));
});

test.each(verbs)("%s takes --catalog", (verb) => {
  expect(slostack(verb, "--help").output).toMatch(/^ +--catalog <dir> /m);
});

describe("on a catalog of one's own", () => {
  test.each([
    ["check", ["--explain"], "shop--web--availability--page"],
    ["contract", [], "http_requests_total"],
    ["ledger", [], "ledger/prod.txt"],
    ["oncall", ["--at", "2026-01-12T03:00:00Z", "--service", "shop/web", "--severity", "critical"], "First Engineer"],
    ["prove", [], "0 not proved"],
    ["render", ["--out", join(parent, "rendered")], "files of prod"],
    ["runbooks", ["--check"], "0 of 3 runbooks differ"],
  ])("%s speaks of it, and of nothing of this project's", (verb, args, said) => {
    const { exitCode, output } = slostack(verb, "--catalog", dir, ...args);
    expect(output).toContain(said);
    expect(output).not.toMatch(/hastecrm|emailai/i);
    expect(exitCode).toBe(0);
  });

  test("coverage says that it has no list of requirements", () => {
    expect(slostack("coverage", "--catalog", dir)).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("acme/docs/requirements.md"),
    });
  });

  test("init does not write over it", () => {
    const before = readdirSync(dir);
    expect(slostack("init", dir)).toMatchObject({ exitCode: 1, output: expect.stringContaining("is not empty") });
    expect(readdirSync(dir)).toEqual(before);
    expect(existsSync(join(dir, "ledger"))).toBe(true);
  });
});
