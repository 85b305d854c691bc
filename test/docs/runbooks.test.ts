import { expect, test } from "vitest";
import { heading } from "../../cli/runbooks/page.ts";
import { headings, pagesBelow, read, section } from "./markdown.ts";

const sections = [
  "Alerts",
  "Symptom",
  "Impact",
  "First query",
  "First five minutes",
  "Mitigation",
  "Escalation",
  "Resolution",
  "For the post-mortem",
  heading,
];

// What the pages say of the catalog is checked by `slostack runbooks --check`, on any catalog.
test.each(pagesBelow("docs/runbooks").filter((path) => !path.endsWith("README.md")))(
  "%s has every section, in order, and says something in each",
  (path) => {
    const page = read(path);
    expect(headings(page, 1)).toHaveLength(1);
    expect(headings(page, 2)).toEqual(sections);
    for (const title of sections) expect(section(page, title).trim().split(/\s+/).length, title).toBeGreaterThan(8);
  },
);
