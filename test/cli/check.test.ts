import { describe, expect, test } from "vitest";
import { check } from "../../cli/check.ts";
import { type Edit, withCatalog } from "../model/edited.ts";

function checked(edits: readonly Edit[], options: { explain?: string } = {}): { code: number; text: string } {
  return withCatalog(edits, (catalog) => {
    const written: string[] = [];
    const code = check({ catalogDir: catalog, ...options, write: (text) => written.push(text) });
    return { code, text: written.join("").replaceAll(catalog, "catalog") };
  });
}

test("a sound catalog exits with 0 and says what it holds, per environment", () => {
  const { code, text } = checked([]);
  expect(code).toBe(0);
  expect(text).toContain("2 files, 0 errors, 0 warnings");
  expect(text).toMatch(/^prod: 1 service, 2 SLOs, \d+ alerts$/m);
  expect(text).toMatch(/^staging: 1 service, 2 SLOs, \d+ alerts$/m);
});

test("every problem is told with place, code, path, nearest name and way out; the exit code is 1", () => {
  const { code, text } = checked([
    { file: "systems/shop.yaml", replace: "of: load", with: "of: lod" },
    { file: "organization.yaml", replace: "channel: alerts", with: "channel: alarm" },
  ]);
  expect(code).toBe(1);
  expect(text).toContain("catalog/organization.yaml:29:53  unknown-channel  ");
  expect(text).toContain("catalog/systems/shop.yaml:21:28  unknown-metric  ");
  expect(text).toContain("at shop/api/signals/busy/value/of");
  expect(text).toContain('did you mean "load"?');
  expect(text).toContain("2 files, 2 errors, 0 warnings");
});

test("a warning alone does not fail", () => {
  const { code, text } = checked([
    { file: "systems/shop.yaml", replace: "    slos:\n", with: "      idle: { value: { of: load, aggregation: min } }\n    slos:\n" },
  ]);
  expect(code).toBe(0);
  expect(text).toContain("unused-signal (warning)");
});

describe("explain", () => {
  test("names every alert of the environment with what it does not detect", () => {
    const { code, text } = checked([], { explain: "prod" });
    expect(code).toBe(0);
    expect(text).toMatch(/^shop--api--availability--page {2}critical, page shop$/m);
    expect(text).toMatch(/^ {4}resolves: 13m after recovery \(up to /m);
    expect(text).toMatch(/undetected: /);
  });
  test("an environment that does not exist cannot be explained: exit code 2", () => {
    const { code, text } = checked([], { explain: "nowhere" });
    expect(code).toBe(2);
    expect(text).toContain('there is no environment "nowhere"; the catalog has prod, staging');
  });
});
