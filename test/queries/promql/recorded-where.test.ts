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

  test.each(catalogs)("is the same beside all alerts as for each alone, as which it is proved: %s", (directory) => {
    const alerts = alertsIn(directory);
    const keyOf = ({ name, labels }: { name: string; labels: object }) => JSON.stringify([name, labels]);
    const deployed = new Map(recordingsOf(alerts).map((recording) => [keyOf(recording), recording.expr]));
    for (const alert of alerts)
      for (const recording of recordingsOf([alert])) expect(deployed.get(keyOf(recording)), alert.name).toBe(recording.expr);
  });

  test("has its own matchers where an alert on missing data asks for the whole metric", () => {
    const [total] = recordingsOf(alertsIn("test/catalog")).filter(({ signal }) => signal.path === "wharf/gates/success");
    const selected = Object.keys(total?.signal.where ?? {});
    const whole = Object.keys(total?.signal.metric.where ?? {});
    expect(selected.length).toBeGreaterThan(whole.length);
    for (const label of selected) expect(total?.expr).toContain(`${label}=`);
  });
});
