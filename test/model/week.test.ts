import { expect, test } from "vitest";
import { coverageOf, isDate, timeOfWeek } from "../../model/check/week.ts";
import { timeZones } from "../../model/time-zones.ts";

const weekdays = ["mon", "tue", "wed", "thu", "fri"] as const;
const all = [...weekdays, "sat", "sun"] as const;

test("one layer without hours covers the week, and none covers nothing", () => {
  expect(coverageOf([undefined])).toEqual({});
  expect(coverageOf([])).toEqual({ gap: 0 });
});

test("a gap of one minute is found, and an overlap of one", () => {
  const until = (to: string) => [
    { days: all, from: "00:00", to },
    { days: all, from: "12:00", to: "24:00" },
  ];
  expect(coverageOf(until("12:00"))).toEqual({});
  expect(timeOfWeek(coverageOf(until("11:59")).gap ?? 0)).toBe("mon 11:59");
  expect(timeOfWeek(coverageOf(until("12:01")).overlap ?? 0)).toBe("mon 12:00");
});

test("a weekend without anybody begins on Saturday", () => {
  expect(timeOfWeek(coverageOf([{ days: weekdays, from: "00:00", to: "24:00" }]).gap ?? 0)).toBe("sat 00:00");
});

test("the calendar has leap days only in leap years", () => {
  expect([isDate("2028-02-29"), isDate("2026-02-29"), isDate("2026-13-01")]).toEqual([true, false, false]);
});

test("hours over midnight end on the day after, and on Monday those of Sunday", () => {
  const nights = { days: all, from: "20:00", to: "08:00" };
  expect(coverageOf([nights, { days: all, from: "08:00", to: "20:00" }])).toEqual({});
  const friday = { days: ["fri"] as const, from: "22:00", to: "06:00" };
  expect(timeOfWeek(coverageOf([friday, { days: ["sat"], from: "05:00", to: "07:00" }]).overlap ?? 0)).toBe("sat 05:00");
  expect(coverageOf([{ days: ["sun"], from: "22:00", to: "06:00" }]).gap).toBe(6 * 60);
});

test("every name of a time zone is one that Node knows as well", () => {
  const unknown = [...timeZones].filter((zone) => {
    try {
      return !new Intl.DateTimeFormat("en", { timeZone: zone });
    } catch {
      return true;
    }
  });
  expect(unknown).toEqual([]);
  expect(Intl.supportedValuesOf("timeZone").filter((zone) => !timeZones.has(zone))).toEqual([]);
  expect(timeZones.size).toBe(597);
});
