import { describe, expect, test } from "vitest";
import { searchOf } from "../../../analysis/coverage/carriers.ts";
import { contract, file, fileOf, object } from "../../../analysis/coverage/claim.ts";
import { stackWith } from "./small.ts";

const entry = "shop/web/alerts/down";
const monitor = { vendor: "datadog", type: "datadog:index/monitor:Monitor", name: "shop--web--down", from: [entry] };
const found = (claim: Parameters<ReturnType<typeof searchOf>>[0][number], ...given: Parameters<typeof stackWith>) =>
  searchOf(stackWith(...given))([claim]).map((carrier) =>
    "name" in carrier ? carrier.name : "path" in carrier ? carrier.path : carrier.owes,
  );

describe("an object carries what is claimed of it", () => {
  test("by the entry that it answers, not by one that begins alike", () => {
    expect(found(object("shop/web/alerts/down"), [monitor])).toEqual(["shop--web--down"]);
    expect(found(object("shop/web/alerts/dow"), [monitor])).toEqual([]);
    expect(found(object("shop/web"), [monitor])).toEqual([]);
  });
  test("by an entry below, where that counts as well", () => {
    expect(found(object("shop/web", { below: true }), [monitor])).toEqual(["shop--web--down"]);
    expect(found(object("shop/web/alerts/down", { below: true }), [monitor])).toEqual(["shop--web--down"]);
    expect(found(object("shop/we", { below: true }), [monitor])).toEqual([]);
  });
  test("at the vendor that is meant", () => {
    expect(found(object(entry, { vendor: "datadog" }), [monitor])).toHaveLength(1);
    expect(found(object(entry, { vendor: "grafana" }), [monitor])).toEqual([]);
  });
  test("under a name, or one below it, or with the name among its texts, where several answer the entry", () => {
    expect(found(object(entry, { named: ["shop--web--down"] }), [monitor, { ...monitor, name: "shop--web--down--part" }])).toHaveLength(2);
    expect(found(object(entry, { named: ["shop--web--do"] }), [monitor])).toEqual([]);
    const args = { rules: [{ labels: { alert: "shop--web--slow" } }] };
    expect(found(object(entry, { named: ["new", "shop--web--slow"] }), [{ ...monitor, args }])).toHaveLength(1);
  });
  test("by a text of its arguments, at any depth and inside of JSON", () => {
    const args = { rules: [{ labels: { alert: "shop--web--slow" } }], configJson: JSON.stringify({ panels: [{ title: "Traffic" }] }) };
    expect(found(object(entry, { holds: "shop--web--slow" }), [{ ...monitor, args }])).toHaveLength(1);
    expect(found(object(entry, { holds: "Traffic" }), [{ ...monitor, args }])).toHaveLength(1);
    expect(found(object(entry, { holds: "Traff" }), [{ ...monitor, args }])).toEqual([]);
    expect(found(object("shop/web/alerts/up", { holds: "Traffic" }), [{ ...monitor, args }])).toEqual([]);
  });
  test("by a word inside of a text", () => {
    const args = { message: "failed {{value}} @slack-acme-alerts @ops@example.com" };
    expect(found(object(entry, { says: "ops@example.com" }), [{ ...monitor, args }])).toHaveLength(1);
    expect(found(object(entry, { says: "slack-acme" }), [{ ...monitor, args }])).toEqual([]);
  });
});

describe("a file carries what it says", () => {
  const files = [{ path: "prometheus/rules.yml", text: "- alert: shop--web--down\n  expr: up == 0\n", from: [entry, "sources/numbers"] }];
  test("as a word of its own", () => {
    expect(found(file("shop--web--down"), [], files)).toEqual(["prometheus/rules.yml"]);
    expect(found(file("shop--web"), [], files)).toEqual([]);
    expect(found(file("expr"), [], files)).toHaveLength(1);
  });
  test("where it answers the entry that is meant, whatever it says if the entry is all that is meant", () => {
    expect(found(fileOf(entry, "expr"), [], files)).toHaveLength(1);
    expect(found(fileOf(entry, "for"), [], files)).toEqual([]);
    expect(found(fileOf("shop/tracing", "expr"), [], files)).toEqual([]);
    expect(found(fileOf("sources/numbers"), [], files)).toHaveLength(1);
    expect(found(fileOf("sources/number"), [], files)).toEqual([]);
  });
});

test("what the contract owes is listed as it is claimed", () => {
  expect(found(contract("counter http_requests_total"), [])).toEqual(["counter http_requests_total"]);
});

test("carriers are listed once, by type and name, in whatever order they are planned", () => {
  const names = ["b", "a", "c"].map((name) => ({ ...monitor, name: `shop--${name}`, from: [entry, "shop/web/signals/alive"] }));
  expect(found(object("shop/web", { below: true }), names)).toEqual(["shop--a", "shop--b", "shop--c"]);
});
