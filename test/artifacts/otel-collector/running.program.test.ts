import Fraction from "fraction.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { within } from "../running/server.ts";
import { objections, runningCollector } from "./collector.ts";
import { rendered } from "./rendered.ts";
import { type Request, type Traced, traced } from "./traffic.ts";

const times = (count: number, request: (i: number) => Request): Request[] => Array.from({ length: count }, (_, i) => request(i));
const idsOf = (requests: readonly Traced[]) => requests.map(({ traceId }) => traceId).sort();

describe("a real collector, before it runs", () => {
  const variables = { TRACES_ENDPOINT: "https://otlp.example.com", TRACES_HEADERS: '{ authorization: "Bearer token" }' };

  test.each(["prod", "staging"])("has nothing against the file of %s", async (environment) => {
    expect(await objections(rendered(environment), variables)).toBe("");
  });

  test("takes a file without headers, and refuses one without an address", async () => {
    expect(await objections(rendered("prod"), { TRACES_ENDPOINT: variables.TRACES_ENDPOINT })).toBe("");
    expect(await objections(rendered("prod"), {})).toContain("endpoint");
  });

  test("refuses what it does not know", async () => {
    expect(await objections(rendered("prod").replace("decision_wait", "decision_delay"), variables)).toContain("decision_delay");
  });
});

describe("a real collector of hasteCRM", () => {
  const wanted = {
    login: times(20, (i) => ({ path: ["/auth", "/auth/google/callback", "/auth?code=1"][i % 3] ?? "" })),
    contact: times(20, (i) => ({ path: ["/api/contacts", `/api/contacts/${i}`][i % 2] ?? "" })),
    email: times(20, () => ({ path: "/api/webhooks/email/gmail" })),
    failing: times(20, (i) => ({ path: `/api/deals/${i}`, fails: true })),
    answered: times(20, (i) => ({ path: `/api/deals/${i}`, status: 500 + (i % 5) })),
    slow: times(20, (i) => ({ path: `/api/reports/${i}`, takes: 2001 })),
  };
  const plain = [
    ...times(500, (i) => ({ path: `/api/deals/${i}` })),
    ...times(100, () => ({ path: "/authors" })),
    ...times(100, (i) => ({ path: `/v1/api/contacts/${i}` })),
    ...times(100, (i) => ({ path: `/api/deals/${i}`, status: 404 })),
    ...times(200, (i) => ({ path: `/api/reports/${i}`, takes: 2000 })),
  ];
  const all = traced([...Object.values(wanted).flat(), ...plain]);
  const kept = all.slice(0, all.length - plain.length);
  const ordinary = all.slice(kept.length);
  let collector: Awaited<ReturnType<typeof runningCollector>>;

  beforeAll(async () => {
    collector = await runningCollector(rendered("prod"), 4);
    // As it happens: what works ends first, what answers comes afterwards.
    await collector.send("work", all);
    await collector.send("answer", all);
    await collector.decided(all.length);
  });
  afterAll(() => collector?.close());

  /** How many of these arrived. */
  const count = (requests: readonly Traced[], name: "answer" | "work") => {
    const there = new Set(collector.traces(name));
    return requests.filter(({ traceId }) => there.has(traceId)).length;
  };

  test.each(Object.keys(wanted) as (keyof typeof wanted)[])("keeps every trace of this kind: %s", (kind) => {
    const paths = new Set(wanted[kind]);
    const before = Object.values(wanted)
      .flat()
      .findIndex((request) => paths.has(request));
    expect(count(kept.slice(before, before + 20), "answer")).toBe(20);
  });

  test("keeps about a tenth of the ordinary ones, to which a path inside of a path and an answer of 404 belong", () => {
    const share = count(ordinary, "answer") / ordinary.length;
    expect(share).toBeGreaterThan(0.07);
    expect(share).toBeLessThan(0.13);
    // Each kind by itself, so that none hides among the others.
    for (const path of ["/authors", "/v1/api/contacts", "/api/reports"]) {
      const kind = ordinary.filter((request) => request.path.startsWith(path));
      expect(count(kind, "answer"), path).toBeLessThan(kind.length / 4);
    }
  });

  test("keeps whole traces only, once each", () => {
    const answers = collector.traces("answer").sort();
    expect(collector.traces("work").sort()).toEqual(answers);
    expect(new Set(answers).size).toBe(answers.length);
  });

  test("says of which environment they are, whatever the application says, and who sends them", () => {
    expect(new Set(collector.resources().map((resource) => resource["deployment.environment.name"]))).toEqual(new Set(["prod"]));
    expect(new Set(collector.received.map(({ path, authorization }) => `${path} ${authorization}`))).toEqual(
      new Set(["/v1/traces Bearer token"]),
    );
  });

  test("lets a late span follow the decision on its trace", async () => {
    const before = new Set(collector.traces("answer"));
    await collector.send("late", all);
    await within(10, () => collector.traces("late").length >= before.size || undefined);
    expect(collector.traces("late").sort()).toEqual([...before].sort());
  });

  test("counts what it does", async () => {
    const { length } = collector.traces("answer");
    expect(await collector.counted()).toEqual({ kept: length, not: all.length - length, tooEarly: 0 });
  });
});

describe("a real collector whose routes look like patterns", () => {
  const routes = ["/a.b(c)*[d]|e", "/home$".concat("{env:TRACES_ENDPOINT}"), "/price$$"];
  const literal = traced(routes.map((path) => ({ path })));
  const misread = traced(
    [...routes, "/aXb(c)*[d]|e", "/a.bc", "e", "/home", "/price", "/price$", "/home$"].map((path) => ({ path })),
  ).slice(routes.length);
  let collector: Awaited<ReturnType<typeof runningCollector>>;

  beforeAll(async () => {
    const text = rendered("staging", ({ journeys, ...tracing }) => ({
      ...tracing,
      sample: new Fraction(0),
      journeys: journeys.slice(0, 1).map((journey) => ({ ...journey, routes })),
    }));
    collector = await runningCollector(text, 1);
  });
  afterAll(() => collector?.close());

  test("takes them literally, and keeps nothing else where the share is none", async () => {
    await collector.send("answer", [...literal, ...misread]);
    await collector.decided(literal.length + misread.length);
    expect(collector.traces("answer").sort()).toEqual(idsOf(literal));
    expect(new Set(collector.resources().map((resource) => resource["deployment.environment.name"]))).toEqual(new Set(["staging"]));
  });
});
