import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { withoutDeadLinks } from "../../../cli/build/links.ts";

const root = mkdtempSync(join(tmpdir(), "slostack-links-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, "docs"));
writeFileSync(join(root, "docs/there.md"), "");

test.each([
  ["[a](there.md)", "[a](there.md)"],
  ["[a](there.md#part)", "[a](there.md#part)"],
  ["[a](#part)", "[a](#part)"],
  ["[a](https://example.com/gone.md)", "[a](https://example.com/gone.md)"],
  ["see [a `b`](gone.md), [c](../gone.ts#L1) and [d](there.md)", "see a `b`, c and [d](there.md)"],
  ["![what it shows](gone.png)", "what it shows"],
  ["[![what it shows](gone.png)](there.md)", "[what it shows](there.md)"],
  ["[![what it shows](gone.png)](gone.md)", "what it shows"],
  ["```md\n[a](gone.md)\n```\n[a](gone.md)", "```md\n[a](gone.md)\n```\na"],
])("%j is %j in the package", (text, expected) => {
  expect(withoutDeadLinks(text, "docs/page.md", root)).toBe(expected);
});
