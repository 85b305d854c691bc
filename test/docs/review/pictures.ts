import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startChromium } from "../../browser/chromium.ts";
import { picturesOf } from "../../browser/seen.ts";

/** Views of the page that docs/review.md shows. */
export const views = [
  { file: "review-page.png", width: 1000, colorScheme: "light" },
  { file: "review-page-dark.png", width: 1000, colorScheme: "dark" },
  { file: "review-page-phone.png", width: 390, colorScheme: "light" },
] as const;

/** Pixels from the top of the page that a picture shows. */
const height = 1500;

/** Of what the pictures were taken. */
export const fingerprint = (page: string): string => createHash("sha256").update(page).digest("hex");

/** The page of a review as a real browser shows it, by file. */
export async function taken(page: string): Promise<Readonly<Record<string, Buffer>>> {
  const folder = mkdtempSync(join(tmpdir(), "review-pictures-"));
  const browser = await startChromium();
  try {
    const file = join(folder, "review.html");
    writeFileSync(file, page);
    const pictures: [string, Buffer][] = [];
    for (const { file: name, width, colorScheme } of views) {
      const tab = await browser.newPage({ viewport: { width, height }, colorScheme });
      await tab.goto(pathToFileURL(file).href);
      await picturesOf(tab);
      pictures.push([name, await tab.screenshot()]);
      await tab.close();
    }
    return Object.fromEntries(pictures);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
