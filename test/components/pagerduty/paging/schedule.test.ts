import { describe, expect, test } from "vitest";
import { accountOf, type Schedule } from "../../../../components/pagerduty/paging/objects.ts";
import { onCallAt } from "../../../../components/pagerduty/paging/schedule.ts";
import { schedule } from "./account.ts";

const read = (...changes: Parameters<typeof schedule>): Schedule => {
  const [found] = accountOf([schedule(...changes)]).schedules.values();
  if (!found) throw new Error("there is no schedule");
  return found;
};
const at = (schedule: Schedule, instant: string) => onCallAt(schedule, Date.parse(instant));

describe("a weekly rotation that hands over on Monday at 09:00 in Berlin", () => {
  test.each([
    ["before its first day nobody", "2026-01-05T07:59:59Z", undefined],
    ["from its first handoff the first", "2026-01-05T08:00:00Z", "UADA"],
    ["until the last moment of the week", "2026-01-12T07:59:59Z", "UADA"],
    ["then the second", "2026-01-12T08:00:00Z", "UBOB"],
    ["then the first again", "2026-01-19T08:00:00Z", "UADA"],
    ["in summer until 09:00 of summer, an hour earlier in UTC", "2026-03-30T06:59:59Z", "UBOB"],
    ["and from then on", "2026-03-30T07:00:00Z", "UADA"],
    ["in autumn until 09:00 of winter", "2026-10-26T07:59:59Z", "UBOB"],
    ["and from then on, too", "2026-10-26T08:00:00Z", "UADA"],
    ["years later", "2031-01-06T08:00:00Z", "UBOB"],
  ])("has %s", (_, instant, expected) => {
    expect(at(read({}), instant)).toBe(expected);
  });
});

test("a handoff in the hour that the clocks repeat is passed once, and one in the hour that they skip when it is over", () => {
  const daily = (start: string) => read({ start, rotationVirtualStart: start, rotationTurnLengthSeconds: 86_400 });
  const repeated = daily("2026-10-24T02:30:00+02:00");
  expect(["00:29", "00:30", "00:59", "01:00", "01:30", "01:59"].map((time) => at(repeated, `2026-10-25T${time}:00Z`))).toEqual([
    "UADA",
    ...Array(5).fill("UBOB"),
  ]);
  const skipped = daily("2026-03-28T02:30:00+01:00");
  expect(["00:59", "01:00", "01:29", "01:30"].map((time) => at(skipped, `2026-03-29T${time}:00Z`))).toEqual([
    "UADA",
    "UADA",
    "UADA",
    "UBOB",
  ]);
});

test("turns are counted from the virtual start, which says whose week it was when the layer began", () => {
  expect(at(read({ start: "2026-01-12T09:00:00+01:00" }), "2026-01-13T00:00:00Z")).toBe("UBOB");
  expect(at(read({ start: "2026-01-12T09:00:00+01:00" }), "2026-01-12T07:00:00Z")).toBeUndefined();
});

describe("restrictions", () => {
  const daily = (startTimeOfDay: string, durationSeconds: number) => ({ type: "daily_restriction", startTimeOfDay, durationSeconds });
  const weekly = (startDayOfWeek: number, startTimeOfDay: string, durationSeconds: number) => ({
    ...daily(startTimeOfDay, durationSeconds),
    type: "weekly_restriction",
    startDayOfWeek,
  });

  test("confine a layer to hours of the clock, in winter and in summer", () => {
    const office = read({ restrictions: [daily("09:00:00", 32_400)] });
    expect(["08:59", "09:00", "17:59", "18:00"].map((time) => at(office, `2026-01-06T${time}:00+01:00`))).toEqual([
      undefined,
      "UADA",
      "UADA",
      undefined,
    ]);
    expect(["08:59", "09:00", "17:59", "18:00"].map((time) => at(office, `2026-07-07T${time}:00+02:00`))).toEqual([
      undefined,
      "UADA",
      "UADA",
      undefined,
    ]);
  });

  test("reach into the next day, also over the end of the week", () => {
    const sundayNight = read({ restrictions: [weekly(7, "22:00:00", 36_000)] });
    expect(at(sundayNight, "2026-01-11T21:59:00+01:00")).toBeUndefined();
    expect(at(sundayNight, "2026-01-11T22:00:00+01:00")).toBe("UADA");
    expect(at(sundayNight, "2026-01-12T07:59:00+01:00")).toBe("UADA");
    expect(at(sundayNight, "2026-01-12T08:00:00+01:00")).toBeUndefined();
    expect(at(sundayNight, "2026-01-13T02:00:00+01:00")).toBeUndefined();
  });

  test("of several days in one are followed to their end", () => {
    const longWeekend = read({ restrictions: [weekly(5, "18:00:00", 3 * 86_400)] });
    expect(at(longWeekend, "2026-01-12T17:59:00+01:00")).toBe("UBOB");
    expect(at(longWeekend, "2026-01-12T18:00:00+01:00")).toBeUndefined();
  });

  test("of which any holds are enough", () => {
    const two = read({ restrictions: [weekly(1, "09:00:00", 3600), weekly(3, "09:00:00", 3600)] });
    expect(["06", "07", "08"].map((day) => at(two, `2026-01-${day}T09:30:00+01:00`))).toEqual([undefined, "UADA", undefined]);
  });
});

test("where two layers say somebody, the later one counts", () => {
  const two = read(
    {},
    { users: ["UBOB"], restrictions: [{ type: "daily_restriction", startTimeOfDay: "20:00:00", durationSeconds: 43_200 }] },
  );
  expect(at(two, "2026-01-06T12:00:00+01:00")).toBe("UADA");
  expect(at(two, "2026-01-06T23:00:00+01:00")).toBe("UBOB");
});
