import { describe, expect, test } from "vitest";
import { countedBy } from "../../../cli/site/counted-panels.ts";
import { panelsIn } from "../../../dashboards/dashboard.ts";
import { at, type Counter, counted, dashboardOf, payments, requests } from "./counted-shop.ts";

/* Of which time a panel of SLOs counts, or why a history is not enough for it. */

const both = [requests("GET", "200", () => 10), payments("ok", () => 10)];
const clock = (instant: number) => new Date(instant * 1000).toISOString().slice(5, 16);

/** From and to, with whether the first points are full; or why not. */
function of(title: string, from: string, to: string, counters: readonly Counter[] = both): string {
  const panels = ["shop--api--overview", "shop--overview"].flatMap((name) => panelsIn(dashboardOf(name)));
  const panel = panels.find((one) => one.title === title);
  if (!panel) throw new Error(`no panel ${title}`);
  const found = countedBy(panel, counted(at(from), at(to), counters));
  return typeof found === "string" ? found : `${clock(found.from)} to ${clock(found.to)}${found.isFull ? "" : ", not at first"}`;
}

describe("a window by the calendar", () => {
  test.each(["Month", "Month: error budget left", "Quarter", "Payments", "Least", "All"])("%s begins with the first", (title) => {
    expect(of(title, "2026-09-30T22:00Z", "2026-10-02T00:00Z")).toBe("10-01T00:00 to 10-02T00:00");
  });

  test("is that of the last full hour", () => {
    expect(of("Month", "2026-09-30T22:00Z", "2026-10-01T01:00Z")).toBe("10-01T00:00 to 10-01T01:00");
    expect(of("Month", "2026-01-31T22:00Z", "2026-03-01T00:59Z")).toBe("02-01T00:00 to 03-01T00:00");
    expect(of("Month", "2026-09-30T22:00Z", "2026-10-01T00:59Z")).toBe("the history has 2 h of the 30 d that it looks back on");
    expect(of("Quarter", "2026-09-30T22:00Z", "2026-10-01T00:59Z")).toBe("the history has 2 h of the 92 d that it looks back on");
  });

  test("is not drawn of a part of it, however new it is", () => {
    expect(of("Month", "2026-10-01T00:10Z", "2026-10-01T03:00Z")).toBe("the history has 2 h 50 min of the 3 h that it looks back on");
    expect(of("Month", "2026-10-01T02:59Z", "2026-10-01T03:59Z")).toBe("the history has 60 s of the 3 h that it looks back on");
    expect(of("Month", "2026-10-01T03:10Z", "2026-10-01T03:59Z")).toBe("the history has 0 s of the 3 h that it looks back on");
    expect(of("Least", "2026-10-01T02:00Z", "2026-10-03T00:00Z")).toBe("the history has 1 d 22 h of the 2 d that it looks back on");
  });

  test("may lack what a history begins later than it", () => {
    expect(of("Month", "2026-10-01T00:01Z", "2026-10-01T02:00Z")).toBe("10-01T00:01 to 10-01T02:00");
    expect(of("Month", "2026-10-01T01:00Z", "2026-10-05T00:00Z")).toBe("10-01T01:00 to 10-05T00:00");
  });
});

describe("a window of days", () => {
  test.each(["Worst", "Whole: error budget left", "Methods"])("%s ends with the last full hour", (title) => {
    expect(of(title, "2026-09-28T00:00Z", "2026-10-03T00:30Z")).toBe("09-29T00:00 to 10-03T00:00");
  });

  test("is drawn of a history that is as long, whenever it ends", () => {
    expect(of("Whole", "2026-09-29T00:00Z", "2026-10-03T00:00Z")).toBe("09-29T00:00 to 10-03T00:00");
    expect(of("Whole", "2026-09-29T00:59Z", "2026-10-03T00:59Z")).toBe("09-29T00:59 to 10-03T00:00");
    expect(of("Whole", "2026-09-29T01:01Z", "2026-10-03T00:00Z")).toBe("the history has 3 d 22 h of the 4 d that it looks back on");
  });
});

test("burn rates need their windows six hours ago as well, or say so", () => {
  expect(of("Worst: burn rate", "2026-10-01T00:00Z", "2026-10-01T12:00Z")).toBe("10-01T06:00 to 10-01T12:00");
  expect(of("Worst: burn rate", "2026-10-01T00:00Z", "2026-10-01T11:54Z")).toBe("10-01T05:54 to 10-01T11:54, not at first");
  expect(of("Worst: burn rate", "2026-10-01T00:00Z", "2026-10-01T05:54Z")).toMatch(/^the history has 5 h 54 min of the 6 h /);
});

test.each(["Worst", "Whole: burn rate", "Payments", "Least", "All"])("%s is not drawn without the data of one of its signals", (title) => {
  const requestsAlone = [requests("GET", "200", () => 10)];
  expect(of(title, "2026-09-28T00:00Z", "2026-10-03T00:00Z", requestsAlone)).toBe("the history has no payments_total");
  expect(of("Month", "2026-09-28T00:00Z", "2026-10-03T00:00Z", requestsAlone)).toBe("10-01T00:00 to 10-03T00:00");
});
