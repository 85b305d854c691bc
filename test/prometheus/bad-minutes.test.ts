import { describe, expect, it } from "vitest";
import { type EventsSlo, isEvents, simulation } from "../../analysis/prove/slo-cases.ts";
import { following, steady, type Trace } from "../../analysis/prove/trace.ts";
import { sloAt, watch } from "../../analysis/prove/watched.ts";
import { resolvedCatalog } from "./catalog.ts";
import { holds } from "./suite.ts";

const path = "hastecrm/api/availability";
const page = "hastecrm--api--availability--page";
const before = 370;

/** API availability at 99.9 %, whose page asks for ten failures, or for four minutes with one. */
function scraped(scrape: string): { watched: ReturnType<typeof watch>; slo: EventsSlo } {
  const watched = watch(
    resolvedCatalog("test/products/catalog", ({ organization }) => {
      for (const source of Object.values(organization.sources)) Object.assign(source, { scrape });
      for (const policy of Object.values(organization.policies)) Object.assign(policy, { "least-bad-minutes": 4 });
    }),
  );
  const slo = sloAt(watched, path);
  if (!isEvents(slo)) throw new Error(`${path} does not count events`);
  return { watched, slo };
}

/** Forty requests an hour, of whose minutes with one these fail, counted from `before`; then five hours of health. */
function night(fails: (number: number) => boolean, length: number): Trace {
  let number = -1;
  return Array.from({ length: before + length + 300 }, (_, minute) => {
    const total = minute % 3 === 2 ? 0 : 1;
    if (minute < before || minute >= before + length || total === 0) return { total, bad: 0 };
    number++;
    return { total, bad: fails(number) ? 1 : 0 };
  });
}

/** Quiet minutes, and some in which so many of so many requests fail at once. */
const clusters = (minutes: number, failures: number): Trace =>
  following(
    steady(before, 1),
    ...Array.from({ length: minutes }, () => following(steady(1, failures, failures), steady(9, 1))),
    steady(120, 1),
  );

const cases = ["30s", "60s"].flatMap((scrape) => {
  const { watched, slo } = scraped(scrape);
  const made = (name: string, trace: Trace) => simulation(watched, slo, `${name}, scraped every ${scrape}`, trace);
  return [
    {
      scrape,
      fires: true,
      made: made(
        "an outage of half an hour at 40 requests an hour",
        night(() => true, 30),
      ),
    },
    {
      scrape,
      fires: true,
      made: made(
        "every fifth request for three hours",
        night((number) => number % 5 === 0, 180),
      ),
    },
    {
      scrape,
      fires: true,
      made: made(
        "every twentieth for ten hours",
        night((number) => number % 20 === 0, 600),
      ),
    },
    {
      scrape,
      fires: false,
      made: made(
        "three requests in a row",
        night((number) => number < 3, 30),
      ),
    },
    { scrape, fires: false, made: made("three at once, three times", clusters(3, 3)) },
  ];
});

describe("a page by minutes with a failure, minute by minute in real Prometheus", () => {
  holds(cases.map(({ made }) => made));

  it.each(cases.map((one) => [one.made.name, one] as const))("%s pages or does not", (_, { made, fires }) => {
    expect(made.fires[page]?.length ?? 0).toBe(fires ? 1 : 0);
  });

  it("pages in an outage after six minutes, and where a scrape is a minute after eight", () => {
    const first = cases.filter(({ made }) => made.name.includes("outage")).map(({ made }) => (made.fires[page]?.[0]?.[0] ?? 0) - before);
    expect(first).toEqual([6, 8]);
  });
});
