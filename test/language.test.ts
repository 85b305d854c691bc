import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { vocabulary } from "../language.ts";
import { vocabularyOf } from "../model/checked-vocabulary.ts";

const root = join(import.meta.dirname, "..");

describe("the language", () => {
  test.each(globSync("{components,artifacts}/*/source.ts", { cwd: root }))("has every kind that %s describes", async (file) => {
    const described = Object.values(await import(join(root, file))).filter(
      (value) => typeof value === "object" && value !== null && "kind" in value && "schema" in value,
    );
    expect(described.length).toBeGreaterThan(0);
    for (const kind of described) expect(vocabulary.sources).toContain(kind);
  });

  test("needs someone for every role that the catalog can give", () => {
    expect(() => vocabularyOf([{ name: "calls", pager: { kind: "pagerduty", mail: [] } }], [])).toThrow(
      "no vendor takes the role status-page",
    );
  });
});
