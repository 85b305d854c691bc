import Fraction from "fraction.js";
import { expect, test } from "vitest";
import { unitOf } from "../../dashboards/unit.ts";
import type { Measure } from "../../model/measure.ts";
import { failing, metric, slo } from "./small.ts";

const requests = metric("counter", "requests");
const objective = slo("availability", failing("failed", requests), "0.99");
const gauge = (unit?: "s" | "ms" | "bytes" | "percent" | "ratio"): Measure => ({
  kind: "value",
  metric: metric("gauge", "level", unit ? { unit } : {}),
  across: "max",
  by: [],
});

test.each<[measure: Measure, unit: string]>([
  [gauge("s"), "s"],
  [gauge("ms"), "ms"],
  [gauge("bytes"), "bytes"],
  [gauge("percent"), "percent"],
  [gauge("ratio"), "share"],
  [gauge(), "count"],
  [{ kind: "quantile", metric: metric("histogram", "duration", { unit: "s" }), quantile: new Fraction("0.95"), by: [] }, "s"],
  [{ kind: "rate", metric: requests, by: [] }, "per-second"],
  [{ kind: "share", signal: failing("failed", requests), by: [] }, "share"],
  [{ kind: "sli", slo: objective }, "share"],
  [{ kind: "budget-left", slo: objective }, "share"],
  [{ kind: "burn-rate", slo: objective, over: 3600 }, "burn-rate"],
])("%o is shown in the unit in which its query answers: %s", (measure, unit) => {
  expect(unitOf(measure)).toBe(unit);
});
