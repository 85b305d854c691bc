import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Catalog, loadCatalog } from "../../model/load.ts";

const root = join(import.meta.dirname, "..", "..");
const { catalog } = loadCatalog(join(root, "catalog"), join(root, "docs", "runbooks"));
if (!catalog) throw new Error("the catalog has problems");

/** Every requirement id that stands beside an entry. */
function answered(value: Catalog | unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "source" && Array.isArray(inner)) for (const id of inner) found.add(String(id));
    answered(inner, found);
  }
  return found;
}

const range = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${prefix}${String(from + index).padStart(2, "0")}`);

describe("every requirement is answered by an entry of the catalog", () => {
  const ids = answered(catalog);
  test.each([
    ["EmailAI's metrics", range("E-M", 1, 15)],
    ["EmailAI's alerts", [...range("E-A", 1, 8), "E-A10", "E-A11"]],
    ["EmailAI's panels", range("E-D", 1, 7)],
    ["EmailAI's log groups", range("E-L", 1, 2)],
    ["EmailAI's rotation and escalation", range("E-O", 1, 2)],
    ["hasteCRM's objectives", range("H-S", 1, 6)],
    ["hasteCRM's alerts", range("H-A", 1, 8)],
    ["hasteCRM's panels", range("H-D", 1, 8)],
    ["hasteCRM's logs", range("H-L", 1, 5)],
    ["hasteCRM's severities", range("H-V", 1, 4)],
  ])("%s", (_, expected) => {
    expect(expected.filter((id) => !ids.has(id))).toEqual([]);
  });
});
