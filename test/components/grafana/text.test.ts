import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { goDuration } from "../../../components/grafana/duration.ts";
import { longestUid, uidOf } from "../../../components/grafana/names.ts";
import { literalText } from "../../../components/grafana/template-text.ts";
import type { AlertCondition } from "../../../model/condition.ts";
import type { Condition } from "../../../model/resolved.ts";
import { valueText } from "../../../monitors/value-text.ts";
import { countOf, failing, gaugeOf, metric, prod, slowMinutes } from "../../dashboards/small.ts";

test.each([
  [0, "0s"],
  [30, "30s"],
  [60, "1m0s"],
  [300, "5m0s"],
  [3600, "1h0m0s"],
  [5430, "1h30m30s"],
  [172_800, "48h0m0s"],
])("%d seconds are written as Go prints them: %s", (seconds, text) => {
  expect(goDuration(seconds)).toBe(text);
});

describe("uids", () => {
  test("a uid names the environment, so that two environments share a Grafana", () => {
    expect(uidOf({ name: "shop--cart", formerNames: [] }, prod)).toBe("shop--cart--prod");
  });
  test("a renamed entry keeps its oldest uid", () => {
    expect(uidOf({ name: "shop--cart", formerNames: ["shop--basket", "shop--bag"] }, prod)).toBe("shop--basket--prod");
  });
  test("long names that differ only at their ends stay apart within 40 characters", () => {
    const long = "a-system-of-a-long-name--a-service-of-a-long-name--an-alert-of-a-long-name";
    const uids = ["page", "ticket"].map((kind) => uidOf({ name: `${long}--${kind}`, formerNames: [] }, prod));
    for (const uid of uids) expect(uid).toMatch(new RegExp(`^[a-z0-9-]{1,${longestUid}}$`));
    expect(new Set(uids).size).toBe(2);
    expect(uidOf({ name: `${long}--page`, formerNames: [] }, { ...prod, id: "staging" })).not.toBe(uids[0]);
  });
});

test.each([
  ["plain text", "plain text"],
  ["100 % {of} it", "100 % {of} it"],
  ["{{ $labels.secret }}", '{{"{{"}} $labels.secret }}'],
  ["{{{", '{{"{{"}}{'],
  ['{{"{{"}}', '{{"{{"}}"{{"{{"}}"}}'],
])("the catalog's %j is no template", (text, escaped) => {
  expect(literalText(text)).toBe(escaped);
});

describe("the value of a firing rule in words", () => {
  const requests = metric("counter", "requests");
  const share = (over: number): Condition => ({
    kind: "bad-share",
    signal: failing("failed", requests),
    above: new Fraction("0.05"),
    over,
    least: 10,
  });
  const slices: Condition = {
    kind: "bad-share",
    signal: slowMinutes("slow", metric("histogram", "duration"), 0.9, 2),
    above: new Fraction("0.05"),
    over: 3600,
    least: 0,
  };
  const level = (unit?: "ratio" | "bytes" | "s" | "percent", by: string[] = []): Condition => ({
    kind: "value",
    signal: gaugeOf("level", metric("gauge", "level", unit ? { unit } : {}), "max", by),
    compare: "above",
    threshold: new Fraction(1),
  });
  const absent: Condition = { kind: "absent", signal: gaugeOf("level", metric("gauge", "level")) };
  const number = "{{ humanize $values.A.Value }}";

  test.each<[when: AlertCondition, text: string | undefined]>([
    [share(300), `Bad events in the last 5m: ${number}.`],
    [slices, `Bad minutes in the last 1h: ${number}.`],
    [
      { kind: "any", of: [{ kind: "all", of: [share(3600), share(300)] }] },
      `Bad events in the window that is above its threshold: ${number}.`,
    ],
    [
      { kind: "unless", of: { kind: "any", of: [slices] }, unless: slices },
      `Bad minutes in the window that is above its threshold: ${number}.`,
    ],
    [level(), `Value: ${number}.`],
    [level("percent"), `Value: ${number} %.`],
    [level("ratio"), "Value: {{ humanizePercentage $values.A.Value }}."],
    [level("bytes"), "Value: {{ humanize1024 $values.A.Value }}B."],
    [level("s"), "Value: {{ humanizeDuration $values.A.Value }}."],
    [level(undefined, ["queue"]), `Value, queue {{ $labels.queue }}: ${number}.`],
    [{ kind: "or-absent", of: level() }, `Value: ${number}. It is 1 where the series is gone.`],
    [
      { kind: "count", signal: countOf("burst", requests), compare: "above", threshold: new Fraction(9), over: 600 },
      `Count in the last 10m: ${number}.`,
    ],
    [absent, undefined],
    [{ kind: "any", of: [absent, absent] }, undefined],
  ])("%#: what the query counts", (when, text) => {
    expect(valueText(when, "$values.A.Value")).toBe(text);
  });
});
