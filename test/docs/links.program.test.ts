import { execFileSync } from "node:child_process";
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

/** Layers of a first catalog: their pages link to each other once `slostack init` has put them together, which its tests look at. */
const layer = /^(?:cli\/init|components\/[\w-]+\/first)\//;

/** Pages that git keeps: not those of dependencies, nor what the sandbox writes. */
const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((page) => page !== "" && !layer.test(page) && existsSync(join(root, page)));

describe("the documentation", () => {
  test.each(pages)("%s links only to what is there", (page) => {
    expect(broken(page)).toEqual([]);
  });

  test("that is the README, all of docs, the runbooks, and the README of every room", () => {
    for (const page of ["README.md", "components/grafana/README.md", "sandbox/README.md"]) expect(pages).toContain(page);
    expect(pages).toEqual(expect.arrayContaining(pagesBelow("docs")));
  });

  test("a link to a missing file or heading would be found", () => {
    const links = relativeLinks("[a](missing.md) [b](architecture.md#no-such-heading) [c](https://example.com)");
    expect(links).toEqual(["missing.md", "architecture.md#no-such-heading"]);
    expect(anchors("## Rooms, and what they import\n").has("rooms-and-what-they-import")).toBe(true);
  });
});
