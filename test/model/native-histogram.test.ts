import { expect, test } from "vitest";
import { loadCatalog } from "../../language.ts";
import { withCatalog } from "./edited.ts";

const problems = (by: string, more: readonly { readonly file?: string; readonly replace: string; readonly with: string }[] = []) =>
  withCatalog(
    [{ replace: "buckets: [100ms, 200ms, 500ms]", with: by }, ...more].map((edit) => ({ file: "systems/shop.yaml", ...edit })),
    (catalog) => loadCatalog(catalog, undefined, Date.parse("2026-11-30T12:00:00Z")).problems.map(({ code, at }) => `${code} ${at}`),
  );
const bound = (to: string) => [{ replace: "under: 200ms", with: `under: ${to}` }];

test("a histogram has buckets, is native, or both", () => {
  expect(problems("native: true")).toEqual([]);
  expect(problems("native: true, buckets: [100ms, 200ms, 500ms]")).toEqual([]);
  expect(problems("exists: required")).toEqual(["exactly-one shop/api/metrics/duration"]);
  expect(problems("native: false")).not.toEqual([]);
});

test("any bound may be asked of a native one, and of one that has buckets only those", () => {
  expect(problems("native: true", bound("235ms"))).toEqual([]);
  expect(problems("native: true, buckets: [100ms, 200ms, 500ms]", bound("235ms"))).toEqual([
    "unresolvable-bound shop/api/signals/fast/events/good/under",
  ]);
});

test("VictoriaMetrics holds none", () => {
  const stored = { file: "organization.yaml", replace: "evaluator: grafana,", with: "evaluator: grafana, server: victoria-metrics," };
  expect(problems("native: true", [stored])).toEqual(["kind-not-in-source shop/api/metrics/duration/native"]);
});

test("nothing but a histogram is native", () => {
  expect(
    problems("native: true", [{ replace: "counter: http_requests_total,", with: "counter: http_requests_total, native: true," }]),
  ).toEqual(["unknown-key shop/api/metrics/requests/native"]);
});
