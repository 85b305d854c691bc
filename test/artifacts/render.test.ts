import { expect, test } from "vitest";
import { render } from "../../artifacts/render.ts";
import type { RenderedFile, Target } from "../../artifacts/target.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const resolved = resolvedCatalog("test/catalog");
const target = (name: string, files: Target["files"]): Target => ({ name, files });
const file = (path: string): RenderedFile => ({ path, text: `${path}\n` });
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
