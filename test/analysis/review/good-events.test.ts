import { expect, test } from "vitest";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { resolve } from "../../../language.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

/*
 * What a review says of good events that are written otherwise.
 */

const catalog = soundCatalog("test/catalog");
type Events = NonNullable<CheckedCatalog["systems"][number]["services"][string]["signals"][string]["events"]>;
function written(signal: string, events: object): CheckedCatalog {
  const edited = structuredClone(catalog);
  const signals = edited.systems.find(({ system }) => system === "canal")?.services.locks?.signals ?? {};
  const before = signals[signal]?.events;
  if (!before) throw new Error(`no signal ${signal}`);
  Object.assign(signals[signal] ?? {}, { events: events as Events });
  return edited;
}
const told = (signal: string, before: object, after: object): readonly unknown[] =>
  differenceOf(
    resolve(written(signal, before), "prod"),
    resolve(written(signal, after), "prod"),
    undefined,
    Date.parse("2026-06-03T12:00:00Z"),
  ).map(({ what, direction }) => [direction, what]);

const fine = { of: "calls", where: { path: { "starts-with": "/v3" } } };
const good = (code: unknown) => ({ ...fine, good: { code } });
const bad = (code: unknown) => ({ ...fine, bad: { code } });

test("fewer good ones are tighter, more of them are undetected failures", () => {
  expect(told("fine", good({ "starts-with": "2" }), good("200"))).toEqual([
    ["tighter", "good where code starts with 2 -> good where code is 200"],
  ]);
  expect(told("fine", good("200"), good({ "starts-with": "2" })).map((one) => (one as string[])[0])).toEqual(["blind"]);
});

test("the same as bad by the opposite filter is neutral", () => {
  expect(told("fine", bad({ not: "200" }), good("200")).map((one) => (one as string[])[0])).toEqual(["neutral"]);
  expect(told("fine", good("200"), bad({ not: "200" })).map((one) => (one as string[])[0])).toEqual(["neutral"]);
});

test("to write good what was bad proves nothing, and loses what was detected", () => {
  expect(told("fine", bad({ "starts-with": "5" }), good({ "starts-with": "5" })).map((one) => (one as string[])[0])).toEqual(["blind"]);
});

const why = "another program answers";
test("another counter, and its own filter", () => {
  const served = { good: "served", total: "answers", where: { path: "/tow" }, why };
  const some = { ...served, good: { metric: "served", where: { worker: "one" } } };
  expect(told("served", served, some)).toEqual([["blind", "good as served counts them -> good as served counts them where worker is one"]]);
});

test("a higher bound of what is too fast is tighter, and the other side of it proves nothing", () => {
  const waits = (bound: object) => ({ of: "waits", good: bound });
  expect(told("filled", waits({ over: "1s" }), waits({ over: "10s" }))).toEqual([["tighter", "bad at or below 1s -> bad at or below 10s"]]);
  expect(told("filled", waits({ over: "1s" }), waits({ under: "1s" }))).toEqual([["blind", "bad at or below 1s -> bad above 1s"]]);
});
