import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vendorZone } from "../../../components/pagerduty/schedule.ts";
import { zonedTime } from "../../../model/zoned-time.ts";
import { localTime } from "../../model/local-time.ts";

describe("a local time is written with the offset of its zone at that moment", () => {
  test.each([
    ["winter", "2026-01-05T09:00:00", "Europe/Berlin", "2026-01-05T09:00:00+01:00"],
    ["summer", "2026-07-06T09:00:00", "Europe/Berlin", "2026-07-06T09:00:00+02:00"],
    ["an hour before the clocks go forward", "2026-03-29T01:00:00", "Europe/Berlin", "2026-03-29T01:00:00+01:00"],
    ["just after the clocks went forward", "2026-03-29T03:00:00", "Europe/Berlin", "2026-03-29T03:00:00+02:00"],
    ["just after the clocks went back", "2026-10-25T03:00:00", "Europe/Berlin", "2026-10-25T03:00:00+01:00"],
    ["west of Greenwich", "2026-01-05T17:00:00", "America/Los_Angeles", "2026-01-05T17:00:00-08:00"],
    ["half an hour", "2026-01-05T09:00:00", "Asia/Kolkata", "2026-01-05T09:00:00+05:30"],
    ["half an hour west, in summer", "2026-07-06T09:00:00", "America/St_Johns", "2026-07-06T09:00:00-02:30"],
    ["southern summer", "2026-01-05T09:00:00", "Australia/Sydney", "2026-01-05T09:00:00+11:00"],
    ["before standard time, the same instant in whole minutes", "1900-01-01T09:00:00", "Asia/Kolkata", "1900-01-01T08:59:50+05:21"],
    ["and west of Greenwich", "1970-01-01T00:00:00", "Africa/Monrovia", "1970-01-01T00:00:30-00:44"],
    ["no daylight saving", "2026-07-06T00:00:00", "Etc/UTC", "2026-07-06T00:00:00+00:00"],
  ])("%s", (_, local, zone, written) => {
    expect(zonedTime(local, zone)).toBe(written);
  });
});

test("a time that the clocks skip moves forward by the gap", () => {
  expect(zonedTime("2026-03-29T02:30:00", "Europe/Berlin")).toBe("2026-03-29T03:30:00+02:00");
  expect(zonedTime("2026-03-08T02:00:00", "America/New_York")).toBe("2026-03-08T03:00:00-04:00");
});

test("of a time that the clocks repeat the first is meant", () => {
  expect(zonedTime("2026-10-25T02:30:00", "Europe/Berlin")).toBe("2026-10-25T02:30:00+02:00");
  expect(zonedTime("2026-11-01T01:00:00", "America/New_York")).toBe("2026-11-01T01:00:00-04:00");
});

test("the same local hour a week apart is 167 or 169 hours apart where the clocks change in between", () => {
  const hours = (from: string, to: string) =>
    (Date.parse(zonedTime(to, "Europe/Berlin")) - Date.parse(zonedTime(from, "Europe/Berlin"))) / 3_600_000;
  expect(hours("2026-03-23T09:00:00", "2026-03-30T09:00:00")).toBe(167);
  expect(hours("2026-10-19T09:00:00", "2026-10-26T09:00:00")).toBe(169);
});

test("read back in its zone it is the same local time, but in the hour that does not exist", () => {
  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "America/Sao_Paulo",
    "Etc/UTC",
  ];
  const minutes = fc.integer({ min: Date.parse("2025-01-01T00:00Z") / 60_000, max: Date.parse("2030-01-01T00:00Z") / 60_000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
      const local = new Date(minute * 60_000).toISOString().slice(0, 19);
      const written = zonedTime(local, zone);
      const clock = localTime(zone, Date.parse(written)).replace(" ", "T");
      // What is written agrees with the zone's own clock, always; with the wish unless the clocks skip it (at most 1 h).
      expect(written.slice(0, 19)).toBe(clock);
      const moved = Date.parse(`${clock}Z`) - Date.parse(`${local}Z`);
      expect([0, 30 * 60_000, 60 * 60_000]).toContain(moved);
    }),
    { numRuns: 2000, seed: 7 },
  );
});

test("an unknown zone is an error", () => {
  expect(() => zonedTime("2026-01-05T09:00:00", "Europe/Atlantis")).toThrow(RangeError);
});

test("UTC is written as the API answers it", () => {
  expect(["UTC", "Etc/UTC", "Europe/Berlin"].map(vendorZone)).toEqual(["Etc/UTC", "Etc/UTC", "Europe/Berlin"]);
});
