import { expect, test } from "vitest";
import { coverageOf, isDate, isTimeZone, timeOfWeek } from "../../model/check/week.ts";

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

test("time zones are IANA names in their own spelling", () => {
  expect(["Europe/Berlin", "UTC", "Asia/Calcutta", "America/Argentina/Buenos_Aires"].map(isTimeZone)).toEqual([true, true, true, true]);
  expect(["europe/berlin", "+01:00", "Berlin", "CEST+1", ""].map(isTimeZone)).toEqual([false, false, false, false, false]);
});
