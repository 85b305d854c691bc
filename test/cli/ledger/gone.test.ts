import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { check } from "../../../cli/check.ts";
import { withRetired } from "../../../cli/ledger/retire.ts";
import { type LedgerOptions, ledger } from "../../../cli/ledger.ts";
import { readText } from "../../../model/read.ts";
import { apply, withCatalog } from "../../model/edited.ts";

/** Runs with a catalog whose ledger is written and whose alerts `errors` (it pages) and `hot`, and signal `busy` with the absence of its metric are gone then. */
function withoutSome<T>(run: (catalog: string) => T): T {
  return withCatalog([], (catalog) => {
    mkdirSync(join(catalog, "ledger"));
    expect(told((write) => ledger({ catalogDir: catalog, write })).exitCode).toBe(0);
    const system = join(catalog, "systems/shop.yaml");
    for (const entry of ["errors", "hot", "busy"]) {
      const line = new RegExp(`^ +${entry}: .*\\n`, "m").exec(readFileSync(system, "utf8"))?.[0] ?? "";
      apply(system, { file: "", replace: line, with: "" });
    }
    return run(catalog);
  });
}

function told(verb: (write: (text: string) => void) => number): { exitCode: number; output: string } {
  const written: string[] = [];
  const exitCode = verb((text) => written.push(text));
  return { exitCode, output: written.join("") };
}
const run = (catalog: string, options: Partial<LedgerOptions> = {}) => told((write) => ledger({ catalogDir: catalog, ...options, write }));
const checked = (catalog: string) => told((write) => check({ catalogDir: catalog, write }));
const ledgerOf = (catalog: string) => readFileSync(join(catalog, "ledger/prod.txt"), "utf8");

describe("what is gone on purpose is taken off by one command", () => {
  test("with its reason, after which the check is content and the page is retired", () => {
    withoutSome((catalog) => {
      expect(checked(catalog)).toMatchObject({ exitCode: 1, output: expect.stringContaining("4 errors") });
      expect(
        run(catalog, {
          gone: ["shop--api--errors", "shop/api/hot", "shop--api--load", "shop--api--busy"],
          why: 'asked from outside: "probe"',
        }).exitCode,
      ).toBe(0);
      expect(checked(catalog)).toMatchObject({ exitCode: 0, output: expect.stringContaining("0 errors, 0 warnings") });
      expect(ledgerOf(catalog)).not.toMatch(/errors|hot|busy/);
      const system = load(readFileSync(join(catalog, "systems/shop.yaml"), "utf8"));
      expect(system).toMatchObject({ retired: [{ name: "shop--api--errors", why: 'asked from outside: "probe"' }] });
    });
  });

  test.each<[string, Partial<LedgerOptions>, string]>([
    [
      "what pages without a reason",
      { gone: ["shop--api--errors", "shop--api--hot", "shop--api--load", "shop--api--busy"] },
      "give the reason for removal with --why",
    ],
    ["a part of what is lost", { gone: ["shop--api--busy"] }, "shop--api--errors pages and is gone"],
    ["what still is there", { gone: ["shop--api--down"], why: "no more" }, "shop--api--down was not removed"],
    ["half of an id", { gone: ["shop--api--err"], why: "no more" }, "shop--api--err was not removed"],
  ])("but not %s, and then nothing is written", (_, options, sentence) => {
    withoutSome((catalog) => {
      const before = ledgerOf(catalog);
      expect(run(catalog, options)).toMatchObject({ exitCode: 1, output: expect.stringContaining(sentence) });
      expect(ledgerOf(catalog)).toBe(before);
      expect(readFileSync(join(catalog, "systems/shop.yaml"), "utf8")).not.toContain("retired");
    });
  });
});

describe("retired names are written in the style of the file", () => {
  test.each([
    ["without a list", "system: a # why\n", 'system: a # why\n\nretired:\n  - { name: x, why: "w" }\n'],
    ["an empty list", "system: a\nretired: []\nname: A\n", 'system: a\nretired: [{ name: x, why: "w" }]\nname: A\n'],
    ["a list in one line", "retired: [{ name: y, why: v }] # two\n", 'retired: [{ name: x, why: "w" }, { name: y, why: v }] # two\n'],
    [
      "a list of lines",
      "retired:\n  # the first\n  - { name: y, why: v }\nname: A\n",
      'retired:\n  # the first\n  - { name: x, why: "w" }\n  - { name: y, why: v }\nname: A\n',
    ],
    ["items of several lines", "retired:\n- name: y\n  why: v\n", 'retired:\n- { name: x, why: "w" }\n- name: y\n  why: v\n'],
  ])("%s", (_, before, after) => {
    const { document } = readText(before, "f", "f");
    if (!document) throw new Error("this is no YAML");
    expect(withRetired(before, document, ["x"], "w")).toBe(after);
    expect(load(after)).toMatchObject({ retired: expect.arrayContaining([{ name: "x", why: "w" }]) });
  });
});

test("a ledger beside the catalog counts, also when runbooks appear in it", () => {
  withCatalog([], (catalog) => {
    const beside = join(catalog, "../test/ledger");
    mkdirSync(beside, { recursive: true });
    writeFileSync(join(beside, "prod.txt"), "alert shop--api--gone pages\n");
    expect(checked(catalog).exitCode).toBe(1);
    mkdirSync(join(catalog, "docs/runbooks"), { recursive: true });
    writeFileSync(join(catalog, "docs/runbooks/fix.md"), "# Fix\n");
    expect(checked(catalog)).toMatchObject({ exitCode: 1, output: expect.stringContaining("alert shop--api--gone pages and is gone") });
  });
});
