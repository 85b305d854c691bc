import { describe, expect, test } from "vitest";
import { alertsOf } from "../../monitors/alerts.ts";
import { explain } from "../../monitors/explain.ts";
import { seriesText, valueText } from "../../monitors/value-text.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const resolved = resolvedCatalog("test/catalog");
const explained = new Map(explain(resolved).map((one) => [one.name, one]));
const docks = (id: string) => of(`tides--docks--${id}`);
function of(name: string) {
  const alert = alertsOf(resolved).find((one) => one.name === name);
  const told = explained.get(name);
  if (!alert || !told) throw new Error(`there is no ${name}`);
  return { ...alert, told, never: told.blindSpots.join("\n") };
}

describe("a forecast", () => {
  test("says its trend, its threshold, and what the value is already", () => {
    expect(docks("full").summary).toBe(
      "By the trend of 1h, the lowest of tank_free_percent (by tank) will be below 0% in 4h, and it is below 20% now, or there is no data, for 15m.",
    );
    expect(docks("flood").summary).toBe("By the trend of 30m, the highest of lock_level_metres will be above 7.5 in 2h, for 5m.");
    expect(valueText(docks("full").when, "$value")).toBe(
      "In 4h, if it goes on, tank {{ $labels.tank }}: {{ humanize $value }} %. It is 1 where the series is gone.",
    );
    expect(seriesText(docks("full").when)).toBe("tank {{ $labels.tank }}");
  });

  test("of a share says what it is a share of, which has no trend", () => {
    const filling = of("mill--stones--filling");
    expect(filling.summary).toBe(
      "By the trend of 2h, the sum of flour_bytes out of that of bin_size_bytes (by bin) will be above 100% in 6h, and it is above 60% now, for 15m.",
    );
    expect(valueText(filling.when, "$value")).toBe("In 6h, if it goes on, bin {{ $labels.bin }}: {{ humanizePercentage $value }}.");
    expect(filling.never).toContain("bin_size_bytes has no trend: it is taken as it is now");
    expect(docks("full").never).not.toContain("has no trend");
  });

  test("is told ahead, and not of a jump or of the teeth of a saw", () => {
    expect(docks("full").told).toMatchObject({ outage: "4h ahead, of what goes on as in the last 1h", unseen: "down to 0% in 4h" });
    expect(docks("full").never).toContain("a jump is no trend of 1h");
    expect(docks("flood").never).toContain("30m has to hold several teeth");
  });
});

describe("a change", () => {
  test("says what is compared with what", () => {
    expect(docks("fewer").summary).toBe(
      "Wagons_total counted at least 50% fewer in 1h than 7d before, when there were at least 100, for 10m.",
    );
    expect(docks("more").summary).toBe("Calls_total counted at least 200% more in 30m than 1d before, when there were at least 40.");
    expect(docks("boats").summary).toBe(
      "The sum of boats (by dock), averaged over 1h, is at least 25% lower than 1d before, when it was at least 8, or there is no data, for 30m.",
    );
    expect(valueText(docks("more").when, "$value")).toBe("Events a minute in the last 30m: {{ humanize $value }}.");
    expect(valueText(docks("boats").when, "$value")).toContain("Average of the last 1h, dock {{ $labels.dock }}: ");
  });

  test("is seen when the window has lost enough, and a rise when there is more", () => {
    expect(docks("fewer").told).toMatchObject({ outage: "40m", unseen: "a fall of less than 50%" });
    expect(docks("more").told).toMatchObject({ outage: "once there is 200% more in 30m", unseen: "a rise of less than 200%" });
  });

  test("is none of what was as bad before, on a holiday, or without enough before", () => {
    for (const id of ["fewer", "boats"]) {
      expect(docks(id).never).toContain("before is no change, and goes undetected");
      expect(docks(id).never).toContain("public holiday");
    }
    expect(docks("fewer").never).toContain("as in the first 7d, and where those were below 100, it does not fire");
  });
});
