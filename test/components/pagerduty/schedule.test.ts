import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { description } from "../../../components/pagerduty/description.ts";
import { restrictions, scheduleArgs } from "../../../components/pagerduty/schedule.ts";
import type { Hours, Weekday } from "../../../model/resolved.ts";
import { ada, bob, weekly } from "./organization.ts";

const week: Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

describe("hours become restrictions", () => {
  const daily = (startTimeOfDay: string, durationSeconds: number) => ({ type: "daily_restriction", startTimeOfDay, durationSeconds });
  const onDay = (startDayOfWeek: number, startTimeOfDay: string, durationSeconds: number) => ({
    type: "weekly_restriction",
    startDayOfWeek,
    startTimeOfDay,
    durationSeconds,
  });
  test.each<[string, Hours | undefined, ReturnType<typeof restrictions>]>([
    ["no hours restrict nothing", undefined, []],
    ["every day alike is one daily restriction", { days: week, from: "09:00", to: "17:30" }, [daily("09:00:00", 30_600)]],
    ["a night reaches into the next day", { days: week, from: "22:00", to: "06:00" }, [daily("22:00:00", 28_800)]],
    ["all day every day restricts nothing", { days: week, from: "00:00", to: "24:00" }, []],
    ["round the clock from nine restricts nothing", { days: week, from: "09:00", to: "09:00" }, []],
    [
      "days of the week are one restriction each",
      { days: ["mon", "tue"], from: "09:00", to: "18:00" },
      [onDay(1, "09:00:00", 32_400), onDay(2, "09:00:00", 32_400)],
    ],
    [
      "days come in the order of the week",
      { days: ["sun", "mon", "sun"], from: "00:00", to: "24:00" },
      [onDay(1, "00:00:00", 86_400), onDay(7, "00:00:00", 86_400)],
    ],
    ["the night of Saturday ends on Sunday", { days: ["sat"], from: "20:00", to: "08:00" }, [onDay(6, "20:00:00", 43_200)]],
  ])("%s", (_, hours, expected) => {
    expect(restrictions(hours)).toEqual(expected);
  });

  test("the minutes of the week that they cover are those of the hours", () => {
    const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
    const written = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    fc.assert(
      fc.property(fc.subarray(week, { minLength: 1 }), clock, clock, (days, from, to) => {
        const wanted = (minute: number) => {
          const covers = (day: number, at: number) =>
            days.includes(week[(day + 7) % 7] ?? "mon") && at >= from && at < (to > from ? to : to + 1440);
          const [day, at] = [Math.floor(minute / 1440), minute % 1440];
          return covers(day, at) || covers(day - 1, at + 1440);
        };
        const found = restrictions({ days, from: written(from), to: written(to) });
        const got = (minute: number) =>
          found.length === 0 ||
          found.some((one) => {
            const [hour = 0, quarter = 0] = String(one.startTimeOfDay).split(":").map(Number);
            const period = one.type === "daily_restriction" ? 1440 : 10_080;
            const start = hour * 60 + quarter + (one.type === "daily_restriction" ? 0 : (Number(one.startDayOfWeek) - 1) * 1440);
            return (minute - start + period) % period < Number(one.durationSeconds) / 60;
          });
        for (let minute = 0; minute < 10_080; minute += 15) expect(got(minute)).toBe(wanted(minute));
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

test("a schedule rotates in the order of the catalog, from a handoff in its own time zone", () => {
  expect(scheduleArgs(weekly, (person) => `user of ${person.id}`)).toEqual({
    name: "Weekly",
    description,
    timeZone: "Europe/Berlin",
    layers: [
      {
        name: "all-hours",
        start: "2026-01-05T09:00:00+01:00",
        rotationVirtualStart: "2026-01-05T09:00:00+01:00",
        rotationTurnLengthSeconds: 604_800,
        users: ["user of bob", "user of ada"],
        restrictions: [],
      },
    ],
  });
});

test("layers keep the order of the schedule, because a later one overrides an earlier one", () => {
  const layers = [
    { id: "day", rotation: [ada], turn: 86_400, start: "2026-07-06T08:00:00", hours: { days: week, from: "08:00", to: "20:00" } },
    { id: "night", rotation: [bob], turn: 86_400, start: "2026-07-06T20:00:00", hours: { days: week, from: "20:00", to: "08:00" } },
  ];
  const args = scheduleArgs({ ...weekly, layers, timeZone: "UTC" }, (person) => person.id);
  expect(args.timeZone).toBe("Etc/UTC");
  expect(args.layers).toMatchObject([
    { name: "day", start: "2026-07-06T08:00:00+00:00", users: ["ada"] },
    { name: "night", start: "2026-07-06T20:00:00+00:00", users: ["bob"] },
  ]);
});
