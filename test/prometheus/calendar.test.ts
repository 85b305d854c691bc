import { describe } from "vitest";
import { calendarFloorCases } from "../../analysis/prove/calendar-floor-cases.ts";
import { floorCase, withWindow } from "../../analysis/prove/floor-cases.ts";
import type { Simulation } from "../../analysis/prove/simulation.ts";
import { isEvents } from "../../analysis/prove/slo-cases.ts";
import { counter, daily, following } from "../../analysis/prove/trace.ts";
import { alertOf, sloAt } from "../../analysis/prove/watched.ts";
import { conditionQuery, measureQuery } from "../../queries/promql.ts";
import { soundCatalog } from "./catalog.ts";
import { holds } from "./suite.ts";

const day = 1440;
const january = 31 * day;
const path = "hastecrm/api/availability";
const catalog = soundCatalog("test/products/catalog");
/** Slices, and what else has a floor. */
const every = soundCatalog("test/catalog");

/** January with a bad day at its end, and two days of February: simulated time begins with the year. */
const trace = following(daily(30 * day, 2, 60, 0.001), daily(day, 2, 60, 0.4), daily(2 * day, 2, 60, 0.001));
const count = counter(trace);

/** An hour is recorded within a minute of its end, in which the first failures of a month may still be those of the last. */
const near = (query: string, expected: number): string => `abs(sum(${query}) / ${expected} - 1) < bool 0.03`;

/** From counters to figures: what the rules record of each minute and hour, and what panels and the floor make of it. */
function counted(): Simulation {
  const watched = withWindow(catalog, "prod", "month", "60s");
  const slo = sloAt(watched, path);
  if (!isEvents(slo)) throw new Error(`${path} does not count events`);
  const floor = alertOf(watched, path, "floor");
  const allowed = slo.target.neg().add(1).valueOf();
  const [sli, left] = [measureQuery({ kind: "sli", slo }), measureQuery({ kind: "budget-left", slo })];
  const figures = (at: number, since: number, whole: number) => {
    const { total, bad } = count(at, at - since);
    const projected = (total / (at - since)) * whole;
    return [
      { query: near(`1 - (${sli})`, bad / total), at, is: 1 },
      { query: near(`1 - (${left})`, bad / (allowed * projected)), at, is: 1 },
    ];
  };
  const ticket = (at: number, is: boolean) => ({ query: `count(${conditionQuery(floor.when)})`, at, is: is ? 1 : undefined });
  return {
    ...floorCase(watched, slo, [trace], 31, "counts a month from its first day"),
    recordOnly: true,
    fires: {},
    values: [
      ...figures(10 * day, 0, january),
      ...figures(january, 0, january),
      // Until the first full hour of February, January stands there as a whole.
      ...figures(january, 0, january).map((one) => ({ ...one, at: january + 59 })),
      ...figures(january + day, january, 29 * day),
      ticket(30 * day, false),
      ticket(january, true),
      ticket(january + 59, true),
      ticket(january + 60, false),
      ticket(january + 2 * day, false),
    ],
  };
}

describe("a window of the calendar", () => {
  holds([
    ...["month", "quarter"].flatMap((window) =>
      [catalog, every].flatMap((one) => {
        const watched = withWindow(one, "prod", window, "60s");
        return calendarFloorCases(watched, watched.slos);
      }),
    ),
    counted(),
  ]);
});
