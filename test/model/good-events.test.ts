import { describe, expect, test } from "vitest";
import { loadCatalog, resolve } from "../../language.ts";
import { type Edit, withCatalog } from "./edited.ts";

/*
 * Events whose good ones are written, and two counters with filters of their own.
 */

const bad = 'events: { of: requests, bad: { status: { starts-with: "5" } } }';
const shop = (replace: string, by: string): Edit => ({ file: "systems/shop.yaml", replace, with: by });
const written = (events: string): Edit[] => [
  shop(bad, `events: ${events}`),
  shop(
    "    signals:\n",
    "      answers: { counter: answers_total, labels: [kind, status] }\n      target-2: { gauge: up_2 }\n    signals:\n",
  ),
];
const problemsOf = (events: string): string[] =>
  withCatalog(written(events), (catalog) => loadCatalog(catalog).problems.map(({ code, at }) => `${code} ${at.split("/events/")[1]}`));
const badOf = (events: string): unknown =>
  withCatalog(written(events), (catalog) => {
    const loaded = loadCatalog(catalog).catalog;
    if (!loaded) throw new Error("it has problems");
    const signals = resolve(loaded, "prod").systems.flatMap(({ services }) => services.flatMap((one) => one.signals));
    const found = signals.find(({ id }) => id === "success");
    return found?.kind === "events" ? [found.where, found.bad] : undefined;
  });
const why = "why: another program counts them";

describe("the checks", () => {
  test.each<[name: string, events: string, problems: string[]]>([
    ["good by a filter", '{ of: requests, good: { status: { starts-with: "2" } } }', []],
    ["good of the label of where", '{ of: requests, where: { status: { not: "404" } }, good: { status: "200" } }', []],
    [
      "good of nothing that where selects",
      '{ of: requests, where: { status: "404" }, good: { status: "200" } }',
      ["selects-nothing good/status"],
    ],
    [
      "good of all that where selects",
      '{ of: requests, where: { status: "200" }, good: { status: { starts-with: "2" } } }',
      ["empty-filter good"],
    ],
    ["no filter", "{ of: requests, good: {} }", ["empty-filter good"]],
    ["a filter of a gauge", "{ of: target-2, good: { status: OK } }", ["wrong-metric-kind of"]],
    ["over a bound of a counter", "{ of: requests, good: { over: 200ms } }", ["wrong-metric-kind of"]],
    ["over a bound of a histogram", "{ of: duration, good: { over: 200ms } }", []],
    ["over a bound that is none of its buckets", "{ of: duration, good: { over: 210ms } }", ["unresolvable-bound good/over"]],
    ["by a word that is no bound", "{ of: duration, good: { below: 200ms } }", ["wrong-metric-kind good"]],
    ["between two bounds", "{ of: duration, good: { over: 200ms, under: 1s } }", ["wrong-metric-kind good"]],
    ["a bound of a counter", "{ of: requests, good: { under: 200ms } }", ["wrong-metric-kind of"]],
    ["good by another metric", `{ good: answers, total: requests, ${why} }`, []],
    [
      "filters of each",
      `{ good: { metric: answers, where: { kind: full } }, total: { metric: requests, where: { status: "200" } }, ${why} }`,
      [],
    ],
    [
      "a label of the other metric",
      `{ good: { metric: answers, where: { method: GET } }, total: requests, ${why} }`,
      ["unknown-label good/where/method"],
    ],
    [
      "a label that only one of both has",
      `{ good: answers, total: requests, where: { kind: full }, ${why} }`,
      ["unknown-label where/kind"],
    ],
    [
      "a label of both and of its own",
      `{ bad: { metric: answers, where: { status: "500" } }, total: requests, where: { status: "500" }, ${why} }`,
      ["label-matched-twice bad/where/status"],
    ],
    [
      "a metric that is not there",
      `{ good: { metric: none, where: { kind: full } }, total: requests, ${why} }`,
      ["unknown-metric good/metric"],
    ],
    ["a gauge", `{ good: { metric: target-2, where: {} }, total: requests, ${why} }`, ["wrong-metric-kind good/metric"]],
    ["the same series twice", `{ good: requests, total: requests, ${why} }`, ["empty-filter good"]],
    ["no reason", "{ good: answers, total: requests }", ["missing-key why"]],
  ])("%s", (_name, events, problems) => {
    expect(problemsOf(events)).toEqual(problems);
  });
});

describe("resolved", () => {
  const own = { env: { is: "prod" }, service: { is: "api" } };

  test("a filter of good events is that of all but the bad ones", () => {
    expect(badOf('{ of: requests, good: { status: "200" } }')).toEqual([own, { allBut: { status: { is: "200" } } }]);
  });

  test("each of two counters has the matchers of both, and its own", () => {
    const events = `{ good: { metric: answers, where: { kind: full } }, total: requests, where: { status: "200" }, ${why} }`;
    const both = { ...own, status: { is: "200" } };
    expect(badOf(events)).toEqual([
      both,
      { good: expect.objectContaining({ name: "answers_total" }), where: { ...both, kind: { is: "full" } } },
    ]);
  });
});
