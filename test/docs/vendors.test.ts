import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { targets } from "../../artifacts/registry.ts";
import { monitoringOf } from "../../components/monitoring.ts";
import { registry } from "../../components/registry.ts";
import { loadCatalog, resolve, vocabulary } from "../../language.ts";
import { fences, read, root, tableRows } from "./markdown.ts";

const readme = read("README.md");
const words = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
/** Titles by what they link, in one column of the first table of a page. */
const linked = (page: string, column: number) =>
  Object.fromEntries(
    tableRows(page).flatMap((row) =>
      [...(row[column] ?? "").matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, title = "", target = ""]) => [target, title]),
    ),
  );

describe("README.md", () => {
  test("lists every vendor by its title, and every program whose files are rendered", () => {
    const vendors = registry.map(({ name, title }) => [`components/${name}/README.md`, title]);
    expect(linked(readme, 0)).toEqual({ ...Object.fromEntries(vendors), "artifacts/README.md": "Rendered files" });
    expect(Object.keys(linked(readme, 1)).sort()).toEqual(targets.map(({ name }) => `artifacts/${name}/README.md`).sort());
  });
});

describe("docs/deploy.md", () => {
  /** Settings as it sets them; what stands in angle brackets is the reader's. */
  const set = fences(read("docs/deploy.md"))
    .flatMap(({ text }) => [...text.matchAll(/^pulumi config set\s+(?:--secret\s+)?(?:--path\s+)?(\S+)/gm)])
    .map(([, key = ""]) => new RegExp(`^${key.replace(/\.ada\..*$/, "").replaceAll(/<[^>]+>/g, "[^:]+")}$`));

  const monitored = ["test/catalog", "test/products/catalog"].flatMap((folder) =>
    [{}, { kind: "checkly" }, { kind: "grafana-synthetics", datasource: "synthetics" }].map((prober) => {
      const { catalog } = loadCatalog(join(root, folder));
      if (!catalog) throw new Error(`${folder} has problems`);
      Object.assign(catalog.organization.sources["nal-uptime"] ?? {}, prober);
      return monitoringOf(resolve(catalog, "prod"));
    }),
  );

  test.each(registry)("says how to set what $name asks for", (vendor) => {
    const asked = new Set(monitored.flatMap((monitoring) => vendor.settings(monitoring).map(({ key }) => key)));
    expect(asked.size).toBeGreaterThan(0);
    expect([...asked].filter((key) => set.every((known) => !known.test(key)))).toEqual([]);
  });
});

describe("docs/catalog.md", () => {
  const page = read("docs/catalog.md");
  const kinds = tableRows(page.slice(page.indexOf("### `sources`")));

  test("lists every kind of source, and no other", () => {
    expect(kinds.flatMap(([kind = ""]) => words(kind)).sort()).toEqual(vocabulary.sources.map(({ kind }) => kind).sort());
  });

  test("says at `environments` how each kind of source writes one", () => {
    const [, said = ""] =
      tableRows(page.slice(page.indexOf("| **`organization`**") - 200)).find(([key]) => key === "**`environments`**") ?? [];
    const written = vocabulary.sources.flatMap(({ environment }) => environment?.key ?? []);
    expect(written.length).toBeGreaterThan(3);
    expect([...new Set(written)].filter((key) => !words(said).includes(key))).toEqual([]);
  });
});
