import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { byChance, type Life, scrapedLife, spellsOf } from "../../bench/life.ts";
import { chance } from "../../cli/history/example/chance.ts";

const sum = (life: Life, of: "total" | "bad") => life.reduce((all, minute) => all + minute[of], 0);

test("traffic and failures come as often as they are asked for, in clusters too", () => {
  const seed = randomInt(2 ** 31 - 1);
  for (const failing of [
    { size: 1, spread: 1 },
    { size: 3, spread: 3 },
  ]) {
    const life = byChance({ hourly: 60, minutes: 200_000, shareAt: () => 0.1, ...failing }, chance(seed));
    // Six standard deviations of a count, of clusters of three the square root of three times as many.
    expect(Math.abs(sum(life, "total") - 200_000), `seed ${seed}`).toBeLessThan(6 * Math.sqrt(240_000));
    expect(Math.abs(sum(life, "bad") - 20_000), `seed ${seed}`).toBeLessThan(6 * Math.sqrt(60_000));
  }
});

test("failures of one cause fall into one minute, or into as many as they are spread over", () => {
  const trafficOf = (spread: number) => ({ hourly: 60, minutes: 50_000, shareAt: () => 0.001, size: 3, spread });
  expect(byChance(trafficOf(1), chance(5)).every(({ bad }) => bad % 3 === 0)).toBe(true);
  expect(byChance(trafficOf(3), chance(5)).some(({ bad }) => bad % 3 !== 0)).toBe(true);
});

test("samples hold every request once", () => {
  expect(
    scrapedLife([
      { total: 2, bad: 1 },
      { total: 0, bad: 0 },
      { total: 3, bad: 3 },
    ]),
  ).toEqual({
    "200": [0, 1, 1, 1, 1, 1],
    "500": [0, 1, 1, 1, 1, 4],
  });
});

test("spells hold failures that are near each other, with calm around them, and leave out what is alone", () => {
  const life = Array.from({ length: 10_000 }, (_, minute) => ({ total: 1, bad: [2000, 2300, 2800, 7000].includes(minute) ? 1 : 0 }));
  const [spell, ...more] = spellsOf(life, 3);
  expect(more).toEqual([]);
  expect(spell?.length).toBe(800 + 2 * 600);
  expect(spell?.findIndex(({ bad }) => bad > 0)).toBe(600);
  expect(spellsOf(life, 1).length).toBe(2);
  expect(spellsOf(life, 4)).toEqual([]);
});
