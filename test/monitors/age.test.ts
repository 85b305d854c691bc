import { describe, expect, test } from "vitest";
import type { AlertCondition } from "../../model/condition.ts";
import type { AgeSignal } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { blindSpotsOf } from "../../monitors/blind-spots.ts";
import { explain } from "../../monitors/explain.ts";
import { valueText } from "../../monitors/value-text.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const resolved = resolvedCatalog("test/catalog");
const explained = new Map(explain(resolved).map((one) => [one.name, one]));
const alertNamed = (name: string) => {
  const found = alertsOf(resolved).find((alert) => alert.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};
const [backup, imported, forecast, checks] = ["backup", "import", "forecast", "checks"].map((id) => alertNamed(`tides--jobs--${id}`));
if (!backup || !imported || !forecast || !checks) throw new Error("an alert is missing");

describe("an age in words", () => {
  test("says what it is the age of, and for how long nothing came", () => {
    expect(backup.summary).toBe("The latest backup_last_success_timestamp_seconds (by tide) is more than 26h ago.");
    expect(imported.summary).toBe("There is no increase of import_runs_total (by tide) for 26h, or there is no data, for 10m.");
  });

  test("has its value where the query returns one: an increase of 0 is none", () => {
    expect(valueText(backup.when, "$value")).toBe("Age, tide {{ $labels.tide }}: {{ humanizeDuration $value }}.");
    expect(valueText(forecast.when, "$value")).toBe("Age: {{ humanizeDuration $value }}. It is 1 where the series is gone.");
    expect(valueText(imported.when, "$value")).toBe("No increase, tide {{ $labels.tide }}.");
    expect(valueText(checks.when, "$value")).toBeUndefined();
  });

  test("is seen as late as it may be old, and the time for which it must hold", () => {
    expect(explained.get(forecast.name)).toMatchObject({ outage: "50m", unseen: "up to 45m" });
    expect(explained.get(backup.name)).toMatchObject({ outage: "1d 2h", unseen: "up to 1d 2h" });
  });
});

describe("what an age does not see", () => {
  const signal = (when: AlertCondition): AgeSignal => {
    if (when.kind !== "age") throw new Error("it is an age");
    return when.signal;
  };
  const told = (when: AlertCondition) => blindSpotsOf(when).join("\n");

  test("is one of several that is not there, only where there may be several", () => {
    expect(told(backup.when)).toContain("a tide that never reported, or whose series are gone, has no age");
    expect(told({ kind: "age", signal: { ...signal(backup.when), by: [] }, olderThan: 60 })).not.toContain("never reported");
  });

  test("of a counter is what was before there were data, and a series that begins above 0", () => {
    expect(told(checks.when)).toContain(
      "for 30m after the first sample of its series, or where the source had none 30m ago, it does not fire",
    );
    expect(told(checks.when)).toContain("a series that appears with a count above 0 is taken for a success");
    expect(told(checks.when)).not.toContain("clock");
  });

  test("of a timestamp is a clock that is ahead", () => {
    expect(told(backup.when)).toContain("a clock that is ahead hides a failure");
    expect(told(backup.when)).not.toContain("count above 0");
  });
});
