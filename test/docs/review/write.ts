// npm run docs:review: writes what docs/review.md shows, by running the commands; its pictures by a real browser.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../markdown.ts";
import { withScenes } from "./page.ts";
import { fingerprint, taken } from "./pictures.ts";
import { played } from "./scenes.ts";

const page = join(root, "docs", "review.md");
const images = join(root, "docs", "images");

const scenes = await played();
writeFileSync(page, withScenes(readFileSync(page, "utf8"), scenes));
const files = scenes.comment?.files ?? {};
const html = files["review.html"] ?? "";
mkdirSync(images, { recursive: true });
for (const [name, svg] of Object.entries(files)) if (name.endsWith(".svg")) writeFileSync(join(images, name), svg);
for (const [name, picture] of Object.entries(await taken(html))) writeFileSync(join(images, name), picture);
writeFileSync(join(images, "review-page.sha256"), `${fingerprint(html)}\n`);
console.log(`docs/review.md and docs/images: written`);
