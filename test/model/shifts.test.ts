import fc from "fast-check";
import { expect, test } from "vitest";
import { earlierSince, isSkipped, sinceThatKeeps } from "../../model/first-handoff.ts";
import { personAt, type Rota, shiftsOf, type Turns } from "../../model/shifts.ts";
import { day } from "../../model/wall-clock.ts";
import { week } from "../../model/weekday.ts";

const at = (written: string) => Date.parse(written);
const people = ["ann", "bob", "cyd", "dee"];
const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC");
const clock = fc
  .integer({ min: 0, max: 47 })
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 === 0 ? "00" : "30"}`);
const date = fc.integer({ min: 0, max: 700 }).map((days) => new Date(at("2025-01-01T00:00Z") + days * day).toISOString().slice(0, 10));
const hours = fc.record({ days: fc.subarray([...week], { minLength: 1 }), from: clock, to: clock });
const turns: fc.Arbitrary<Turns<string>> = fc
  .record({
    size: fc.integer({ min: 1, max: 4 }),
    turn: fc.constantFrom(1, 12, 24, 36, 168, 336),
    date,
    clock,
    hours: fc.option(hours, { nil: undefined }),
  })
  .map((one) => ({ rotation: people.slice(0, one.size), turn: one.turn * 3600, start: `${one.date}T${one.clock}:00`, hours: one.hours }));
const instant = fc
  .integer({ min: at("2026-01-01T00:00Z") / 60_000, max: at("2027-01-01T00:00Z") / 60_000 })
  .map((minutes) => minutes * 60_000);

test("shifts follow each other without a gap, and name at every minute who is on call", () => {
  fc.assert(
    fc.property(
      zone,
      fc.array(turns, { minLength: 1, maxLength: 3 }),
      instant,
      fc.array(fc.nat(14 * 1440 - 1), { maxLength: 30 }),
      (timeZone, layers, from, minutes) => {
        const rota: Rota<string> = { timeZone, layers };
        const shifts = shiftsOf(rota, from, from + 14 * day);
        expect([shifts[0]?.from, shifts.at(-1)?.to]).toEqual([from, from + 14 * day]);
        for (const [index, shift] of shifts.entries()) {
          expect(shift.to).toBeGreaterThan(shift.from);
          const next = shifts[index + 1];
          if (next) expect([next.from, next.person === shift.person]).toEqual([shift.to, false]);
        }
        for (const minute of minutes) {
          const when = from + minute * 60_000;
          expect(shifts.find((shift) => shift.from <= when && when < shift.to)?.person).toBe(personAt(rota, when));
        }
      },
    ),
    { numRuns: 150 },
  );
});

test("a rotation that has not begun has an earlier first day with the same turns", () => {
  fc.assert(
    fc.property(zone, turns, instant, (timeZone, layer, now) => {
      fc.pre(!isSkipped(at(`${layer.start}Z`), timeZone));
      const since = earlierSince(layer, timeZone, now);
      const earlier = { ...layer, start: `${since}${layer.start.slice(10)}` };
      expect(personAt({ timeZone, layers: [{ ...earlier, hours: undefined }] }, now)).toBeDefined();
      const from = Math.max(now, at(`${layer.start}Z`)) + 2 * day;
      expect(shiftsOf({ timeZone, layers: [earlier] }, from, from + 7 * day)).toEqual(
        shiftsOf({ timeZone, layers: [layer] }, from, from + 7 * day),
      );
    }),
    { numRuns: 150 },
  );
});

test("whoever joins or leaves, the first day that is proposed leaves the running turn with whom it has", () => {
  let kept = 0;
  fc.assert(
    fc.property(zone, turns, fc.shuffledSubarray(people, { minLength: 1 }), instant, (timeZone, layer, rotation, now) => {
      const [old, changed] = [
        { ...layer, hours: undefined },
        { ...layer, hours: undefined, rotation },
      ];
      const [before, after] = [
        { timeZone, layers: [old] },
        { timeZone, layers: [changed] },
      ];
      const person = personAt(before, now);
      const since = sinceThatKeeps(before, after, { before: old, after: changed }, now);
      const stays = person !== undefined && rotation.includes(person);
      if (!stays) expect(since).toBeUndefined();
      else if (since === undefined) expect(layer.turn % 86_400 !== 0 || isSkipped(at(`${layer.start}Z`), timeZone)).toBe(true);
      if (since === undefined) return;
      kept += 1;
      const moved = { timeZone, layers: [{ ...changed, start: `${since}${layer.start.slice(10)}` }] };
      const [running] = shiftsOf(before, now, now + 60 * day);
      const [then] = shiftsOf(moved, now, now + 60 * day);
      expect(then?.person).toBe(person);
      if (layer.rotation.length > 1 && rotation.length > 1) expect(then?.to).toBe(running?.to);
    }),
    { numRuns: 300 },
  );
  expect(kept).toBeGreaterThan(30);
});

test("a first handoff in an hour that the clocks skip has no other day with its turns", () => {
  const layer = (rotation: string[]): Turns<string> => ({ rotation, turn: 3600, start: "2025-03-09T02:00:00" });
  const rota = (one: Turns<string>): Rota<string> => ({ timeZone: "America/New_York", layers: [one] });
  const [one, two] = [layer(["ann"]), layer(["ann", "dee"])];
  expect(sinceThatKeeps(rota(one), rota(two), { before: one, after: two }, at("2026-01-01T00:00:00Z"))).toBeUndefined();
});

test("Bob keeps his week when Cyd joins behind him", () => {
  const layer = (rotation: string[], since: string): Turns<string> => ({ rotation, turn: 7 * 86_400, start: `${since}T09:00:00` });
  const rota = (one: Turns<string>): Rota<string> => ({ timeZone: "Europe/Berlin", layers: [one] });
  const [two, three] = [layer(["ann", "bob"], "2026-01-05"), layer(["ann", "bob", "cyd"], "2026-01-05")];
  const now = at("2026-06-03T12:00:00Z");
  expect([personAt(rota(two), now), personAt(rota(three), now)]).toEqual(["bob", "ann"]);
  expect(sinceThatKeeps(rota(two), rota(three), { before: two, after: three }, now)).toBe("2026-05-25");
});

test("who joins on the day on which the clocks skip the handoff gets an earlier first day", () => {
  const layer = (rotation: string[], since: string): Turns<string> => ({ rotation, turn: 86_400, start: `${since}T02:00:00` });
  const rota = (one: Turns<string>): Rota<string> => ({ timeZone: "Australia/Lord_Howe", layers: [one] });
  const [one, two] = [layer(["ann"], "2025-01-01"), layer(["ann", "dee"], "2025-01-01")];
  const now = at("2026-10-03T15:30:00Z");
  expect(sinceThatKeeps(rota(one), rota(two), { before: one, after: two }, now)).toBe("2026-10-02");
  expect(personAt(rota(layer(["ann", "dee"], "2026-10-02")), now)).toBe("ann");
});
