import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { DashboardPanel } from "../../dashboards/dashboard.ts";
import { overviewOf } from "../../dashboards/overview.ts";
import type { Service } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alert, failing, gaugeOf, metric, prod, runbook, service, slo, slowerThan, system } from "./small.ts";

function overview(of: Partial<Service>, alerts: readonly Alert[] = []) {
  const one = service(of);
  return overviewOf(one, system([one]), prod, alerts);
}
function row(title: string, of: Partial<Service>, alerts: readonly Alert[] = []): readonly DashboardPanel[] {
  return overview(of, alerts).rows.find((one) => one.title === title)?.panels ?? [];
}

const requests = metric("counter", "requests");
const duration = metric("histogram", "duration", { unit: "s" });
const availability = slo("availability", failing("failed", requests), "0.999");
const latency = slo("latency", slowerThan("fast", duration, 0.2), "0.95");

describe("objectives", () => {
  const panels = row("Objectives", { slos: [availability] });

  test("an SLO shows what was kept, what is left and how fast it goes", () => {
    expect(panels.map(({ lines, kind }) => [kind, ...lines.map(({ measure }) => measure.kind)])).toEqual([
      ["now", "sli"],
      ["now", "budget-left"],
      ["trend", "burn-rate", "burn-rate"],
    ]);
  });

  test("their lines are the target, an empty budget, and the lowest factor that pages", () => {
    expect(panels.flatMap(({ thresholds }) => thresholds)).toEqual([
      { at: 0.999, bad: "below" },
      { at: 0, bad: "below" },
      { at: 6, bad: "above" },
    ]);
  });

  test("the burn rate has a line over each long window that pages, and says at what factor", () => {
    const burn = panels[2];
    expect(burn?.lines.map(({ measure }) => (measure.kind === "burn-rate" ? measure.over : undefined))).toEqual([3600, 21_600]);
    expect(burn?.description).toContain("Page: above 14.4 over 1h, or above 6 over 6h.");
  });

  test("at a low target the capped factor is shown, not the written one", () => {
    const burn = row("Objectives", { slos: [latency] })[2];
    expect(burn?.description).toContain("above 10 over 1h");
  });

  test("an SLO of seven days, to which the tier of a day applies no more, still has its pages as lines", () => {
    const burn = row("Objectives", { slos: [{ ...availability, window: 604_800 }] })[2];
    expect(burn?.lines.map(({ legend }) => legend)).toEqual(["over 1h", "over 6h"]);
  });

  test("without a tier that pages, tickets are shown", () => {
    const policy = { ...availability.policy, page: [] };
    const burn = row("Objectives", { slos: [{ ...availability, policy }] })[2];
    expect(burn?.description).toContain("Ticket: above 3 over 1d.");
    expect(burn?.thresholds).toEqual([{ at: 3, bad: "above" }]);
  });

  test("without any tier, the rate at which a budget just lasts is the line", () => {
    const policy = { ...availability.policy, page: [], ticket: [] };
    expect(row("Objectives", { slos: [{ ...availability, policy }] })[2]?.thresholds).toEqual([{ at: 1, bad: "above" }]);
  });
});

describe("availability and latency", () => {
  test("a share of failures is shown as a share, a bound as the quantile that it allows", () => {
    const panels = row("Availability and latency", { slos: [availability, latency] });
    expect(panels.map(({ lines }) => lines[0]?.measure)).toEqual([
      { kind: "share", signal: availability.signal, by: [] },
      { kind: "quantile", metric: duration, quantile: new Fraction("0.95"), by: [] },
    ]);
    expect(panels.flatMap(({ thresholds }) => thresholds)).toEqual([
      { at: 0.001, bad: "above" },
      { at: 0.2, bad: "above" },
    ]);
  });

  test("an alert at the quantile of an SLO needs no second panel", () => {
    const slow = alert({
      when: { kind: "bad-share", signal: slowerThan("slow", duration, 0.5), above: new Fraction("0.05"), over: 300, least: 0 },
    });
    expect(row("Availability and latency", { slos: [latency] }, [slow])).toHaveLength(1);
  });

  test("the same quantile of other events of the metric has a panel of its own, named by its signal", () => {
    const of = (id: string, method: string) => {
      const signal = slowerThan(id, duration, 0.2);
      return slo(id, { ...signal, where: { ...signal.where, method: { is: method } } }, "0.95");
    };
    const panels = row("Availability and latency", { slos: [of("reads", "GET"), of("writes", "PUT")] });
    expect(panels.map(({ id, title }) => [id, title])).toEqual([
      ["quantile--duration--19/20--reads", "Duration, p95: Reads"],
      ["quantile--duration--19/20--writes", "Duration, p95: Writes"],
    ]);
  });

  test("an alert without an SLO has a panel of its own", () => {
    const slow = alert({
      when: { kind: "bad-share", signal: slowerThan("slow", duration, 0.5), above: new Fraction("0.01"), over: 300, least: 0 },
    });
    const panels = row("Availability and latency", {}, [slow]);
    expect(panels.map(({ title, thresholds }) => [title, thresholds[0]?.at])).toEqual([["Duration, p99", 0.5]]);
  });
});

