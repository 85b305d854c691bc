import { expect, test } from "vitest";
import { dayAndNight } from "../../../analysis/site/day-and-night.ts";

const read = (from: string, zone: string) =>
  dayAndNight(Date.parse(from), zone).map(({ name, at }) => `${name} ${new Date(at).toISOString().slice(0, 16)}`);

test.each([
  ["the same morning", "2026-01-12T03:00:00Z", "Europe/Berlin", ["by day 2026-01-12T10:00", "at night 2026-01-13T02:00"]],
  ["the next day, after eleven", "2026-01-12T10:00:01Z", "Europe/Berlin", ["by day 2026-01-13T10:00", "at night 2026-01-14T02:00"]],
  ["Monday, from a Friday afternoon on", "2026-01-16T15:00:00Z", "Europe/Berlin", ["by day 2026-01-19T10:00", "at night 2026-01-20T02:00"]],
  ["the night after a Friday", "2026-01-16T08:00:00Z", "Europe/Berlin", ["by day 2026-01-16T10:00", "at night 2026-01-17T02:00"]],
  ["the clock of its own zone", "2026-01-12T03:00:00Z", "America/New_York", ["by day 2026-01-12T16:00", "at night 2026-01-13T08:00"]],
])("%s", (_, from, zone, expected) => {
  expect(read(from, zone)).toEqual(expected);
});
