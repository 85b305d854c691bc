import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { FieldTable } from "./case.ts";
import { fieldReports } from "./page.ts";

const folder = import.meta.dirname;
const names = readdirSync(join(folder, "tables")).sort();
const tables = await Promise.all(
  names.map(async (name) => ((await import(join(folder, "tables", name))) as { readonly table: FieldTable }).table),
);

it("docs/field-reports.md lists every case of every table", async () => {
  await expect(fieldReports(tables)).toMatchFileSnapshot("../../docs/field-reports.md");
});

it("every table is proved by a test of its name", () => {
  const isProved = (name: string) =>
    [".test.ts", ".program.test.ts"].some((ending) => existsSync(join(folder, name.replace(/\.ts$/, ending))));
  expect(names.filter((name) => !isProved(name))).toEqual([]);
});

it("no case stands twice", () => {
  const inputs = tables.flatMap(({ cases }) => cases.map(({ input }) => input));
  expect(inputs.filter((input, index) => inputs.indexOf(input) !== index)).toEqual([]);
});
