import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine } from "../../cli/command-line.ts";
import { examplesOf } from "../../cli/options.ts";
import { slostack } from "./command.ts";

/** The command as it is typed, on a catalog that is not this project's. */
const parent = mkdtempSync(join(tmpdir(), "slostack-verbs-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const dir = join(parent, "acme");

const help = await slostack("--help");
const commands = [...(help.output.split("Commands:\n")[1]?.matchAll(/^ {2}([a-z]+)/gm) ?? [])].map(([, verb = ""]) => verb);
const examples = commandLine({ write: () => {}, log: () => {}, columns: () => ({}) }).commands.flatMap(
  (command) => examplesOf.get(command) ?? [],
);
/** Those that read a catalog. The steps of `ci` take what the settings of a stack name, so that what is reviewed is what is deployed. */
const verbs = commands.filter((verb) => !["help", "init", "ci", "completion"].includes(verb));

beforeAll(async () => {
  expect(await slostack("init", dir, "--catalog-only", "--organization", "acme", "--system", "shop", "--service", "web")).toMatchObject({
    exitCode: 0,
  });
});

test("the verbs of this project are found in its help", () => {
  expect(verbs).toEqual(expect.arrayContaining(["check", "ledger", "runbooks", "sandbox"]));
});

test.each(verbs)("%s takes --catalog", async (verb) => {
  expect((await slostack(verb, "--help")).output).toMatch(/^ +--catalog <dir> /m);
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
  ])("%s speaks of it, and of nothing of this project's", async (verb, args, said) => {
    const { exitCode, output } = await slostack(verb, "--catalog", dir, ...args);
    expect(output).toContain(said);
    expect(output).not.toMatch(/hastecrm|emailai/i);
    expect(exitCode).toBe(0);
  });

  /** Those that need no server, account, module, engine, repository, history or list of requirements, and leave the ledger as it is. */
  const here = examples.filter(
    (example) => !/^(?:adopt|ci|completion|coverage|drift|guard|init|ledger|review|sandbox|tune)\b|http|main|--from/.test(example),
  );

  test.each(here)("its help is right: %s", async (example) => {
    const args = example.split(" ");
    expect(await slostack(...args, "--catalog", dir)).toMatchObject({ exitCode: 0 });
  });

  test("that is most of what help shows", () => {
    expect(here.length).toBeGreaterThan(12);
  });

  test("coverage says that it has no list of requirements", async () => {
    expect(await slostack("coverage", "--catalog", dir)).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("acme/docs/requirements.md"),
    });
  });

  test("init does not write over it", async () => {
    const before = readdirSync(dir);
    expect(await slostack("init", dir)).toMatchObject({ exitCode: 1, output: expect.stringContaining("is not empty") });
    expect(readdirSync(dir)).toEqual(before);
    expect(existsSync(join(dir, "ledger"))).toBe(true);
  });
});
