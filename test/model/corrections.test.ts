import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { correctionsPage, notedIn } from "../../model/corrections.ts";
import { headings, root, section, tableRows } from "../docs/markdown.ts";
import { soundCatalog } from "../prometheus/catalog.ts";

const folder = join(root, "test", "products", "catalog");
const catalog = soundCatalog(folder);
const page = correctionsPage(catalog);

describe("the page of corrections", () => {
  const files = ["organization.yaml", ...catalog.systems.map(({ system }) => `systems/${system}.yaml`)];
  test.each(files)("has a row for each entry of %s that corrects or decides something", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const written = [...text.matchAll(/(?:^|[{,]) *(?:correction|decision):/gm)].length;
    const title = file === "organization.yaml" ? catalog.organization.name : /^name: (.+)$/m.exec(text)?.[1];
    const cells = tableRows(section(page, title ?? "")).flatMap(([, , correction, decision]) => [correction, decision]);
    expect(written).toBeGreaterThan(10);
    expect(cells.filter((cell) => cell !== "")).toHaveLength(written);
  });

  test("has a section for the organization and one for each system", () => {
    expect(headings(page, 2)).toEqual([catalog.organization.name, ...catalog.systems.map(({ name }) => name)]);
  });
});

test("an entry is told by its path in the catalog, with its sources; what says nothing is left out", () => {
  const file = {
    source: "prom",
    services: { api: { metrics: { up: { gauge: "up" } }, slos: { a: { source: ["H-S01"], correction: "no window", decision: "30 d" } } } },
    levels: [{ decision: "first" }],
  };
  expect(notedIn("crm", file)).toEqual([
    { entry: "crm/api/slos/a", source: ["H-S01"], correction: "no window", decision: "30 d" },
    { entry: "crm/levels/0", source: [], decision: "first" },
  ]);
});

test("a bar, a line break and an angle bracket stay inside of their cell", () => {
  const organization = { ...catalog.organization, notes: "", channels: { a: { slack: "#a", decision: "one | two\n<three>" } } };
  expect(correctionsPage({ ...catalog, organization, systems: [] })).toContain("| one \\| two &lt;three> |");
});
