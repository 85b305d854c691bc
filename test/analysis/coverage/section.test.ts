import { expect, test } from "vitest";
import { sectionOf } from "../../../analysis/coverage/section.ts";

const page = "# All\n\nfirst\n\n## What to do\n\nthis\n\n### And how\n\nso\n\n## Else\n\nnot this\n";

test("a section goes on to the next heading that is as high", () => {
  expect(sectionOf(page, "what-to-do")).toBe("## What to do\n\nthis\n\n### And how\n\nso\n");
  expect(sectionOf(page, "else")).toContain("not this");
});

test("without an anchor it is the page, and with an unknown one nothing", () => {
  expect(sectionOf(page, undefined)).toBe(page);
  expect(sectionOf(page, "nowhere")).toBe("");
});
