import { describe, expect, test } from "vitest";
import { read } from "../docs/markdown.ts";
import { doors, examplesIn, exportedBy } from "./exported.ts";

describe.each(doors)("$door", ({ door, file }) => {
  const exported = exportedBy(file);

  test("says what each name is that it exports", () => {
    expect(exported.length).toBeGreaterThan(0);
    expect(exported.filter(({ comment, isDescriptor }) => comment === "" && !isDescriptor).map(({ name }) => name)).toEqual([]);
  });

  test("shows how each is called", () => {
    const called = exported.filter(({ isValue, isDescriptor }) => isValue && !isDescriptor);
    expect(called.filter(({ comment }) => examplesIn(comment).length === 0).map(({ name }) => name)).toEqual([]);
    for (const text of called.flatMap(({ comment }) => examplesIn(comment))) expect(text).toContain(`from "slostack${door.slice(1)}"`);
  });

  test("is on the page of the API", () => {
    const vendor = file.startsWith("components/") && door !== "./policy";
    expect(read("docs/api.md")).toContain(`\`slostack${vendor ? "/<vendor>" : door.slice(1)}\``);
  });
});
