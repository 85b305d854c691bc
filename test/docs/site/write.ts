// npm run docs:site: the pictures of the pages of a site, by a real browser, of the example products and thirty made days of one API.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeExample } from "../../../cli/history/example.ts";
import { site } from "../../../cli/site.ts";
import { startChromium } from "../../browser/chromium.ts";
import { picturesOf } from "../../browser/seen.ts";
import { root } from "../markdown.ts";

const views = [
  { file: "site-service.png", page: "services/hastecrm/api.html", colorScheme: "light", height: 1500 },
  { file: "site-organization-dark.png", page: "index.html", colorScheme: "dark", height: 1100 },
] as const;

const folder = mkdtempSync(join(tmpdir(), "site-pictures-"));
const images = join(root, "docs", "images");
mkdirSync(images, { recursive: true });
const browser = await startChromium();
try {
  const { history } = await writeExample(folder);
  const out = join(folder, "site");
  const asked = { catalogDir: join(root, "test", "products", "catalog"), environment: "prod", at: "2026-07-01T00:00:00Z", history, out };
  if ((await site({ ...asked, write: console.log })) !== 0) throw new Error("no site was written");
  for (const { file, page, colorScheme, height } of views) {
    const tab = await browser.newPage({ viewport: { width: 1000, height }, colorScheme });
    await tab.goto(pathToFileURL(join(out, page)).href);
    await picturesOf(tab);
    await tab.screenshot({ path: join(images, file) });
    await tab.close();
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
