import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { check } from "../../cli/check.ts";
import { ledger } from "../../cli/ledger.ts";
import { copyCatalog, type Edits, type Entry, rename } from "../products/copy.ts";

/** The ledgers of the products' catalog, against it and against edits of it. */
const dir = mkdtempSync(join(tmpdir(), "slostack-ledger-"));
afterAll(() => rmSync(dir, { recursive: true }));

const base = copyCatalog(dir, "base");
const remembered = join(base, "..", "test", "ledger");
told(ledger, base);

let copies = 0;

/** A copy of the catalog with the ledgers beside it. */
function copy(edits: Edits): string {
  copies += 1;
  const catalogDir = copyCatalog(dir, `copy-${copies}`, edits);
  cpSync(remembered, join(catalogDir, "..", "test", "ledger"), { recursive: true });
  return catalogDir;
}

function told(verb: typeof check | typeof ledger, catalogDir: string): { exitCode: number; output: string } {
  let output = "";
  const exitCode = verb({
    catalogDir,
    write: (text) => {
      output += text;
    },
  });
  return { exitCode, output };
}

test("a catalog has lost no name of the ledgers that were written from it", () => {
  const { exitCode, output } = told(check, base);
  expect(output).not.toContain("gone from the catalog");
  expect(exitCode).toBe(0);
});

const lost = "alert hastecrm--api--errors pages and is gone";
const api = (system: Entry) => system.services.api;

describe("check", () => {
  test.each<[string, Edits, string[]]>([
    [
      "lets an addition pass",
      {
        hastecrm: (system) => Object.assign(api(system).alerts, { gone: { ...structuredClone(api(system).alerts.errors), title: "Gone" } }),
      },
      [],
    ],
    ["refuses the rename of what pages", { hastecrm: (system) => rename(api(system).alerts, "errors", "failures") }, [lost]],
    [
      "takes the rename with the former id",
      { hastecrm: (system) => Object.assign(rename(api(system).alerts, "errors", "failures"), { formerly: ["errors"] }) },
      [],
    ],
    ["refuses the removal of what pages", { hastecrm: (system) => delete api(system).alerts.errors }, [lost]],
    [
      "takes the removal of what is retired",
      {
        hastecrm: (system) => {
          delete api(system).alerts.errors;
          system.retired = [{ name: "hastecrm--api--errors", why: "the probe sees it earlier" }];
        },
      },
      [],
    ],
    [
      "refuses a page that an override switches off",
      { hastecrm: (system) => Object.assign(api(system).alerts.errors, { environments: { prod: { off: true } } }) },
      [lost],
    ],
    [
      "refuses the rename of a signal, whose history would begin anew",
      {
        hastecrm: (system) => {
          rename(api(system).signals, "success", "ok");
          api(system).slos.availability.signal = "ok";
          api(system).alerts.errors.signal = "ok";
          api(system).alerts.unavailable.signal = "ok";
        },
      },
      ["signal hastecrm--api--success is gone"],
    ],
    [
      "refuses another on-call under a new name, as its service and its keys would be new",
      {
        organization: (file) => {
          rename(file["on-call"], "crm", "sales");
          file.sources["crm-prom"]["on-call"] = "sales";
          file["dead-man"]["on-call"] = "sales";
        },
        hastecrm: (system) => Object.assign(system, { "on-call": "sales" }),
      },
      ["on-call crm pages and is gone"],
    ],
  ])("%s", (_, edits, losses) => {
    const { exitCode, output } = told(check, copy(edits));
    expect(output).toContain(losses.length > 0 ? " 1 error," : " 0 errors,");
    for (const loss of losses) expect(output).toContain(loss);
    expect(output.includes("gone from the catalog")).toBe(losses.length > 0);
    expect(exitCode).toBe(losses.length > 0 ? 1 : 0);
  });

  test("says in which line of which ledger a lost name stands", () => {
    const { output } = told(check, copy({ hastecrm: (system) => delete api(system).alerts.errors }));
    const line = readFileSync(join(remembered, "prod.txt"), "utf8").split("\n").indexOf("alert hastecrm--api--errors pages") + 1;
    expect(output).toContain(`test/ledger/prod.txt:${line}:1  lost-name  ${lost}`);
  });
});

describe("ledger", () => {
  const changed = { hastecrm: (system: Entry) => delete api(system).alerts.errors };

  test("records what was added", () => {
    const catalogDir = copy({
      hastecrm: (system) => Object.assign(api(system).alerts, { gone: { ...structuredClone(api(system).alerts.errors), title: "Gone" } }),
    });
    expect(told(ledger, catalogDir).exitCode).toBe(0);
    expect(readFileSync(join(catalogDir, "..", "test", "ledger", "prod.txt"), "utf8")).toContain("alert hastecrm--api--gone pages\n");
  });

  test("forgets nothing that was lost without a word", () => {
    const catalogDir = copy(changed);
    const { exitCode, output } = told(ledger, catalogDir);
    expect(exitCode).toBe(1);
    expect(output).toContain(lost);
    expect(readFileSync(join(catalogDir, "..", "test", "ledger", "prod.txt"), "utf8")).toContain("alert hastecrm--api--errors pages\n");
  });

  test("is content where the lost line was removed on purpose", () => {
    const catalogDir = copy(changed);
    for (const environment of ["prod", "staging"]) {
      const file = join(catalogDir, "..", "test", "ledger", `${environment}.txt`);
      const lines = readFileSync(file, "utf8").split("\n");
      writeFileSync(file, lines.filter((line) => !line.includes("hastecrm--api--errors")).join("\n"));
    }
    expect(told(ledger, catalogDir).exitCode).toBe(0);
  });
});
