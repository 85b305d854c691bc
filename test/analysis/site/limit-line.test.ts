import { expect, test } from "vitest";
import { alertsOn, detections } from "../../../analysis/site/detection.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

const api = "hastecrm/api/success";
const linesWith = (traffic: string | undefined) => {
  const resolved = resolvedCatalog("test/products/catalog", ({ systems }) => {
    const signal = systems.find(({ system }) => system === "hastecrm")?.services.api?.signals.success;
    Object.assign(signal ?? {}, { "minimum-traffic": traffic });
  });
  return detections()(alertsOn(alertsOf(resolved), api))?.lines ?? [];
};
const timesOf = (lines: ReturnType<typeof linesWith>) => lines.flatMap(({ points }) => points.flatMap(({ seconds }) => seconds ?? []));

test("the limit is one more line, where the traffic is known", () => {
  expect(linesWith("40/h").filter(({ tone }) => tone === "limit")).toMatchObject([{ label: "limit", old: true }]);
  expect(linesWith(undefined).map(({ tone }) => tone)).toEqual(["page", "ticket"]);
});

test("and does not stretch the picture: towards the share that is allowed it takes forever", () => {
  const lines = linesWith("40/h");
  const [limit, others] = [lines.filter(({ tone }) => tone === "limit"), lines.filter(({ tone }) => tone !== "limit")];
  expect(timesOf(limit).length).toBeGreaterThan(50);
  expect(Math.max(...timesOf(limit))).toBeLessThanOrEqual(Math.max(...timesOf(others)));
  expect(limit.flatMap(({ points }) => points).at(-1)).toEqual({ rate: 1, seconds: 300 });
});
