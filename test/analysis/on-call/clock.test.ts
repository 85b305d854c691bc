import { describe, expect, test } from "vitest";
import { dateInWords, timesInWords } from "../../../analysis/on-call/clock.ts";
import { clockAt, midnightOf, timeOfDay, weekdayOf } from "../../../model/wall-clock.ts";
import { instantOf } from "../../../model/zoned-time.ts";

const utc = (written: string) => Date.parse(written);

test("a clock is what the wall shows, and leads back to the instant", () => {
  expect(clockAt(utc("2026-01-12T03:00:00Z"), "Europe/Berlin")).toBe(utc("2026-01-12T04:00:00Z"));
  expect(clockAt(utc("2026-07-12T03:00:00Z"), "Europe/Berlin")).toBe(utc("2026-07-12T05:00:00Z"));
  expect(instantOf(utc("2026-07-12T05:00:00Z"), "Europe/Berlin")).toBe(utc("2026-07-12T03:00:00Z"));
  expect(instantOf(utc("2026-03-29T02:30:00Z"), "Europe/Berlin")).toBe(utc("2026-03-29T01:30:00Z"));
  expect(instantOf(utc("2026-10-25T02:30:00Z"), "Europe/Berlin")).toBe(utc("2026-10-25T00:30:00Z"));
});

test("days begin at midnight, and Monday is the first of the week", () => {
  expect(midnightOf(utc("2026-01-12T04:00:00Z"))).toBe(utc("2026-01-12T00:00:00Z"));
  expect(midnightOf(utc("1969-12-31T23:00:00Z"))).toBe(utc("1969-12-31T00:00:00Z"));
  expect(["2026-01-12", "2026-01-17", "2026-01-18"].map((date) => weekdayOf(utc(`${date}T12:00:00Z`)))).toEqual([1, 6, 7]);
  expect(["09:00", "09:00:30", "24:00"].map(timeOfDay)).toEqual([32_400_000, 32_430_000, 86_400_000]);
});

describe("times are written for people", () => {
  test("with the day of the week, in the zone of the schedule", () => {
    expect(dateInWords(utc("2026-01-12T03:00:00Z"), "Europe/Berlin")).toBe("Mon 2026-01-12 04:00 Europe/Berlin");
    expect(timesInWords([utc("2026-01-11T23:30:00Z"), utc("2026-01-11T22:30:00Z")], "Europe/Berlin")).toEqual(["Mon 00:30", "Sun 23:30"]);
  });

  test("with the offset where the clocks change in between, because they show one hour twice", () => {
    const instants = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map(utc);
    expect(timesInWords(instants, "Europe/Berlin")).toEqual(["Sun 02:30 +02:00", "Sun 02:30 +01:00"]);
    expect(timesInWords(instants, "Etc/UTC")).toEqual(["Sun 00:30", "Sun 01:30"]);
  });
});
