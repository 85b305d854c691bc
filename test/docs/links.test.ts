import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { anchors, pagesBelow, read, relativeLinks, root } from "./markdown.ts";

function broken(page: string): string[] {
  return relativeLinks(read(page)).filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && target.endsWith(".md") && !anchors(read(target)).has(anchor);
  });
}

describe("the documentation", () => {
  test.each(pagesBelow("docs"))("%s links only to what is there", (page) => {
    expect(broken(page)).toEqual([]);
  });

  test("a link to a missing file or heading would be found", () => {
    const links = relativeLinks("[a](missing.md) [b](architecture.md#no-such-heading) [c](https://example.com)");
    expect(links).toEqual(["missing.md", "architecture.md#no-such-heading"]);
    expect(anchors("## Rooms, and what they import\n").has("rooms-and-what-they-import")).toBe(true);
  });
});
