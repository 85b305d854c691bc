import { describe, expect, it } from "vitest";
import { bornWithFirstEvent } from "../../analysis/prove/series.ts";
import type { Simulation } from "../../analysis/prove/simulation.ts";
import { type EventsSlo, isEvents, simulation } from "../../analysis/prove/slo-cases.ts";
import { flapping, following, steady, type Trace } from "../../analysis/prove/trace.ts";
import { alertOf, sloAt, watch } from "../../analysis/prove/watched.ts";
import { resolvedCatalog } from "./catalog.ts";
import { holds } from "./suite.ts";

const path = "hastecrm/api/availability";
const hour = 60;
const outageBegins = 6 * hour;

/** API availability with another target. */
function at(target: string): { watched: ReturnType<typeof watch>; slo: EventsSlo } {
  const watched = watch(
    resolvedCatalog("test/products/catalog", ({ systems }) => {
      for (const { services } of systems) Object.assign(services.api?.slos.availability ?? {}, { target, floor: "1%" });
    }),
  );
  const slo = sloAt(watched, path);
  if (!isEvents(slo)) throw new Error(`${path} does not count events`);
  return { watched, slo };
}

/** A night hour: two requests in three minutes, forty an hour; the first `bad` of them from `from` on fail. */
function night(length: number, from: number, bad: number): Trace {
  let left = bad;
  return Array.from({ length }, (_, minute) => {
    const total = minute % 3 === 2 ? 0 : 1;
    const fails = minute >= from && left > 0 ? total : 0;
    left -= fails;
    return { total, bad: fails };
  });
}

const strict = at("99.9%");
const nightly = (name: string, bad: number): Simulation =>
  simulation(strict.watched, strict.slo, name, night(10 * hour, outageBegins, bad));
const oneFailure = nightly("tells nobody of one failed request of a quiet hour at 99.9 %", 1);
const nineFailures = nightly("tells nobody of nine", 9);
const tenFailures = nightly("pages at the tenth", 10);

const targets = ["99.9%", "99%", "95%", "90%"];
const outages = targets.map((target) => {
  const { watched, slo } = at(target);
  const trace = following(steady(outageBegins, 600), steady(hour, 600, 600), steady(hour, 600));
  return {
    target,
    page: alertOf(watched, path, "burn-page").name,
    made: simulation(watched, slo, `sees a total outage at ${target}`, trace),
  };
});

const clean = steady(4 * hour, 600);
const silence = following(steady(2 * hour, 600), steady(3 * hour, 0), steady(2 * hour, 600));
const others: Simulation[] = [
  simulation(strict.watched, strict.slo, "is silent where no request ever failed and no such series exists", clean, {
    bad: bornWithFirstEvent,
  }),
  simulation(strict.watched, strict.slo, "is silent through three hours without any request", silence),
  simulation(
    strict.watched,
    strict.slo,
    "keeps its ticket silent under its page, through failures that come and go",
    following(steady(2 * hour, 600), flapping(6 * hour, 600, 300, 20, 40), steady(3 * hour, 600)),
  ),
];

describe("quiet hours, outages and silence", () => {
  holds([oneFailure, nineFailures, tenFailures, ...outages.map(({ made }) => made), ...others]);

  it("one and nine failures of a quiet hour fire nothing, ten fire the page", () => {
    expect(Object.values(oneFailure.fires).flat()).toEqual([]);
    expect(Object.values(nineFailures.fires).flat()).toEqual([]);
    expect(tenFailures.fires["hastecrm--api--availability--page"]).not.toEqual([]);
  });
  it.each(outages)("a total outage at $target pages within thirty minutes", ({ page, made }) => {
    const [first] = made.fires[page] ?? [];
    expect((first?.[0] ?? Number.POSITIVE_INFINITY) - outageBegins).toBeLessThanOrEqual(30);
  });
  it("a page and a ticket of one SLO fire together only while one of them is kept firing, for eight minutes", () => {
    const together = others.flatMap(({ fires }) => {
      const [page = [], ticket = []] = Object.values(fires);
      return page.flatMap(([from, to]) => ticket.map(([start, end]) => Math.min(to, end) - Math.max(from, start)));
    });
    expect(together.length).toBeGreaterThan(0);
    expect(Math.max(...together)).toBeLessThanOrEqual(8);
  });
});
