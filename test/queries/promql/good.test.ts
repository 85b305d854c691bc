import { expect, test } from "vitest";
import type { EventsSignal } from "../../../model/resolved.ts";
import { badTile, totalTile } from "../../../queries/promql/tile.ts";
import { measureQuery } from "../../../queries/promql.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { faults } from "../parsed.ts";

const services = resolvedCatalog("test/catalog").systems.flatMap((system) => system.services);
const signal = (id: string): EventsSignal => {
  const found = services.flatMap(({ signals }) => signals).find(({ path }) => path === `canal/locks/${id}`);
  if (found?.kind !== "events") throw new Error(`no signal ${id}`);
  return found;
};
const own = 'cluster="one",env="prod"';

test("bad is what is not good: all of it where no good series is there", () => {
  const all = `sum(rate(lock_calls_total{${own},path=~"/v3.*",service="locks"}[75s]))`;
  const good = `sum(rate(lock_calls_total{${own.replace(",", ',code=~"2..|404",')},path!="/v3/never",path=~"/v3.*",service="locks"}[75s]))`;
  expect(badTile(signal("fine"))).toBe(
    `round(\n  clamp_min(\n    ${all}\n    - (\n      ${good}\n      or ${all} * 0\n    ),\n    0\n  ) * 60,\n  0.001\n)`,
  );
});

test("two counters are subtracted without a bound: what one minute has too much, the next has too little", () => {
  const all = `sum(rate(lock_answers_total{${own},kind=~"full|part",path="/tow",service="locks"}[75s]))`;
  const good = `sum(rate(lock_served_total{${own},path="/tow",service="locks",worker!="trial"}[75s]))`;
  expect(totalTile(signal("served"))).toBe(`round(${all} * 60, 0.001)`);
  expect(badTile(signal("served"))).toBe(
    `round(\n  (\n    ${all}\n    - (\n      ${good}\n      or ${all} * 0\n    )\n  ) * 60,\n  0.001\n)`,
  );
});

test("a panel shows no share below zero", () => {
  const share = measureQuery({ kind: "share", signal: signal("served"), by: [] });
  expect(share).toMatch(/^clamp_min\(\n[\s\S]*,\n {2}0\n\)\n\/\n/);
  expect([share, measureQuery({ kind: "share", signal: signal("fine"), by: [] })].flatMap(faults)).toEqual([]);
});
