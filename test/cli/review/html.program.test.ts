import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page as Tab } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { html } from "../../../cli/review/html.ts";
import type { Page } from "../../../cli/review/page.ts";
import { plain } from "../../../cli/review/text.ts";
import { review } from "../../../cli/review.ts";
import { startChromium } from "../../browser/chromium.ts";
import { contrastsOf, countOf, overhangOf, paperOf, picturesOf, sectionsOf } from "../../browser/seen.ts";
import { gitFolder } from "./git-folder.ts";
import { hostileTexts, pageOf } from "./pages.ts";

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "review-page-"));
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly tab: Tab;
  /** what the console said, and what failed */
  readonly said: string[];
  readonly requests: string[];
}

interface Settings {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
}

/** A page as a file in the browser, with everything that it asked for. */
async function open(page: Page, settings: Settings = {}): Promise<Opened> {
  const file = join(folder, "review.html");
  writeFileSync(file, html(page));
  return openFile(file, settings);
}

async function openFile(file: string, { width = 1280, colorScheme = "light" }: Settings): Promise<Opened> {
  const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const said: string[] = [];
  const requests: string[] = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (fault) => said.push(fault.message));
  tab.on("dialog", (dialog) => said.push(`dialog ${dialog.message()}`));
  tab.on("request", (request) => requests.push(request.url()));
  await tab.goto(pathToFileURL(file).href);
  await picturesOf(tab);
  return { tab, said, requests };
}

describe("the page with hostile texts", () => {
  test("runs nothing, asks for nothing, and the console is silent", async () => {
    const { tab, said, requests } = await open(pageOf(hostileTexts));
    expect(said).toEqual([]);
    expect(requests.filter((url) => !url.startsWith("data:image/svg+xml;base64,"))).toEqual([
      pathToFileURL(join(folder, "review.html")).href,
    ]);
    expect(await countOf(tab, "script, iframe, object, embed, form, a, link, base")).toBe(0);
    await tab.close();
  });

  test("shows each as the text that it is", async () => {
    const { tab } = await open(pageOf(hostileTexts));
    const seen = await sectionsOf(tab, "h2, h2 + p, ul > li:first-child, tbody td code, th:last-child, summary");
    const pictures = await picturesOf(tab);
    const own = [
      "code",
      "details",
      "div",
      "figure",
      "h2",
      "img",
      "li",
      "p",
      "strong",
      "summary",
      "table",
      "tbody",
      "td",
      "th",
      "thead",
      "tr",
      "ul",
    ];
    expect(seen).toEqual(hostileTexts.map((text) => ({ texts: Array(6).fill(plain(text)), tags: own })));
    expect(pictures.map(({ alt, drawn }) => ({ alt, drawn }))).toEqual(hostileTexts.map((text) => ({ alt: plain(text), drawn: true })));
    await tab.close();
  });

  test("would still run nothing and reach nobody if an escape were missing", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const away = `http://127.0.0.1:${port}`;
      const hole = `<script>document.title = "owned"</script><script src="${away}/script"></script><img src="${away}/image" onerror="document.title = 'owned'">
        <style>body { background: url(${away}/style) }</style><iframe src="${away}/frame"></iframe><p style="background: url(${away}/attribute)">x</p>`;
      const file = join(folder, "broken.html");
      writeFileSync(file, html(pageOf(["a"])).replace("<main>", `<main>${hole}`));
      const tab = await browser.newPage();
      await tab.goto(pathToFileURL(file).href, { waitUntil: "networkidle" });
      expect(await tab.title()).toBe("a");
      expect(await countOf(tab, "script, iframe")).toBe(3);
      expect(asked).toEqual([]);
      await tab.close();
    } finally {
      server.close();
    }
  });

  test.each([390, 1280])("is never wider than the window: %d px", async (width) => {
    const { tab } = await open(pageOf([...hostileTexts, "x".repeat(400), "wide ".repeat(300)]), { width });
    expect(await overhangOf(tab)).toBe(0);
    await tab.close();
  });
});

const directions: Page = {
  title: ["verdict ", { strong: "blind" }],
  subject: "main -> working tree",
  sections: [
    ...pageOf(["text"]).sections,
    {
      id: "words",
      title: "Words",
      blocks: ["blind", "looser", "tighter", "neutral", "error", "warning"].map((word) => ({
        kind: "text" as const,
        text: [{ strong: word }],
      })),
    },
  ],
};

describe("the page", () => {
  test.each(["light", "dark"] as const)("can be read in the %s scheme", async (colorScheme) => {
    const { tab } = await open(directions, { colorScheme });
    const seen = await contrastsOf(tab);
    expect(seen.length).toBeGreaterThan(15);
    expect(seen.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
    const paper = await paperOf(tab);
    expect(paper).toBe(colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(20, 23, 26)");
    await tab.close();
  });

  test("prints dark on light, whatever the screen has", async () => {
    const { tab } = await open(directions, { colorScheme: "dark" });
    await tab.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await paperOf(tab)).toBe("rgb(255, 255, 255)");
    await tab.close();
  });

  test("has the hash of its own style in its policy", () => {
    const text = html(directions);
    const [, style = ""] = /<style>(.*?)<\/style>/s.exec(text) ?? [];
    expect(text).toContain(`style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`);
    expect(text).toContain("default-src 'none'");
  });
});

describe("the page of a real change", () => {
  const out = join(folder, "out");
  beforeAll(async () => {
    const { catalog, commit, edit } = gitFolder();
    commit();
    edit({ file: "systems/shop.yaml", replace: "target: 99.9%, floor: 99.5%", with: "target: 99.5%, floor: 99%" });
    const options = { catalogDir: catalog, base: "main", environment: "prod", format: "json", check: false, approvedBy: [], out } as const;
    expect(await review({ ...options, write: () => {}, log: () => {} })).toBe(0);
  });

  test.each([
    [390, "light"],
    [390, "dark"],
    [1280, "light"],
    [1280, "dark"],
  ] as const)("shows its curve at %d px in the %s scheme, and nothing is said, asked for or cut off", async (width, colorScheme) => {
    const { tab, said, requests } = await openFile(join(out, "review.html"), { width, colorScheme });
    const pictures = await picturesOf(tab);
    expect(pictures).toHaveLength(1);
    for (const picture of pictures) {
      expect(picture.drawn).toBe(true);
      expect(picture.width).toBeGreaterThan(width === 390 ? 300 : 800);
      expect(picture.height).toBeGreaterThan(picture.width / 3);
    }
    expect(said).toEqual([]);
    expect(requests.filter((url) => !url.startsWith("data:image/svg+xml;base64,"))).toHaveLength(1);
    expect(await overhangOf(tab)).toBe(0);
    expect((await contrastsOf(tab)).filter(({ contrast }) => contrast < 4.5)).toEqual([]);
    await tab.close();
  });
});
