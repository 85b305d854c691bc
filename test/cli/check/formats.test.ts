import { expect, test } from "vitest";
import type { CheckFormat } from "../../../cli/check/formats.ts";
import { check } from "../../../cli/check.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";

function checked(format: CheckFormat, edits: readonly Edit[]): { code: number; text: string } {
  return withCatalog(edits, (catalog) => {
    const written: string[] = [];
    const code = check({ catalogDir: catalog, format, write: (text) => written.push(text) });
    return { code, text: written.join("").replaceAll(catalog, "catalog") };
  });
}

const misspelt: Edit[] = [{ file: "systems/shop.yaml", replace: "of: load", with: "of: lod" }];

test("json holds every problem with its place, and the counts", () => {
  const { code, text } = checked("json", misspelt);
  expect(code).toBe(1);
  expect(JSON.parse(text)).toMatchObject({
    files: ["catalog/organization.yaml", "catalog/systems/shop.yaml"],
    problems: [{ code: "unknown-metric", severity: "error", file: "catalog/systems/shop.yaml", line: 21, column: 28, nearest: "load" }],
    counts: ["2 files, 1 error, 0 warnings"],
  });
  expect(JSON.parse(checked("json", []).text)).toMatchObject({ problems: [] });
});

test("github marks the line in the change", () => {
  const { code, text } = checked("github", misspelt);
  expect(code).toBe(1);
  expect(text).toMatch(/^::error file=catalog\/systems\/shop\.yaml,line=21,col=28,title=unknown-metric::.*did you mean "load"\?\)%0A.+$/m);
});

test("github gets every text as one command: line breaks, percent signs, colons and commas are escaped", () => {
  const strange: Edit[] = [{ file: "systems/a,b:c%.yaml", write: "system: x\nname: '100%'\n" }];
  const commands = checked("github", strange)
    .text.split("\n")
    .filter((line) => line.startsWith("::"));
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) expect(command).toMatch(/^::error file=catalog\/systems\/a%2Cb%3Ac%25\.yaml,line=\d+,/);
});
