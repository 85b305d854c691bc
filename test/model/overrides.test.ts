import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accountOf } from "../../components/pagerduty/paging/objects.ts";
import { onCallAt } from "../../components/pagerduty/paging/schedule.ts";
import { scheduleArgs } from "../../components/pagerduty/schedule.ts";
import { hasEnded, type Layered, layersOf, type Override, stretchesAhead, withOverrides } from "../../model/overrides.ts";
import type { Layer, Person, Schedule } from "../../model/resolved.ts";
import { personAt, shiftsOf } from "../../model/shifts.ts";
import { day } from "../../model/wall-clock.ts";
import { week } from "../../model/weekday.ts";
import { localTime } from "./local-time.ts";

const at = (written: string) => Date.parse(written);
const hours = { days: week, from: "22:00", to: "06:00" };
/** Ann and Bob by the week, from Monday the 5th of January at 09:00; the nights belong to Cyd. */
const rota: Layered<string> = {
  timeZone: "Europe/Berlin",
  layers: [
    {
      id: "days",
      rotation: ["ann", "bob"],
      turn: 604_800,
      start: "2026-01-05T09:00:00",
      hours: { days: week, from: "06:00", to: "22:00" },
    },
    { id: "nights", rotation: ["cyd", "ann"], turn: 604_800, start: "2026-01-05T09:00:00", hours },
  ],
};
const inWords = (override: Override<string>, from: string, to: string) =>
  shiftsOf(withOverrides(rota, [override]), at(from), at(to)).map(
    (shift) => `${new Date(shift.from).toISOString().slice(5, 16)} ${shift.person}`,
  );

describe("who takes over", () => {
  test("instead of everybody, has every hour from the beginning to the end", () => {
    expect(inWords({ from: "2026-01-06T12:00", to: "2026-01-07T12:00", who: "dee" }, "2026-01-06T08:00Z", "2026-01-07T20:00Z")).toEqual([
      "01-06T08:00 ann",
      "01-06T11:00 dee",
      "01-07T11:00 ann",
    ]);
  });
  test("in one layer, leaves the hours of the others alone", () => {
    const override = { from: "2026-01-06T00:00", to: "2026-01-08T00:00", who: "dee", layer: "nights" };
    expect(inWords(override, "2026-01-06T08:00Z", "2026-01-08T00:00Z")).toEqual([
      "01-06T08:00 ann",
      "01-06T21:00 dee",
      "01-07T05:00 ann",
      "01-07T21:00 dee",
      "01-07T23:00 cyd",
    ]);
    expect(layersOf(rota, override)).toEqual([
      { rotation: ["dee"], turn: 86_400, start: "2026-01-06T00:00:00", end: "2026-01-08T00:00:00", hours },
    ]);
  });
  test("instead of one person, has that person's turns in each layer and no others", () => {
    const override = { from: "2026-01-10T00:00", to: "2026-01-14T00:00", who: "dee", insteadOf: "ann" };
    expect(layersOf(rota, override).map(({ start, end, hours }) => [start, end, hours?.from])).toEqual([
      ["2026-01-10T00:00:00", "2026-01-12T09:00:00", "06:00"],
      ["2026-01-12T09:00:00", "2026-01-14T00:00:00", "22:00"],
    ]);
  });
  test("instead of somebody who has no turn, is no layer at all", () => {
    expect(layersOf(rota, { from: "2026-01-10T00:00", to: "2026-01-12T00:00", who: "dee", insteadOf: "bob" })).toEqual([]);
  });
  test("for a time in which the hours of the layer do not come, is no layer at all", () => {
    expect(layersOf(rota, { from: "2026-01-10T09:00", to: "2026-01-10T17:00", who: "dee", insteadOf: "cyd" })).toEqual([]);
  });
});

test("an override has ended from its last instant on, in the time zone of the schedule", () => {
  const ended = (instant: string) => hasEnded({ to: "2026-07-01T09:00" }, "Europe/Berlin", at(instant));
  expect(["2026-07-01T06:59:59Z", "2026-07-01T07:00:00Z"].map(ended)).toEqual([false, true]);
});

test("what is looked at are the weeks ahead and the overrides after them, each time once", () => {
  const one = {
    timeZone: "Etc/UTC",
    overrides: [
      { from: "2026-03-05T00:00", to: "2026-03-06T00:00" },
      { from: "2026-01-01T00:00", to: "2026-01-09T00:00" },
      { from: "2026-01-02T00:00", to: "2026-01-03T00:00" },
    ],
  };
  const other = { timeZone: "Etc/UTC", overrides: [{ from: "2026-03-05T12:00", to: "2026-03-07T00:00" }] };
  const dates = (instants: { from: number; to: number }) =>
    [instants.from, instants.to].map((instant) => new Date(instant).toISOString().slice(5, 13));
  expect(stretchesAhead(at("2026-01-01T00:00Z"), 7 * day, [one, other]).map(dates)).toEqual([
    ["01-01T00", "01-08T00"],
    ["01-08T00", "01-09T00"],
    ["03-05T00", "03-06T00"],
    ["03-06T00", "03-07T00"],
  ]);
});

