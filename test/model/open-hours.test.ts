import { describe, expect, test } from "vitest";
import { isOpenWith, openHours } from "../../model/open-hours.ts";
import type { Calendar, Hours } from "../../model/resolved.ts";
import { clockAt, midnightOf, timeOfDay, weekdayOf } from "../../model/wall-clock.ts";
import { week } from "../../model/weekday.ts";

const days = ["mon", "tue", "wed", "thu", "fri"] as const;
const office: Hours = { days, from: "09:00", to: "18:00" };
const calendar = (timeZone: string, windows: readonly Hours[], holidays: readonly string[] = []): Calendar => ({
  id: "hours",
  timeZone,
  windows,
  holidays,
});
const at = (time: string): number => Date.parse(`${time}:00Z`) / 1000;

describe("hours that are open at every offset of the year", () => {
  test.each([
    ["Asia/Tokyo", [office], [{ days: [1, 2, 3, 4, 5], from: 0, to: 540 }]],
    ["Europe/Berlin", [office], [{ days: [1, 2, 3, 4, 5], from: 480, to: 960 }]],
    ["America/New_York", [office], [{ days: [1, 2, 3, 4, 5], from: 840, to: 1320 }]],
    ["Asia/Kolkata", [{ days: ["sun"], from: "09:00", to: "12:00" }], [{ days: [0], from: 210, to: 390 }]],
    ["Australia/Lord_Howe", [{ days: ["tue"], from: "12:00", to: "13:00" }], [{ days: [2], from: 90, to: 120 }]],
  ] as const)("%s", (zone, windows, expected) => {
    expect(openHours(calendar(zone, windows)).week).toEqual(expected);
  });

  test("go over midnight in UTC, and days in a row have no gap between them", () => {
    const saturday = calendar("America/New_York", [{ days: ["sat", "sun"], from: "00:00", to: "24:00" }]);
    expect(openHours(saturday)).toMatchObject({
      week: [
        { days: [0], from: 0, to: 1440 },
        { days: [1], from: 0, to: 240 },
        { days: [6], from: 300, to: 1440 },
      ],
      longest: 47 * 3600,
    });
  });

  test("are computed once for a calendar and a length", () => {
    const once = calendar("Europe/Berlin", [office]);
    expect(openHours(once, 300)).toBe(openHours(once, 300));
    expect(openHours(once, 600)).not.toEqual(openHours(once, 300));
  });

  test("that are all hours have no end", () => {
    const always = calendar("Europe/Berlin", [{ days: week, from: "00:00", to: "24:00" }]);
    expect(openHours(always, 300)).toMatchObject({ week: [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 1440 }], longest: Infinity });
  });

  test("that the change of clocks takes away are none", () => {
    expect(openHours(calendar("Europe/Berlin", [{ days, from: "12:00", to: "13:00" }]))).toMatchObject({ week: [], longest: 0 });
  });

  test("begin later by what is looked back on, once a stretch", () => {
    expect(openHours(calendar("Europe/Berlin", [office]), 300)).toMatchObject({
      week: [{ days: [1, 2, 3, 4, 5], from: 485, to: 960 }],
      longest: (8 * 60 - 5) * 60,
    });
  });
});

test("holidays are whole days of the zone, and those in a row are one stretch", () => {
  const { closed, isOpen } = openHours(calendar("Europe/Berlin", [office], ["2026-03-27", "2026-12-24", "2026-12-25"]), 300);
  expect(closed).toEqual([
    [at("2026-03-26T23:00"), at("2026-03-27T23:05")],
    [at("2026-12-23T23:00"), at("2026-12-25T23:05")],
  ]);
  expect(["2026-03-26T10:00", "2026-03-27T10:00", "2026-03-30T10:00"].map((time) => isOpen(at(time)))).toEqual([true, false, true]);
});

/** What the clock on the wall says, without UTC. */
function isWithin({ timeZone, windows, holidays }: Calendar, instant: number): boolean {
  const clock = clockAt(instant * 1000, timeZone);
  const midnight = midnightOf(clock);
  if (holidays.includes(new Date(midnight).toISOString().slice(0, 10))) return false;
  return windows.some(
    ({ days: on, from, to }) =>
      on.includes(week[weekdayOf(midnight) - 1] ?? "mon") && clock - midnight >= timeOfDay(from) && clock - midnight < timeOfDay(to),
  );
}

test.each(["Europe/Berlin", "Africa/Casablanca", "Pacific/Chatham"])(
  "in %s no moment of a year is open outside of the calendar, and most of the calendar is",
  (zone) => {
    const hours = calendar(zone, [office, { days: ["sat"], from: "22:00", to: "24:00" }], ["2026-12-25", "2027-01-01"]);
    const { isOpen } = openHours(hours);
    let [within, open] = [0, 0];
    for (let instant = at("2026-01-01T00:00"); instant < at("2027-01-01T00:00"); instant += 1800) {
      within += Number(isWithin(hours, instant));
      if (!isOpen(instant)) continue;
      open += 1;
      if (!isWithin(hours, instant)) expect.fail(`${new Date(instant * 1000).toISOString()} is outside`);
    }
    expect(open / within).toBeGreaterThan(0.85);
  },
);

test("a calendar is open with another where it has its hours, and no holiday more", () => {
  const [longer, shorter] = [calendar("Europe/Berlin", [{ ...office, to: "20:00" }]), calendar("Europe/Berlin", [office])];
  expect([isOpenWith(longer, shorter), isOpenWith(shorter, longer)]).toEqual([true, false]);
  const [off, more] = [["2026-12-25"], ["2026-12-24", "2026-12-25"]].map((list) => calendar("Europe/Berlin", [office], list));
  if (!off || !more) throw new Error("there are two");
  expect([isOpenWith(off, more), isOpenWith(more, off), isOpenWith(shorter, off), isOpenWith(off, shorter)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
