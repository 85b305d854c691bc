import { describe, expect, test } from "vitest";
import { pairsOf } from "../../../analysis/review/pairs.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { revisions, service, there } from "./changed.ts";

const { base, head } = revisions((catalog) => {
  const { slos, alerts } = service(catalog, "hastecrm/api");
  slos.uptime = { ...there(slos.availability), formerly: ["availability"] };
  delete slos.availability;
  delete alerts.slow;
  alerts.fresh = there(alerts.errors);
});
const [before, after] = [alertsOf(base), alertsOf(head)];
const told = (pairs: ReturnType<typeof pairsOf>) => pairs.map((pair) => [pair.before?.name, pair.after?.name]);

describe("alerts of two revisions", () => {
  test("are found under their old names, in both directions", () => {
    expect(told(pairsOf(before, after))).toContainEqual(["hastecrm--api--availability--page", "hastecrm--api--uptime--page"]);
    expect(told(pairsOf(after, before))).toContainEqual(["hastecrm--api--uptime--page", "hastecrm--api--availability--page"]);
  });

  test("stand alone when they came or went", () => {
    const pairs = told(pairsOf(before, after));
    expect(pairs).toContainEqual([undefined, "hastecrm--api--fresh"]);
    expect(pairs).toContainEqual(["hastecrm--api--slow", undefined]);
  });

  test("are there once each, head in its order and then what is gone", () => {
    const pairs = pairsOf(before, after);
    const names = (side: "before" | "after") => pairs.flatMap((pair): string[] => (pair[side] ? [pair[side].name] : []));
    const all = (alerts: readonly Alert[]) => alerts.map(({ name }) => name);
    expect(names("after")).toEqual(all(after));
    expect([...names("before")].sort()).toEqual([...all(before)].sort());
  });
});
