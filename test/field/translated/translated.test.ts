import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { resolve } from "../../../language.ts";
import { problemsOf } from "../../../testing.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";
import { readme, share } from "./readme.ts";
import { catalogFolder, entriesOf, folder, percent, sources, total } from "./table.ts";

const catalog = soundCatalog("test/field/translated/catalog");
const services = resolve(catalog, "prod").systems.flatMap((system) => system.services);
const entries = [
  ...services.flatMap(({ slos, alerts }) => [...slos, ...alerts].map(({ path }) => path)),
  ...Object.keys(catalog.organization.policies).map((id) => `policies/${id}`),
];
const rows = sources.flatMap(({ slos }) => slos);
const problems = problemsOf(catalogFolder);

describe("public SLO files, written as a catalog", () => {
  test("has no problem but the warning that an outage is not seen", () => {
    expect(problems.filter(({ code, severity }) => code !== "outage-unseen" || severity !== "warning")).toEqual([]);
  });

  test("every row names an entry that exists", () => {
    expect(rows.flatMap(entriesOf).filter((entry) => !entries.includes(entry))).toEqual([]);
  });

  test("every entry stands for something that was published", () => {
    const named = new Set(rows.flatMap(entriesOf));
    // The policies of those whose files name no windows.
    expect(entries.filter((entry) => !named.has(entry))).toEqual(["policies/standard", "policies/two-weeks"]);
  });

  test("at least 95 % are said, and most of them without a raw query", () => {
    expect(percent(total.proved + total.raw, total)).toBeGreaterThanOrEqual(95);
    expect(percent(total.proved, total)).toBeGreaterThanOrEqual(85);
  });

  test("no row stands twice", () => {
    const names = sources.flatMap(({ repository, slos }) => slos.map(({ of }) => `${repository} ${of}`));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("README.md lists every row, and counts them", async () => {
    await expect(readme(problems.map(({ at }) => at))).toMatchFileSnapshot(join(folder, "README.md"));
  });

  test("docs/catalog.md says how much of them the language can say", () => {
    const page = readFileSync(join(folder, "../../../docs/catalog.md"), "utf8");
    const [said] = /Of \d+ SLOs and alerts in public files.*?README\.md\)\)\./s.exec(page) ?? [];
    expect(said?.replaceAll(/\s+/g, " ")).toBe(`${share} ([which, and how](../test/field/translated/README.md)).`);
  });
});
