import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { kindsOf } from "../../analysis/review/plan/kind.ts";
import { described } from "../../components/kinds.ts";
import { registry } from "../../components/registry.ts";
import type { CheckedCatalog } from "../../language.ts";
import { soundCatalog } from "../prometheus/catalog.ts";
import { plannedOf } from "./planned.ts";

function catalogIn(folder: string, sources: Readonly<Record<string, object>> = {}): CheckedCatalog {
  const catalog = soundCatalog(join(import.meta.dirname, "..", folder));
  for (const [id, source] of Object.entries(sources)) Object.assign(catalog.organization.sources[id] ?? {}, source);
  return catalog;
}

const pagers = registry.filter(({ role }) => role === "pager").map(({ name }) => name);
/** What is sent with a key that a pager made. */
const keyed = new RegExp(`\\$\\{(?:${pagers.join("|")})\\.integration\\.`);
const kindOf = kindsOf(described);
const objects = [
  catalogIn("catalog"),
  catalogIn("products/catalog"),
  catalogIn("products/catalog", { "nal-uptime": { kind: "checkly" } }),
  catalogIn("components/better-stack/fixtures/catalog"),
]
  .flatMap((catalog) => plannedOf(catalog, "prod"))
  .filter(({ vendor }) => !pagers.includes(vendor))
  .map(({ type, name, vendor, kind, effect, from, args }) => ({
    object: `${vendor} ${kind} ${name}`,
    ...{ vendor, type, effect, reviewed: kindOf(type, name).effect },
    keyed: keyed.test(JSON.stringify(args)),
    onCall: from.some((entry) => entry.startsWith("on-call/")),
  }));

describe("what an object does for people", () => {
  test("is the same in a plan and in a review", () => {
    expect(objects.filter(({ effect, reviewed }) => effect !== reviewed).map(({ object }) => object)).toEqual([]);
  });

  test("is to call someone wherever it holds the key of a pager", () => {
    const holding = objects.filter((one) => one.keyed);
    expect(holding.filter(({ effect }) => effect !== "calls").map(({ object }) => object)).toEqual([]);
    expect(new Set(holding.map(({ vendor }) => vendor)).size).toBeGreaterThan(7);
  });

  test("is not to call someone where others of its kind do, and it reaches a channel alone", () => {
    const mixed = registry.flatMap(({ kinds }) => Object.values(kinds).flatMap(({ type, calling }) => (calling ? [type] : [])));
    expect(mixed.length).toBeGreaterThan(0);
    const others = objects.filter(({ type, onCall }) => mixed.includes(type) && !onCall);
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ effect }) => effect === "calls").map(({ object }) => object)).toEqual([]);
  });
});
