import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as opsgenie from "../../components/opsgenie/paging/objects.ts";
import { participantAt } from "../../components/opsgenie/paging/schedule.ts";
import { rotationArgs } from "../../components/opsgenie/schedule.ts";
import * as pagerduty from "../../components/pagerduty/paging/objects.ts";
import { onCallAt } from "../../components/pagerduty/paging/schedule.ts";
import { scheduleArgs as pagerdutyArgs } from "../../components/pagerduty/schedule.ts";
import type { Hours, Layer, Schedule, Weekday } from "../../model/resolved.ts";
import { isWithin, turnAt } from "../../model/rotation.ts";
import { personAt } from "../../model/shifts.ts";
import { ada, bob } from "../components/pagerduty/organization.ts";
import { localTime } from "./local-time.ts";

const at = (written: string) => Date.parse(written);
const [hour, day] = [3_600_000, 86_400_000];

test("turns of hours are counted on the clock, so that they begin at the same times of day all year", () => {
  const shifts = (instant: string) => turnAt(at("2026-03-28T06:00:00+01:00"), 12 * hour, "Europe/Berlin", at(instant));
  expect(
    ["2026-03-28T17:59:00+01:00", "2026-03-28T18:00:00+01:00", "2026-03-29T05:59:00+02:00", "2026-03-29T06:00:00+02:00"].map(shifts),
  ).toEqual([0, 1, 1, 2]);
});

test("before its beginning a rotation has had no turn", () => {
  expect(turnAt(at("2026-01-05T08:00:00Z"), 7 * day, "Etc/UTC", at("2025-12-01T00:00:00Z"))).toBe(0);
});

test("a span over the night in which the clocks change lasts an hour less, or more, and leaves no gap to the next", () => {
  const [night, morning] = [
    { start: 22 * hour, length: 8 * hour },
    { start: 6 * hour, length: 16 * hour },
  ];
  for (const date of ["2026-03-29", "2026-10-25"])
    for (let quarter = -96; quarter < 96; quarter++) {
      const instant = at(`${date}T00:00:00Z`) + quarter * 900_000;
      const found = [night, morning].map((span) => isWithin(span, "Europe/Berlin", instant));
      expect([new Date(instant).toISOString(), found.filter(Boolean).length]).toEqual([new Date(instant).toISOString(), 1]);
    }
});

describe("what the catalog says comes out of what is sent", () => {
  const week: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const zones = ["Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Etc/UTC"];
  /** Read from the catalog alone, with dates and times as text: no arithmetic on instants. */
  const wanted = ({ rotation, start, turn, hours }: Layer, zone: string, instant: number): string | undefined => {
    const [date = "", time = ""] = localTime(zone, instant).split(" ");
    const [first = "", handoff = ""] = start.split("T");
    const days = (Date.parse(date) - Date.parse(first)) / 86_400_000 - (time < handoff ? 1 : 0);
    if (days < 0) return undefined;
    const name = week[(new Date(date).getUTCDay() + 6) % 7] ?? "mon";
    const within = !hours || (hours.days.includes(name) && time >= `${hours.from}:00` && time < `${hours.to}:00`);
    return within ? rotation[Math.floor(days / (turn / 86_400)) % rotation.length]?.id : undefined;
  };
  const clock = (from: number, to: number) => fc.integer({ min: from, max: to }).map((hour) => `${String(hour).padStart(2, "0")}:00`);

  type Sent = (schedule: Schedule, instant: number) => string | undefined;
  const throughPagerDuty: Sent = (one, instant) => {
    const fields = pagerdutyArgs(one, ({ id }) => id);
    const [sent] = pagerduty.accountOf([{ kind: "schedule", id: one.id, fields }]).schedules.values();
    return sent && onCallAt(sent, instant);
  };
  const throughOpsgenie: Sent = (one, instant) => {
    const [layer] = one.layers;
    const fields = layer && rotationArgs(layer, one, one.id, ({ id }) => id);
    const [sent] = opsgenie.accountOf([{ kind: "scheduleRotation", id: "one", fields }]).rotations.values();
    return sent && participantAt(sent, one.timeZone, instant);
  };

  test.each([
    ["PagerDuty", throughPagerDuty],
    ["Opsgenie", throughOpsgenie],
    ["check and review", (one: Schedule, instant: number) => personAt(one, instant)?.id],
  ])("to %s, at any hour of some years, for any turn of days, handoff and hours of the week", (_, sent) => {
    const hours = fc.record({ days: fc.subarray([...week], { minLength: 1 }), from: clock(0, 11), to: clock(12, 24) });
    const layer = fc.record({
      turn: fc.integer({ min: 1, max: 15 }),
      handoff: clock(4, 23),
      hours: fc.option(hours, { nil: undefined }),
      three: fc.boolean(),
    });
    const hour = fc.integer({ min: Date.parse("2025-12-25T00:00Z") / 3_600_000, max: Date.parse("2028-01-01T00:00Z") / 3_600_000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), layer, fc.array(hour, { minLength: 20, maxLength: 20 }), (timeZone, entry, instants) => {
        const one: Layer = {
          id: "one",
          rotation: entry.three ? [ada, bob, { ...ada, id: "cleo" }] : [ada, bob],
          turn: entry.turn * 86_400,
          start: `2026-01-05T${entry.handoff}:00`,
          ...(entry.hours && { hours: entry.hours satisfies Hours }),
        };
        const schedule: Schedule = { id: "s", formerly: [], name: "S", timeZone, layers: [one], overrides: [] };
        for (const instant of instants)
          expect([new Date(instant * 3_600_000).toISOString(), sent(schedule, instant * 3_600_000)]).toEqual([
            new Date(instant * 3_600_000).toISOString(),
            wanted(one, timeZone, instant * 3_600_000),
          ]);
      }),
      { seed: 7, numRuns: 150 },
    );
  });
});
