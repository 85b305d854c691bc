import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { slostack } from "../cli/command.ts";
import { read, root, section, tableRows } from "./markdown.ts";
import { withScenes } from "./review/page.ts";
import { fingerprint, taken, views } from "./review/pictures.ts";
import { played, type Shown } from "./review/scenes.ts";

const images = join(root, "docs", "images");
const again = "npm run docs:review writes it";

let scenes: Readonly<Record<string, Shown>>;
beforeAll(async () => {
  scenes = await played();
});

/** Width and height, from the header of a PNG. */
const sizeOf = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

describe("docs/review.md", () => {
  test("shows what the commands print", () => {
    const page = read("docs/review.md");
    expect(page, again).toBe(withScenes(page, scenes));
    expect(page.match(/<!-- scene: /g)?.length).toBeGreaterThan(8);
  });

  test("shows the curve that the review draws", () => {
    const curves = Object.entries(scenes.comment?.files ?? {}).filter(([name]) => name.endsWith(".svg"));
    expect(curves.length).toBeGreaterThan(0);
    for (const [name, svg] of curves) {
      expect(readFileSync(join(images, name), "utf8"), again).toBe(svg);
      expect(read("docs/review.md")).toContain(`images/${name}`);
    }
  });

  test("shows pictures of the page as it is now, each as wide as it says, and not too large for a repository", async () => {
    const html = scenes.comment?.files["review.html"] ?? "";
    expect(readFileSync(join(images, "review-page.sha256"), "utf8").trim(), again).toBe(fingerprint(html));
    const now = await taken(html);
    for (const { file, width } of views) {
      const kept = readFileSync(join(images, file));
      expect(sizeOf(kept)).toEqual(sizeOf(now[file] ?? Buffer.alloc(24)));
      expect(sizeOf(kept).width).toBe(width);
      expect(statSync(join(images, file)).size).toBeLessThan(400_000);
    }
  });

  test("explains every key of the JSON form, and no other", () => {
    const keys = Object.keys(JSON.parse(scenes.comment?.files["review.json"] ?? "{}"));
    const explained = tableRows(section(read("docs/review.md"), "As JSON")).flatMap(([key = ""]) =>
      [...key.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    // Without a plan its key is absent.
    expect(explained.toSorted()).toEqual([...keys, "plan"].toSorted());
  });

  test("explains every option of the command, and no other", async () => {
    const { stdout: help } = await slostack("review", "--help");
    const options = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, name]) => name);
    const page = section(read("docs/review.md"), "What is compared with what");
    const explained = tableRows(page).flatMap(([key = ""]) => [...key.matchAll(/`(--[a-z-]+)`/g)].map(([, name]) => name));
    expect(explained.toSorted()).toEqual(options.toSorted());
  });

  test("shows every picture that is kept for it", () => {
    const page = read("docs/review.md");
    const others = /^(site-.*|review-page\.sha256)$/;
    for (const file of readdirSync(images).filter((name) => !others.test(name))) expect(page).toContain(`images/${file}`);
    expect(existsSync(images)).toBe(true);
  });
});
