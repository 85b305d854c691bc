import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { read, root } from "./markdown.ts";
import { fingerprint, fingerprintFile, siteShown, views } from "./site/views.ts";

const folder = mkdtempSync(join(tmpdir(), "site-shown-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the pictures of the site are of the pages that are written now (npm run docs:site)", async () => {
  expect(fingerprint(await siteShown(folder))).toBe(readFileSync(fingerprintFile, "utf8").trim());
});

test("each stands in a document, and the README has three pictures", () => {
  const documents = ["README.md", "docs/cli.md"].map(read).join("\n");
  for (const { file } of views) {
    expect(existsSync(join(root, "docs", "images", file))).toBe(true);
    expect(documents).toContain(`images/${file}`);
  }
  expect(read("README.md").match(/!\[[^\]]+\]\(docs\/images\/[^)]+\.png\)/g)).toHaveLength(3);
});
