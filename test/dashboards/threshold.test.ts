import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { Threshold } from "../../dashboards/figure.ts";
import { type Expectations, expectationsOf, thresholdsOf } from "../../dashboards/threshold.ts";
import type { Condition, Show } from "../../model/resolved.ts";
import { alert, countOf, failing, gaugeOf, metric, slo, slowerThan, slowMinutes } from "./small.ts";

const requests = metric("counter", "requests");
const duration = metric("histogram", "duration", { unit: "s" });
const disk = metric("gauge", "disk", { unit: "percent" });
const narrow = { ...disk, where: { ...disk.where, mountpoint: { is: "/" } } };

const failed = failing("failed", requests);
const above5: Condition = { kind: "bad-share", signal: failed, above: new Fraction("0.05"), over: 300, least: 10 };
const fastSlo = slo("latency", slowerThan("fast", duration, 0.2), "0.95");
const tolerable: Condition = {
  kind: "bad-share",
  signal: slowerThan("tolerable", duration, 0.5),
  above: new Fraction("0.01"),
  over: 300,
  least: 0,
};
const full: Condition = { kind: "value", signal: gaugeOf("full", disk, "min"), compare: "below", threshold: new Fraction(20) };
const burst: Condition = { kind: "count", signal: countOf("burst", requests), compare: "above", threshold: new Fraction(600), over: 300 };

const share: Show = { kind: "share", signal: failed, by: [] };
const quantile = (at: string): Show => ({ kind: "quantile", metric: duration, quantile: new Fraction(at), by: [] });
const value = (across: "min" | "max", of = disk): Show => ({ kind: "value", metric: of, across, by: ["instance"] });
const rate = (...by: string[]): Show => ({ kind: "rate", metric: requests, by });
const count = (over: number, ...by: string[]): Show => ({ kind: "count", metric: requests, over, by });

describe("the lines of a panel", () => {
  const cases: [
    name: string,
    show: Show,
    expected: Partial<Expectations>,
    line: { at: number; bad: "above" | "below" } | undefined,
    more?: Threshold,
  ][] = [
    ["takes the bound of an alert on the share", share, { conditions: [above5] }, { at: 0.05, bad: "above" }],
    [
      "takes the budget of an SLO where no alert is on the share",
      share,
      { slos: [slo("availability", failed, "0.999")] },
      { at: 0.001, bad: "above" },
    ],
    [
      "prefers the alert, which speaks of the moment",
      share,
      { slos: [slo("availability", failed, "0.999")], conditions: [above5] },
      { at: 0.05, bad: "above" },
    ],
    ["draws the bound of an SLO at the quantile of its target", quantile("0.95"), { slos: [fastSlo] }, { at: 0.2, bad: "above" }],
    [
      "draws the bound above which events are good at the quantile that may be below it",
      quantile("0.05"),
      { slos: [slo("latency", { ...slowerThan("real", duration, 0.2), bad: { upToBound: new Fraction("0.2") } }, "0.95")] },
      { at: 0.2, bad: "below" },
    ],
    ["draws no bound at another quantile", quantile("0.5"), { slos: [fastSlo] }, undefined],
    [
      "draws the bound of an alert at the quantile that it allows",
      quantile("0.99"),
      { slos: [fastSlo], conditions: [tolerable] },
      { at: 0.5, bad: "above" },
    ],
    [
      "draws the bound of bad minutes at their quantile",
      quantile("0.9"),
      { slos: [slo("minutes", slowMinutes("slow", duration, 0.9, 2), "0.99")] },
      { at: 2, bad: "above" },
    ],
    ["takes the side from the alert", value("min"), { conditions: [full] }, { at: 20, bad: "below" }],
    ["draws no line for another aggregation", value("max"), { conditions: [full] }, undefined],
    ["draws no line for another selection of series", value("min", narrow), { conditions: [full] }, undefined],
    ["draws a count over its time", count(300), { conditions: [burst] }, { at: 600, bad: "above" }],
    ["draws no count over another time, and none as a rate", count(3600), { conditions: [burst] }, undefined],
    ["draws no line of a sum where each label has its own", count(300, "endpoint"), { conditions: [burst] }, undefined],
    [
      "draws both lines of two alerts on one share",
      share,
      { conditions: [above5, { ...above5, above: new Fraction("0.02") }] },
      { at: 0.05, bad: "above" },
      { at: 0.02, bad: "above" },
    ],
    [
      "draws the bounds of an SLO and of an alert at one quantile",
      quantile("0.95"),
      { slos: [fastSlo], conditions: [{ ...tolerable, above: new Fraction("0.05") }] },
      { at: 0.2, bad: "above" },
      { at: 0.5, bad: "above" },
    ],
    ["draws nothing where nothing is promised", rate(), {}, undefined],
  ];
  test.each(cases)("%s", (_, show, expected, ...lines) => {
    expect(thresholdsOf(show, { slos: [], conditions: [], ...expected })).toEqual(lines.filter((line) => line !== undefined));
  });

  test("an explicit line wins, and keeps the side of what is watched", () => {
    expect(thresholdsOf(value("min"), { slos: [], conditions: [full] }, new Fraction(30))).toEqual([{ at: 30, bad: "below" }]);
    expect(thresholdsOf(rate(), { slos: [], conditions: [] }, new Fraction(7))).toEqual([{ at: 7, bad: "above" }]);
  });

  test("an explicit line that nothing watches has the side of its metric", () => {
    const users = value("max", metric("gauge", "users", { better: "more" }));
    expect(thresholdsOf(users, { slos: [], conditions: [] }, new Fraction(100))).toEqual([{ at: 100, bad: "below" }]);
  });
});

test("only conditions that the catalog wrote become lines, also below `any data at all`", () => {
  const alerts = [
    alert({ when: { kind: "or-absent", of: full } }),
    alert({ kind: "burn-page", when: { kind: "any", of: [above5] } }),
    alert({ kind: "floor", when: above5 }),
  ];
  expect(expectationsOf([fastSlo], alerts)).toEqual({ slos: [fastSlo], conditions: [full] });
});