describe("traffic and saturation", () => {
  test("every counter is traffic; histograms count where no counter does", () => {
    expect(row("Traffic", { metrics: [requests, duration] }).map(({ title }) => title)).toEqual(["Requests per second"]);
    expect(row("Traffic", { metrics: [duration] }).map(({ title }) => title)).toEqual(["Duration per second"]);
  });

  test("a gauge is shown as its signal reads it, with the line of the alert", () => {
    const depth = metric("gauge", "depth");
    const backlog = gaugeOf("backlog", depth, "max", ["queue"]);
    const when = { kind: "value", signal: backlog, compare: "above", threshold: new Fraction(1000) } as const;
    const [panel] = row("Saturation", { metrics: [depth], signals: [backlog] }, [alert({ when })]);
    expect(panel?.lines[0]?.measure).toEqual({ kind: "value", metric: depth, across: "max", by: ["queue"] });
    expect(panel?.thresholds).toEqual([{ at: 1000, bad: "above" }]);
  });

  test("a gauge that a written panel shows is put together as there: every instance may count the whole", () => {
    const users = metric("gauge", "users");
    const one = service({ metrics: [users] });
    const panel = {
      id: "users",
      formerly: [],
      source: [],
      title: "Users",
      show: { kind: "value", metric: users, across: "max", by: [] },
    } as const;
    const written = { ...system([one]), dashboards: [{ id: "all", formerly: [], source: [], title: "All", panels: [panel] }] };
    const rows = overviewOf(one, written, prod, []).rows.filter(({ title }) => title === "Saturation");
    expect(rows[0]?.panels[0]?.lines[0]?.measure).toMatchObject({ kind: "value", across: "max" });
  });

  test.each([
    ["bytes", "sum"],
    ["percent", "max"],
    ["ratio", "max"],
  ] as const)("a gauge in %s that nothing watches is shown as the %s of its series", (unit, across) => {
    const [panel] = row("Saturation", { metrics: [metric("gauge", "level", { unit })] });
    expect(panel?.lines[0]?.measure).toMatchObject({ kind: "value", across });
  });
});

test("rows without panels are left out", () => {
  expect(overview({ metrics: [requests] }).rows.map(({ title }) => title)).toEqual(["Traffic"]);
});

test("the runbooks of its alerts are linked once each; those of another service are not", () => {
  const when = { kind: "absent", signal: gaugeOf("level", metric("gauge", "level")) } as const;
  const elsewhere = alert({
    when,
    service: service({ path: "shop/checkout" }),
    runbook: { id: "other", url: "https://runbooks.example.com/other.md" },
  });
  const { links } = overview({}, [alert({ when }), alert({ when, name: "shop--cart--second" }), elsewhere]);
  expect(links).toEqual([{ title: "Runbook: broken", url: runbook.url }]);
});

test("a renamed service keeps the identity of its overview", () => {
  expect(overview({ formerly: ["basket"] })).toMatchObject({ name: "shop--cart--overview", formerNames: ["shop--basket--overview"] });
});

describe("titles", () => {
  const titlesOf = (...signals: readonly string[]) =>
    row("Availability and latency", { slos: signals.map((id) => slo(id, failing(id, requests), "0.999")) }).map(({ title }) => title);

  test("of panels on one metric say which signal each shows; one alone does not", () => {
    expect(titlesOf("failed")).toEqual(["Requests, bad share"]);
    expect(titlesOf("failed", "lost-on-the-way")).toEqual(["Requests, bad share: Failed", "Requests, bad share: Lost on the way"]);
  });
});
