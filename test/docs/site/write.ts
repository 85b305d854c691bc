// npm run docs:site: the pictures of the pages of a site, by a real browser.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { startChromium } from "../../browser/chromium.ts";
import { fingerprint, fingerprintFile, siteShown, views } from "./views.ts";

const folder = mkdtempSync(join(tmpdir(), "site-pictures-"));
const images = dirname(fingerprintFile);
mkdirSync(images, { recursive: true });
const browser = await startChromium();
try {
  const out = await siteShown(folder);
  for (const { file, page, colorScheme, height } of views) {
    const tab = await browser.newPage({ viewport: { width: 1000, height }, colorScheme });
    await tab.goto(pathToFileURL(join(out, page)).href);
    await tab.evaluate(`Promise.all([...document.images].map((image) => { image.loading = "eager"; return image.decode(); }))`);
    await tab.screenshot({ path: join(images, file) });
    await tab.close();
  }
  writeFileSync(fingerprintFile, `${fingerprint(out)}\n`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
