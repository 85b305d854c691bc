import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { alarmsIn, parseAlarmRule } from "../../../components/aws/fake/alarm-rule.ts";
import type { AlertCondition } from "../../../model/condition.ts";
import { alarmRule } from "../../../queries/cloudwatch.ts";
import { failing, metric } from "../../dashboards/small.ts";
import { ringing } from "./rules.ts";

const signal = failing("failed", metric("counter", "requests"));
const leaf = (over: number): AlertCondition => ({ kind: "bad-share", signal, above: new Fraction("0.01"), over, least: 0 });
const [a, b, c, d] = [leaf(1), leaf(2), leaf(3), leaf(4)];
const nameOf = (one: AlertCondition) => ("over" in one ? `alarm ${one.over}` : "");

/** What a tree means, in no dialect. */
function means(tree: AlertCondition, on: ReadonlySet<string>): boolean {
  switch (tree.kind) {
    case "any":
      return tree.of.some((part) => means(part, on));
    case "all":
      return tree.of.every((part) => means(part, on));
    case "unless":
      return means(tree.of, on) && !means(tree.unless, on);
    default:
      return on.has(nameOf(tree));
  }
}

describe("the rule of a composite alarm", () => {
  test("is the tree of a ticket: its tiers, and not the page", () => {
    const ticket: AlertCondition = {
      kind: "unless",
      of: { kind: "any", of: [{ kind: "all", of: [a, b] }] },
      unless: { kind: "any", of: [c, d] },
    };
    expect(alarmRule(ticket, nameOf)).toBe('((ALARM("alarm 1") AND ALARM("alarm 2")) AND NOT (ALARM("alarm 3") OR ALARM("alarm 4")))');
  });

  test("has the truth table of its tree, whatever the tree", () => {
    const { tree } = fc.letrec<{ tree: AlertCondition }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom(a, b, c, d),
        fc.array(tie("tree"), { minLength: 1, maxLength: 3 }).map((of): AlertCondition => ({ kind: "any", of })),
        fc.array(tie("tree"), { minLength: 1, maxLength: 3 }).map((of): AlertCondition => ({ kind: "all", of })),
        fc.tuple(tie("tree"), tie("tree")).map(([of, unless]): AlertCondition => ({ kind: "unless", of, unless })),
      ),
    }));
    const names = [a, b, c, d].map(nameOf);
    fc.assert(
      fc.property(tree, (one) => {
        const rule = parseAlarmRule(alarmRule(one, nameOf));
        for (let row = 0; row < 2 ** names.length; row++) {
          const on = new Set(names.filter((_, bit) => row & (1 << bit)));
          expect(ringing(rule, on)).toBe(means(one, on));
        }
        for (const name of alarmsIn(rule)) expect(names).toContain(name);
      }),
    );
  });
});
