import { expect, test } from "vitest";
import { targets } from "../../artifacts/registry.ts";
import { render } from "../../artifacts/render.ts";
import type { Target, TargetFile } from "../../artifacts/target.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { resolvedCatalog, soundCatalog } from "../prometheus/catalog.ts";

const resolved = resolvedCatalog("test/catalog");
const target = (name: string, files: Target["files"]): Target => ({ name, title: name, files });
const file = (path: string): TargetFile => ({ path, text: `${path}\n`, from: [] });
const outcome = (...targets: Target[]) => render(targets, resolved, []);

test("the files of all targets come sorted by path", () => {
  const found = outcome(
    target("b", () => [file("b/two.yml"), file("b/one.yml")]),
    target("a", () => [file("a/x/y.json")]),
  );
  expect(found).toEqual({ files: [file("a/x/y.json"), file("b/one.yml"), file("b/two.yml")] });
});

test("a target with nothing to say has no files", () => {
  expect(outcome(target("a", () => []))).toEqual({ files: [] });
});

test("one target that cannot express the catalog leaves no file of any, and every objection is told", () => {
  const fails = (why: string) => () => {
    throw new Error(why);
  };
  expect(
    outcome(
      target("a", fails("no hours")),
      target("b", () => [file("b/one.yml")]),
      target("c", fails("no names")),
    ),
  ).toEqual({
    objections: [
      { by: "a", why: "no hours" },
      { by: "c", why: "no names" },
    ],
  });
});

test.each(["a/../b/one.yml", "/a/one.yml", "b/one.yml", "one.yml", "a//one.yml", "a/.hidden", "a\\one.yml", "a/"])(
  "the path %j is refused of target a",
  (path) => {
    expect(outcome(target("a", () => [file(path)]))).toEqual({ objections: [{ why: `${path} is no path below a/` }] });
  },
);

test("a path that is rendered twice is refused", () => {
  expect(outcome(target("a", () => [file("a/one.yml"), file("a/one.yml")]))).toEqual({
    objections: [{ why: "a renders a/one.yml twice" }],
  });
});

/** No catalog of the tests has a cluster of its own. */
const kubernetes = { namespace: "monitoring", labels: {}, operator: "prometheus", matcher: "namespace", secret: "keys" };

test("each target has a file, and each file says by whole paths which entries of the catalog it answers", () => {
  const rendered = ["test/catalog", "test/products/catalog"].flatMap((directory) => {
    const { organization: written, systems } = soundCatalog(directory);
    const organization = { ...written, kubernetes };
    const bySystem = new Map<string, object>(systems.map((system) => [system.system, { ...system, ...system.services }]));
    const isEntry = (entry: string) => {
      const [first = "", ...rest] = entry.split("/");
      const system = bySystem.get(first);
      const path = system ? rest : [first, ...rest];
      return path.reduce<unknown>((inner, key) => Object(inner)[key], system ?? organization) !== undefined;
    };
    const found = resolvedCatalog(directory, (catalog) => Object.assign(catalog.organization, { kubernetes }));
    const outcome = render(targets, found, alertsOf(found));
    if ("objections" in outcome) throw new Error(JSON.stringify(outcome.objections));
    return outcome.files.map((one) => ({ ...one, lost: one.from.filter((entry) => !isEntry(entry)) }));
  });
  expect([...new Set(rendered.map(({ path }) => path.split("/")[0]))].sort()).toEqual(targets.map(({ name }) => name).sort());
  expect(rendered.filter(({ from, lost }) => from.length === 0 || lost.length > 0).map(({ path, lost }) => [path, lost])).toEqual([]);
});
