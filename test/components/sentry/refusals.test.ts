import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { refusals } from "../../../components/sentry/refusals.ts";
import type { SentryAlert } from "../../../components/sentry/select.ts";
import { slowerThan } from "../../queries/sentry/signals.ts";
import { sentences } from "../sentences.ts";
import { alertsIn } from "./catalog.ts";

const { alert } = alertsIn("test/catalog", "prod");
const storm = alert("pilots/bridge/storm");
const share = { kind: "bad-share", signal: slowerThan(2000), above: new Fraction(1, 20), over: 600, least: 0 } as const;

describe("what Sentry cannot express is refused with its path", () => {
  test.each<[string, Partial<SentryAlert>, RegExp]>([
    ["a duration that a condition must hold", { for: 300 }, /^pilots\/bridge\/storm: .*no pending period \(5m\)/],
    ["a title that is too long", { title: "t".repeat(195) }, /^pilots\/bridge\/storm: the title has 202 characters/],
    ["a condition", { when: { ...share, least: 3 } }, /^pilots\/bridge\/storm: .*cannot also count 3 failures/],
    [
      "an occurrence of what makes no issues",
      { when: { kind: "occurs", signal: { ...share.signal, kind: "count" } } },
      /only errors occur/,
    ],
  ])("%s", (_, change, reason) => {
    const found = sentences(refusals({ alerts: [{ ...storm, ...change }] }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(reason);
  });

  test("an objective is refused once, not once for its page and once for its ticket", () => {
    const burning = { kind: "any", of: [{ kind: "all", of: [share, share] }] } as const;
    const slo = { ...storm, entry: "pilots/bridge/availability" };
    const page = { ...slo, name: "page", when: burning };
    const ticket = { ...slo, name: "ticket", when: { kind: "unless", of: burning, unless: burning } as const };
    expect(sentences(refusals({ alerts: [page, ticket] }))).toEqual([
      "pilots/bridge/availability: a metric monitor compares one number with one threshold and cannot join conditions: a burn rate needs another source",
    ]);
  });

  test("the alerts of other evaluators are not asked about", () => {
    const evaluator = {
      ...storm.evaluator,
      kind: "prometheus",
      evaluator: "grafana",
      server: "prometheus",
      counts: "extrapolated",
      datasource: "x",
      jobs: [],
    } as const;
    expect(sentences(refusals({ alerts: [{ ...storm, for: 300, evaluator }] }))).toEqual([]);
  });
});