describe("at any instant, beginning and end of overrides and the clocks' changes included", () => {
  const person = (id: string): Person => ({ id, formerly: [], name: id, email: `${id}@example.com`, reach: ["sms"] });
  const people = ["ann", "bob", "cyd", "dee"].map(person);
  const [ann, bob, cyd, dee] = people as [Person, Person, Person, Person];
  const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Etc/UTC");
  const half = fc.integer({ min: at("2026-01-20T00:00Z") / 1_800_000, max: at("2026-12-20T00:00Z") / 1_800_000 });
  const local = (halves: number) => new Date(halves * 1_800_000).toISOString().slice(0, 16);
  const layers: Layer[] = [
    { id: "days", rotation: [ann, bob], turn: 604_800, start: "2026-01-05T09:00:00", hours: { days: week, from: "08:00", to: "20:00" } },
    { id: "nights", rotation: [bob, cyd], turn: 259_200, start: "2026-01-05T20:00:00", hours: { days: week, from: "20:00", to: "08:00" } },
  ];
  const override = fc
    .record({
      from: half,
      length: fc.integer({ min: 1, max: 900 }),
      who: fc.constantFrom(...people),
      insteadOf: fc.option(fc.constantFrom(...people), { nil: undefined }),
      layer: fc.constantFrom("days", "nights", undefined),
    })
    .map(({ from, length, who, insteadOf, layer }) => ({
      from: local(from),
      to: local(from + length),
      who,
      ...(insteadOf && { insteadOf }),
      ...(layer !== undefined && { layer }),
    }));

  /** By the words of the catalog: in its time, in its layer, instead of its person. */
  const wanted = (schedule: Schedule, instant: number): string | undefined => {
    const layer = schedule.layers.find((one) => personAt({ timeZone: schedule.timeZone, layers: [one] }, instant));
    const own = layer && personAt({ timeZone: schedule.timeZone, layers: [layer] }, instant);
    const clock = localTime(schedule.timeZone, instant).replace(" ", "T").slice(0, 16);
    const [first] = schedule.overrides;
    const inTime = first && clock >= first.from && clock < first.to;
    const replaced =
      inTime && (first.layer === undefined || first.layer === layer?.id) && (first.insteadOf === undefined || first.insteadOf === own);
    return (replaced ? first.who : own)?.id;
  };
  /** Days on which clocks change in these zones: there a text without an offset is two instants, or none. */
  const changes = ["03-08", "03-29", "04-05", "10-04", "10-25", "11-01"];

  test("PagerDuty's layers, the checks and the review answer what the catalog says", () => {
    fc.assert(
      fc.property(
        zone,
        override,
        fc.array(fc.integer({ min: -50, max: 950 }), { minLength: 30, maxLength: 30 }),
        (timeZone, one, offsets) => {
          const schedule: Schedule = { id: "s", formerly: [], name: "S", timeZone, layers, overrides: [one] };
          const [sent] = accountOf([{ kind: "schedule", id: "s", fields: scheduleArgs(schedule, ({ id }) => id) }]).schedules.values();
          const began = at(`${one.from}:00Z`);
          for (const offset of offsets) {
            const instant = began + offset * 1_800_000;
            if (changes.some((date) => Math.abs(instant - at(`2026-${date}T12:00Z`)) < 1.5 * day)) continue;
            const expected = wanted(schedule, instant);
            expect([new Date(instant).toISOString(), personAt(withOverrides(schedule, schedule.overrides), instant)?.id]).toEqual([
              new Date(instant).toISOString(),
              expected,
            ]);
            expect(sent && onCallAt(sent, instant)).toBe(expected);
          }
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  test("what has ended is not sent, and layers of the schedule keep their places before what is", () => {
    const schedule: Schedule = {
      id: "s",
      formerly: [],
      name: "S",
      timeZone: "Europe/Berlin",
      layers,
      overrides: [
        { from: "2026-02-01T09:00", to: "2026-02-02T09:00", who: dee },
        { from: "2026-03-01T09:00", to: "2026-03-02T09:00", who: dee, why: "a swap" },
      ],
    };
    expect(scheduleArgs(schedule, ({ id }) => id, at("2026-02-10T00:00Z")).layers).toEqual([
      expect.objectContaining({ name: "days" }),
      expect.objectContaining({ name: "nights" }),
      {
        name: "override by dee from 2026-03-01T09:00",
        start: "2026-03-01T09:00:00+01:00",
        end: "2026-03-02T09:00:00+01:00",
        rotationVirtualStart: "2026-03-01T09:00:00+01:00",
        rotationTurnLengthSeconds: 86_400,
        users: ["dee"],
        restrictions: [],
      },
    ]);
  });
});
