import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstApart, toZone } from "../../model/layer-zone.ts";
import { personAt, type Turns } from "../../model/shifts.ts";
import { day } from "../../model/wall-clock.ts";
import { week } from "../../model/weekday.ts";

const at = (written: string) => Date.parse(written);
const start = "2026-01-05T09:00:00";

describe("hours of a layer on the clock of its schedule", () => {
  test.each<[string, string, string, Parameters<typeof toZone>[0], ReturnType<typeof toZone>]>([
    [
      "an hour later",
      "Europe/London",
      "Europe/Berlin",
      { start, hours: { days: ["mon"], from: "08:00", to: "20:00" } },
      { start: "2026-01-05T10:00:00", hours: { days: ["mon"], from: "09:00", to: "21:00" } },
    ],
    [
      "on the day after",
      "America/Los_Angeles",
      "America/New_York",
      { start, hours: { days: ["mon", "sun"], from: "22:00", to: "24:00" } },
      { start: "2026-01-05T12:00:00", hours: { days: ["mon", "tue"], from: "01:00", to: "03:00" } },
    ],
    [
      "on the day before, by half an hour",
      "Asia/Kolkata",
      "Asia/Karachi",
      { start: "2026-01-05T00:15:00", hours: { days: ["mon"], from: "00:15", to: "08:00" } },
      { start: "2026-01-04T23:45:00", hours: { days: ["sun"], from: "23:45", to: "07:30" } },
    ],
    [
      "a whole day, which is no longer one of the calendar",
      "Europe/London",
      "Europe/Berlin",
      { start, hours: { days: ["sat"], from: "00:00", to: "24:00" } },
      { start: "2026-01-05T10:00:00", hours: { days: ["sat"], from: "01:00", to: "01:00" } },
    ],
    ["without hours", "Europe/London", "Europe/Berlin", { start }, { start: "2026-01-05T10:00:00" }],
  ])("%s", (_, zone, other, layer, expected) => {
    expect(toZone(layer, zone, other)).toEqual(expected);
  });
});

describe("clocks change together", () => {
  const apart = (zone: string, other: string, clock = "09:00") => {
    const found = firstApart(
      { start: `2026-01-05T${clock}:00`, hours: { days: week, from: "09:00", to: "17:00" } },
      zone,
      other,
      at("2026-12-01T00:00Z"),
      800,
    );
    return found === undefined ? undefined : new Date(found).toISOString().slice(0, 10);
  };
  test("all over Europe, from coast to coast, and where they never change", () => {
    expect([
      apart("Europe/London", "Europe/Berlin"),
      apart("America/Los_Angeles", "America/New_York"),
      apart("Asia/Kolkata", "Asia/Tokyo"),
    ]).toEqual([undefined, undefined, undefined]);
  });
  test("not over the ocean, nor where only one of them changes", () => {
    expect([apart("America/New_York", "Europe/Berlin"), apart("Asia/Kolkata", "Europe/Berlin")]).toEqual(["2027-03-14", "2027-03-28"]);
  });
  test("not at a handoff between the change of the one coast and that of the other", () => {
    expect([apart("America/Los_Angeles", "America/New_York", "00:30"), apart("America/Los_Angeles", "America/New_York", "04:00")]).toEqual([
      "2027-03-14",
      undefined,
    ]);
  });
});

test("converted, a layer has the same person at any instant, wherever the clocks change together", () => {
  const clock = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:00`);
  const pairs = fc.constantFrom(
    ["Europe/London", "Europe/Berlin"],
    ["Europe/Athens", "Europe/London"],
    ["Asia/Kolkata", "Asia/Tokyo"],
    ["America/Chicago", "America/Denver"],
  );
  let compared = 0;
  fc.assert(
    fc.property(
      pairs,
      clock,
      clock,
      clock,
      fc.subarray([...week], { minLength: 1 }),
      fc.array(fc.integer({ min: 0, max: 800 * 48 }), { minLength: 30, maxLength: 30 }),
      ([zone = "", other = ""], handoff, from, to, days, halves) => {
        fc.pre(from !== to);
        const layer: Turns<string> = {
          rotation: ["ann", "bob", "cyd"],
          turn: 3 * 86_400,
          start: `2026-01-05T${handoff}:00`,
          hours: { days, from, to },
        };
        if (firstApart(layer, zone, other, at("2026-01-05T00:00Z"), 800) !== undefined) return;
        const converted = toZone(layer, zone, other);
        for (const half of halves) {
          const instant = at("2026-01-05T00:00Z") + half * (day / 48);
          expect([new Date(instant).toISOString(), personAt({ timeZone: other, layers: [converted] }, instant)]).toEqual([
            new Date(instant).toISOString(),
            personAt({ timeZone: zone, layers: [layer] }, instant),
          ]);
          compared += 1;
        }
      },
    ),
    { seed: 5, numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(1000);
});
