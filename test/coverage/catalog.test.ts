import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { gatherCoverage } from "../../cli/coverage/gather.ts";
import type { Coverage } from "../../coverage/coverage.ts";
import { outcomeOf } from "../../coverage/page.ts";
import { loadCatalog } from "../../language.ts";
import { requirementsOf } from "../../model/places.ts";

const catalogDir = join(import.meta.dirname, "..", "..", "catalog");

let found: Coverage;
beforeAll(async () => {
  const { catalog, files } = loadCatalog(catalogDir);
  if (!catalog) throw new Error("the catalog has problems: npm run check");
  found = await gatherCoverage({ catalogDir, catalog, files, page: requirementsOf(catalogDir) });
});

describe("docs/requirements.md and the catalog", () => {
  test("every requirement has an answer: something that exists, or a reason", () => {
    expect(found.answers.flatMap(({ requirement: { id }, faults }) => faults.map((fault) => `${id}: ${fault}`))).toEqual([]);
  });

  test("the page knows every id that the catalog names, and has no misprint", () => {
    expect(found.faults).toEqual([]);
  });

  test("most of what is asked is in the catalog; what is dropped can be counted on one hand", () => {
    const outcomes = Map.groupBy(found.answers, outcomeOf);
    const count = (outcome: Parameters<typeof outcomes.get>[0]) => outcomes.get(outcome)?.length ?? 0;
    expect(count("catalog")).toBeGreaterThan(0.85 * found.answers.length);
    expect(count("dropped")).toBeLessThanOrEqual(5);
  });

  test("all five products are there", () => {
    const systems = new Set(found.answers.map(({ requirement }) => requirement.system));
    expect([...systems]).toEqual(["EmailAI", "Not a Label", "hasteCRM", "Resonant", "dreamlust"]);
  });
});
