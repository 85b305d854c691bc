import { describe, expect, test } from "vitest";
import type { Trace } from "../../analysis/prove/trace.ts";
import { clusterOf, incidentOf, silenceOf } from "../../bench/incidents.ts";

const failed = (trace: Trace): number => trace.reduce((sum, { bad }) => sum + bad, 0);

describe("an incident", () => {
  const incident = incidentOf({
    turns: [
      [10, 5],
      [20, 5],
    ],
    traffic: 60,
    share: 0.05,
  });

  test("begins with its first failure and is over with its last", () => {
    const failing = incident.trace.flatMap(({ bad }, minute) => (bad > 0 ? [minute] : []));
    expect(failing[0]).toBe(incident.begins);
    expect(failing.at(-1)).toBe(incident.over - 1);
    expect(incident.over - incident.begins).toBe(35);
  });

  test("has exactly the share of failures that it is asked for", () => {
    expect(failed(incident.trace)).toBe(30 * 60 * 0.05);
  });

  test("comes after three days of traffic", () => {
    const before = incident.trace.slice(0, incident.begins).reduce((sum, { total }) => sum + total, 0);
    expect(before / (60 * 4320)).toBeCloseTo(1, 1);
  });
});

test("requests that are fewer than one a minute come one by one", () => {
  const { trace } = incidentOf({ turns: [[60, 0]], traffic: 2 / 3, share: 1 });
  expect(new Set(trace.slice(-400).map(({ total }) => total))).toEqual(new Set([0, 1]));
  expect(failed(trace)).toBe(40);
});

test("a cluster is that many failures in one minute, and no more", () => {
  const { trace, begins } = clusterOf(2 / 3, 3);
  expect(trace[begins]).toEqual({ total: 3, bad: 3 });
  expect(failed(trace)).toBe(3);
});

test("a silence has no request, and requests before and after it", () => {
  const { trace, begins, over } = silenceOf(60, 120);
  expect(trace.slice(begins, over).every(({ total }) => total === 0)).toBe(true);
  expect([trace[begins - 1], trace[over]]).toEqual([
    { total: 60, bad: 0 },
    { total: 60, bad: 0 },
  ]);
});
