import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type SignalEntry, signal } from "../../model/schema/signal.ts";
import { type ConditionEntry, condition, show } from "../../model/schema/system.ts";

/** What editors check: the schema as it is written for them, and read back. */
const ofEditors = (schema: z.ZodType) => z.fromJSONSchema(z.toJSONSchema(schema, { io: "input" }) as never);

const count = { of: "requests" };
const value = { of: "load", aggregation: "max" } as const;

describe("exactly one kind", () => {
  const cases: readonly [what: string, schema: z.ZodType, one: object, two: object][] = [
    ["signal", signal, { count }, { count, value }],
    ["signal of events", signal, { events: { of: "a", bad: { b: "c" } } }, { events: { of: "a", bad: { b: "c" }, good: { under: 1 } } }],
    [
      "time-slice signal",
      signal,
      { slices: { of: "a", bad: { b: "c" }, good: { under: "1%" }, least: 20 } },
      { slices: { of: "a", bad: { b: "c" }, good: { under: "1%" }, aggregation: "max" } },
    ],
    [
      "good minute",
      signal,
      { slices: { of: "a", aggregation: "each", good: { is: 1 } } },
      { slices: { of: "a", aggregation: "each", good: { is: 1, over: 0.5 } } },
    ],
    [
      "share of another gauge",
      signal,
      { slices: { of: "a", "out-of": "b", aggregation: "sum", good: { under: "90%" } } },
      { slices: { of: "a", "out-of": "b", aggregation: "sum", quantile: "95%", good: { under: "90%" } } },
    ],
    ["state", condition, { is: 0 }, { is: 0, below: 1 }],
    ["condition", condition, { above: 1 }, { above: 1, below: 2 }],
    ["condition of a count", condition, { count: { above: 1, over: "5m" } }, { count: { above: 1, below: 2, over: "5m" } }],
    [
      "forecast",
      condition,
      { forecast: { below: 0, within: "4h", from: "1h" } },
      { forecast: { below: 0, above: 5, within: "4h", from: "1h" } },
    ],
    [
      "change",
      condition,
      { change: { falls: "50%", over: "1h", against: "1w", least: 100 } },
      { change: { falls: "50%", rises: "50%", over: "1h", against: "1w", least: 100 } },
    ],
    ["panel", show, { rate: "a/b" }, { rate: "a/b", share: "a/c" }],
  ];

  test.each(cases)("of a %s: the loader and editors refuse two, and none", (_, schema, one, two) => {
    for (const reader of [schema, ofEditors(schema)])
      expect([one, two, {}].map((entry) => reader.safeParse(entry).success)).toEqual([true, false, false]);
  });

  test("the types refuse two as well", () => {
    // @ts-expect-error a signal of two kinds
    const both: SignalEntry = { count, value };
    // @ts-expect-error a condition of two kinds
    const band: ConditionEntry = { above: 1, below: 2 };
    expect([both, band]).toHaveLength(2);
  });
});
