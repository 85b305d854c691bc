import { describe, expect, test } from "vitest";
import type { CheckedCatalog } from "../../model/load.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { conditionQuery } from "../../queries/promql.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const absent = (edit: (catalog: CheckedCatalog) => void) =>
  alertsOf(resolvedCatalog("test/products/catalog", edit))
    .filter(({ name }) => name === "hastecrm--api--duration--absent")
    .map(({ when }) => conditionQuery(when).replaceAll(/\s+/g, " "));
const apiOf = ({ systems }: CheckedCatalog) => systems.find(({ system }) => system === "hastecrm")?.services.api;
const bounds = (queries: readonly string[]) => queries.flatMap((query) => query.match(/(?<=_bucket\{[^}]*le=")[^"]+/g) ?? []);

describe("a bound whose bucket is gone", () => {
  test("is reported for each that something reads", () => {
    expect(bounds(absent(() => {}))).toEqual(["0.2", "0.5"]);
  });

  test("is reported though an alert is loud about another bound, and not where it is about that one", () => {
    const loud = (signal: string) => (catalog: CheckedCatalog) => {
      const api = apiOf(catalog);
      Object.assign(api?.alerts ?? {}, {
        gone: { ...structuredClone(api?.alerts.errors), signal, when: { absent: true }, for: "5m", missing: "fire" },
      });
    };
    expect(bounds(absent(loud("tolerable")))).toEqual(["0.2"]);
    expect(bounds(absent(loud("fast")))).toEqual(["0.5"]);
  });

  test("is reported for minutes that are judged by a quantile", () => {
    const minutes = (catalog: CheckedCatalog) => {
      const api = apiOf(catalog);
      Object.assign(api?.signals ?? {}, { fast: { slices: { of: "duration", quantile: "95%", good: { under: "200ms" } } } });
    };
    expect(bounds(absent(minutes))).toEqual(["0.2", "0.5"]);
  });
});
