import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { check } from "../../cli/check.ts";
import { init } from "../../cli/init.ts";
import { anchors, relativeLinks } from "../docs/markdown.ts";

const parent = mkdtempSync(join(tmpdir(), "slostack-init-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let number = 0;
let dir = "";
beforeEach(() => {
  number += 1;
  dir = join(parent, `case-${number}`, "acme");
});

const ids = { organization: "acme", system: "shop", service: "web" };

function told(verb: (write: (text: string) => void) => number): { exitCode: number; output: string } {
  const written: string[] = [];
  const exitCode = verb((text) => written.push(text));
  return { exitCode, output: written.join("") };
}
const initiated = (options: Partial<typeof ids> = {}) => told((write) => init({ dir, ...ids, ...options, write }));
const checked = () => told((write) => check({ catalogDir: dir, write }));
const pages = () => readdirSync(join(dir, "docs/runbooks")).map((name) => join(dir, "docs/runbooks", name));

describe("init", () => {
  test("writes a catalog to which the check has no objection and no warning", () => {
    expect(initiated().exitCode).toBe(0);
    const { exitCode, output } = checked();
    expect(output).toMatch(/^2 files, 0 errors, 0 warnings\nprod: 1 service, 1 SLO, 7 alerts\nstaging: 1 service, 1 SLO, 7 alerts\n$/);
    expect(exitCode).toBe(0);
  });

  test("puts the ids in the place of its own, in names for people as words", () => {
    initiated({ organization: "blue-sea", system: "web-shop", service: "check-out" });
    const organization = readFileSync(join(dir, "organization.yaml"), "utf8");
    const system = readFileSync(join(dir, "systems/web-shop.yaml"), "utf8");
    expect(organization).toMatch(/^organization: blue-sea\nname: Blue Sea$/m);
    expect(system).toMatch(/^system: web-shop\nname: Web Shop$/m);
    expect(system).toMatch(/^ {2}check-out:\n {4}name: Check Out\n {4}where: { service: check-out }/m);
    expect([organization, system, ...pages().map((page) => readFileSync(page, "utf8"))].join("")).not.toMatch(/\{\{|\bacme\b/);
    expect(checked().output).toContain("2 files, 0 errors, 0 warnings");
  });

  test.each([
    ["one letter each", { organization: "a", system: "b", service: "c" }],
    ["the same word everywhere", { organization: "one", system: "one", service: "one" }],
    ["sixty letters each", { organization: "o".repeat(60), system: "s".repeat(60), service: "e".repeat(60) }],
    ["words of the template itself", { organization: "prometheus", system: "source", service: "engineers" }],
  ])("takes every good id: %s", (_, given) => {
    expect(initiated(given)).toMatchObject({ exitCode: 0 });
    expect(checked().output).toContain("2 files, 0 errors, 0 warnings");
  });

  test("names the next three commands, with the folder as it was written", () => {
    const commands = initiated().output.match(/^ {2}(?:npx|pulumi) .+$/gm);
    expect(commands).toHaveLength(3);
    for (const command of commands?.slice(0, 2) ?? []) expect(command).toContain(` --catalog ${dir}`);
    expect(commands?.[2]).toContain("slostack:catalog");
  });

  test("the schemas and pages that its files name are there, seen from each file", () => {
    initiated();
    for (const file of ["organization.yaml", "systems/shop.yaml"]) {
      const text = readFileSync(join(dir, file), "utf8");
      const [named] = /(?<=^# yaml-language-server: \$schema=).+$/m.exec(text) ?? [];
      expect(existsSync(join(dir, file, "..", named ?? ""))).toBe(true);
    }
    const [page] = /(?<=^# )\S+catalog\.md$/m.exec(readFileSync(join(dir, "organization.yaml"), "utf8")) ?? [];
    expect(existsSync(join(dir, page ?? ""))).toBe(true);
  });

  test("every link of its runbooks leads somewhere, and each says what a woken person needs", () => {
    initiated();
    expect(pages()).toHaveLength(3);
    for (const page of pages()) {
      const text = readFileSync(page, "utf8");
      for (const title of ["Symptom", "Impact", "First checks", "Mitigation", "Escalation"]) expect(text).toContain(`\n## ${title}\n`);
      for (const link of relativeLinks(text)) {
        const [path = "", anchor] = link.split("#");
        const target = join(dirname(page), path);
        expect(existsSync(target), link).toBe(true);
        if (anchor !== undefined) expect([...anchors(readFileSync(target, "utf8"))]).toContain(anchor);
      }
    }
  });

  test("fills a folder that is there and empty", () => {
    mkdirSync(dir, { recursive: true });
    expect(initiated().exitCode).toBe(0);
    expect(checked().exitCode).toBe(0);
  });

  test("leaves nothing but the folder beside it", () => {
    initiated();
    expect(readdirSync(dirname(dir))).toEqual(["acme"]);
  });
});

describe("init refuses, and writes nothing:", () => {
  test("a folder that holds something", () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, ".keep"), "");
    const { exitCode, output } = initiated();
    expect(exitCode).toBe(1);
    expect(output).toContain(`${dir} is not empty (.keep, …)`);
    expect(readdirSync(dir)).toEqual([".keep"]);
  });

  test("a file", () => {
    mkdirSync(dirname(dir), { recursive: true });
    writeFileSync(dir, "mine");
    expect(initiated()).toMatchObject({ exitCode: 1, output: expect.stringContaining("is a file") });
    expect(readFileSync(dir, "utf8")).toBe("mine");
  });

  test("the folder that one is in", () => {
    const { exitCode, output } = told((write) => init({ dir: ".", ...ids, write }));
    expect([exitCode, output]).toEqual([1, expect.stringContaining(". is the folder that you are in")]);
  });

  test.each([
    ["organization", "Acme"],
    ["system", "web--shop"],
    ["service", "api/v1"],
    ["service", ""],
    ["system", "../shop"],
    ["organization", "o".repeat(61)],
  ])("--%s %s", (key, id) => {
    const { exitCode, output } = initiated({ [key]: id });
    expect(exitCode).toBe(1);
    expect(output).toContain(`--${key} ${JSON.stringify(id)}: `);
    expect(existsSync(dirname(dir))).toBe(false);
  });

  test("all of its objections at once", () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, "notes"), "");
    expect(initiated({ system: "A", service: "B" }).output.trim().split("\n")).toHaveLength(3);
  });
});

describe("the ledger of a catalog of one's own", () => {
  test("lies in its folder, holds its names alone, and is what the check compares with", () => {
    initiated();
    const file = join(dir, "ledger/prod.txt");
    expect(readFileSync(file, "utf8")).toContain("alert shop--web--down pages\n");
    expect(readFileSync(file, "utf8")).not.toContain("hastecrm");
    const system = join(dir, "systems/shop.yaml");
    writeFileSync(system, readFileSync(system, "utf8").replace("      down:\n", "      gone:\n"));
    const { exitCode, output } = checked();
    expect(exitCode).toBe(1);
    expect(output).toContain("2 files, 1 error, 0 warnings");
    expect(output).toMatch(/ledger\/prod\.txt:\d+:1 {2}lost-name {2}alert shop--web--down pages and is gone/);
  });
});
