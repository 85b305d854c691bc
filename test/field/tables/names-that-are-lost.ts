import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { check } from "../../../cli/check.ts";
import { init } from "../../../cli/init.ts";
import { ledger } from "../../../cli/ledger.ts";
import { apply } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

interface Made {
  readonly dir: string;
  readonly system: string;
  checked(): { readonly exitCode: number; readonly output: string };
}

/** Runs with a catalog as `slostack init` writes it. */
function made(run: (made: Made) => void): void {
  const parent = mkdtempSync(join(tmpdir(), "slostack-field-"));
  const dir = join(parent, "acme");
  try {
    expect(init({ dir, organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(0);
    run({ dir, system: join(dir, "systems/shop.yaml"), checked: () => told((write) => check({ catalogDir: dir, write })) });
  } finally {
    rmSync(parent, { recursive: true });
  }
}

function told(verb: (write: (text: string) => void) => number): { exitCode: number; output: string } {
  const written: string[] = [];
  const exitCode = verb((text) => written.push(text));
  return { exitCode, output: written.join("") };
}

const renameService = (system: string) => writeFileSync(system, readFileSync(system, "utf8").replace(/^ {2}web:$/m, "  site:"));
const removeAlert = (system: string) => writeFileSync(system, readFileSync(system, "utf8").replace(/^ {4}alerts:\n(?: {5,}.*\n|\n)*/m, ""));

export const table: FieldTable = {
  title: "Names that are lost",
  story: "The ledger remembers what was deployed, so that an alert, its history or a place in a rotation does not go by accident.",
  cases: [
    {
      reports: [],
      input: "A new catalog, in which an alert is renamed before anybody knew of a ledger.",
      answer: "`init` wrote the ledger, and `check` counts the lost page as an error.",
      proof: () =>
        made(({ system, checked }) => {
          apply(system, { file: "", replace: "      down:\n", with: "      gone:\n" });
          expect(checked()).toMatchObject({ exitCode: 1, output: expect.stringContaining("2 files, 1 error, 0 warnings") });
        }),
    },
    {
      reports: [],
      input: "A service is renamed without `formerly`.",
      answer: "One error, for all names of both environments, with the `formerly` to write; with that, the check is content.",
      proof: () =>
        made(({ system, checked }) => {
          renameService(system);
          const { output } = checked();
          expect(output).toContain("1 error");
          expect(output).toContain("if it is now called site, write formerly: [web] at shop/site");
          apply(system, { file: "", replace: "  site:\n", with: "  site:\n    formerly: [web]\n" });
          expect(checked().exitCode).toBe(0);
        }),
    },
    {
      reports: [],
      input: "A page is removed on purpose.",
      answer: "One command takes it off, and the reason stands under `retired`.",
      proof: () =>
        made(({ dir, system, checked }) => {
          removeAlert(system);
          expect(checked().exitCode).toBe(1);
          const names = [...checked().output.matchAll(/--gone (\S+)/g)].map(([, name = ""]) => name);
          expect(told((write) => ledger({ catalogDir: dir, gone: names, why: "asked from outside", write })).exitCode).toBe(0);
          expect(readFileSync(system, "utf8")).toContain('{ name: shop--web--down, why: "asked from outside" }');
          expect(checked().exitCode).toBe(0);
        }),
    },
    {
      reports: [],
      input: "Runbooks are copied into a catalog whose ledger stands beside it, in the change that removes a page.",
      answer: "The ledger beside it still counts, and the page is missed.",
      proof: () =>
        made(({ dir, system, checked }) => {
          const beside = join(dir, "../test/ledger");
          mkdirSync(dirname(beside));
          cpSync(join(dir, "ledger"), beside, { recursive: true });
          rmSync(join(dir, "ledger"), { recursive: true });
          removeAlert(system);
          expect(checked()).toMatchObject({ exitCode: 1, output: expect.stringContaining("shop--web--down pages and is gone") });
        }),
    },
  ],
};
