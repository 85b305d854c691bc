import { describe, expect, test } from "vitest";
import { searchOf } from "../../coverage/carriers.ts";
import { contract, file, fileAt, resource } from "../../coverage/claim.ts";
import { stackWith } from "./small.ts";

const monitor = { type: "datadog:index/monitor:Monitor", name: "shop--web--down" };
const found = (claim: Parameters<ReturnType<typeof searchOf>>[0][number], ...given: Parameters<typeof stackWith>) =>
  searchOf(stackWith(...given))([claim]).map((carrier) =>
    "name" in carrier ? carrier.name : "path" in carrier ? carrier.path : carrier.owes,
  );

describe("a resource carries what is claimed of it", () => {
  test("by its whole name, not by a part of it", () => {
    expect(found(resource({ name: "shop--web--down" }), [monitor])).toEqual(["shop--web--down"]);
    expect(found(resource({ name: "shop--web" }), [monitor])).toEqual([]);
  });
  test("by the beginning of its name, up to a double hyphen", () => {
    expect(found(resource({ stem: "shop--web" }), [monitor])).toEqual(["shop--web--down"]);
    expect(found(resource({ stem: "shop--web--do" }), [monitor])).toEqual([]);
  });
  test("by a text of its inputs, at any depth and inside of JSON", () => {
    const inputs = { rules: [{ labels: { alert: "shop--web--slow" } }], configJson: JSON.stringify({ panels: [{ title: "Traffic" }] }) };
    expect(found(resource({ holds: "shop--web--slow" }), [{ ...monitor, inputs }])).toHaveLength(1);
    expect(found(resource({ holds: "Traffic" }), [{ ...monitor, inputs }])).toHaveLength(1);
    expect(found(resource({ holds: "Traff" }), [{ ...monitor, inputs }])).toEqual([]);
  });
  test("by a word inside of a text", () => {
    const inputs = { message: "failed {{value}} @slack-acme-alerts @ops@example.com" };
    expect(found(resource({ says: "ops@example.com" }), [{ ...monitor, inputs }])).toHaveLength(1);
    expect(found(resource({ says: "slack-acme" }), [{ ...monitor, inputs }])).toEqual([]);
  });
  test("only if everything of the claim holds", () => {
    const claim = resource({ name: "shop--web--down", type: /Dashboard/ });
    expect(found(claim, [monitor])).toEqual([]);
    expect(found(claim, [{ ...monitor, type: "grafana:oss/dashboard:Dashboard" }])).toHaveLength(1);
  });
});

test("a component groups and a provider connects: neither carries anything", () => {
  const others = ["slostack:grafana:Monitoring", "pulumi:providers:sentry"].map((type) => ({ type, name: "shop--web--down" }));
  expect(found(resource({ stem: "shop--web--down" }), others)).toEqual([]);
});

describe("a file carries what it says", () => {
  const files = [{ path: "prometheus/rules.yml", text: "- alert: shop--web--down\n  expr: up == 0\n" }];
  test("as a word of its own", () => {
    expect(found(file("shop--web--down"), [], files)).toEqual(["prometheus/rules.yml"]);
    expect(found(file("shop--web"), [], files)).toEqual([]);
    expect(found(file("expr"), [], files)).toHaveLength(1);
  });
  test("at the path that is meant, whatever it says if the path is all that is meant", () => {
    expect(found(file("expr", /^otel\//), [], files)).toEqual([]);
    expect(found(fileAt(/^prometheus\//), [], files)).toHaveLength(1);
    expect(found(fileAt(/^otel\//), [], files)).toEqual([]);
  });
});

test("what the contract owes is told as it is claimed", () => {
  expect(found(contract("counter http_requests_total"), [])).toEqual(["counter http_requests_total"]);
});

test("carriers are told by type and name, in whatever order they were registered", () => {
  const names = ["b", "a", "c"].map((name) => ({ ...monitor, name: `shop--${name}` }));
  expect(found(resource({ stem: "shop" }), names)).toEqual(["shop--a", "shop--b", "shop--c"]);
});
