import { describe, expect, test } from "vitest";
import { alertsOf } from "../../../monitors/alerts.ts";
import { recordingsOf } from "../../../queries/promql.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

const catalogs = ["test/catalog", "test/products/catalog"];
const alertsIn = (directory: string) => alertsOf(resolvedCatalog(directory)).filter(({ evaluator }) => evaluator.traits.series);

describe("what is recorded of a signal", () => {
  test.each(catalogs)("is what it selects, whichever alert on it comes last: %s", (directory) => {
    const alerts = alertsIn(directory);
    expect(alerts.some(({ kind }) => kind === "absence")).toBe(true);
    expect(recordingsOf(alerts.toReversed())).toEqual(recordingsOf(alerts));
  });

  test("has its own matchers where an alert on missing data asks for the whole metric", () => {
    const [total] = recordingsOf(alertsIn("test/catalog")).filter(({ signal }) => signal.path === "wharf/gates/success");
    const selected = Object.keys(total?.signal.where ?? {});
    const whole = Object.keys(total?.signal.metric.where ?? {});
    expect(selected.length).toBeGreaterThan(whole.length);
    for (const label of selected) expect(total?.expr).toContain(`${label}=`);
  });
});
