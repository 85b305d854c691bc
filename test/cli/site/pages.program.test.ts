import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page as Tab } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageHtml } from "../../../cli/site/html.ts";
import { style } from "../../../cli/site/style.ts";
import { site } from "../../../cli/site.ts";
import { startChromium } from "../../browser/chromium.ts";
import { countOf, overhangOf, paperOf, picturesOf } from "../../browser/seen.ts";
import { hostileTexts } from "../review/pages.ts";
import { proofs } from "./answers.ts";
import { violationsOf } from "./axe.ts";
import { pageOf } from "./hostile.ts";

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "site-pages-"));
const written = join(folder, "site");
beforeAll(async () => {
  browser = await startChromium();
  const catalogDir = join(import.meta.dirname, "..", "..", "catalog");
  const prove = join(folder, "proofs.json");
  writeFileSync(prove, JSON.stringify(proofs).replaceAll("shop--api--hot", "shop--web--errors"));
  const asked = { catalogDir, environment: "prod", at: "2026-01-12T03:00:00Z", out: written, draw: 30, prove };
  expect(await site({ ...asked, write: () => {} })).toBe(0);
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
  readonly script?: boolean;
}

/** A page from the disk. The policy of a page holds for its own files; what the test asks is not of the page. */
async function open(file: string, { width = 1280, colorScheme = "light", script = true }: Settings = {}): Promise<Opened> {
  const [path = "", anchor] = file.split("#");
  const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled: script });
  const said: string[] = [];
  const requests: string[] = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (fault) => said.push(fault.message));
  tab.on("dialog", (dialog) => said.push(`dialog ${dialog.message()}`));
  tab.on("request", (request) => requests.push(request.url()));
  await tab.goto(`${pathToFileURL(path).href}${anchor === undefined ? "" : `#${anchor}`}`, { waitUntil: "load" });
  return { tab, said, requests };
}

const ask = <T>(tab: Tab, question: string): Promise<T> => tab.evaluate<T>(question);
const focused = (tab: Tab) => ask<string>(tab, "document.activeElement.id || document.activeElement.textContent");

describe("the pages", () => {
  test.each(
    [
      "index.html",
      "audits.html",
      "on-call.html",
      "decisions.html",
      "systems/shop.html",
      "services/shop/web.html",
      "services/harbor/ships.html",
      "dashboards/shop--web--overview.html",
    ].flatMap((page) => (["light", "dark"] as const).map((colorScheme) => [page, colorScheme] as const)),
  )("%s has nothing against WCAG AA in the %s scheme, with everything unfolded", async (page, colorScheme) => {
    const { tab } = await open(join(written, page), { colorScheme });
    await ask(tab, `document.querySelectorAll("details").forEach((one) => { one.open = true; })`);
    expect(await violationsOf(tab)).toEqual([]);
    await tab.close();
  });

  test("the check finds what is against it", async () => {
    const { tab } = await open(join(written, "index.html"));
    await ask(tab, `document.querySelector("label").remove(); document.querySelector("h1").style.color = "#bbb"`);
    expect((await violationsOf(tab)).map((one) => one.split(" ")[0])).toEqual(["color-contrast", "label"]);
    await tab.close();
  });

  test.each(["index.html", "systems/shop.html", "services/shop/web.html"])(
    "%s asks for nothing that is not beside it, and the console is silent",
    async (page) => {
      const { tab, said, requests } = await open(join(written, page));
      await tab.focus("#search");
      await tab.fill("#search", "web");
      await tab.waitForSelector("#found a");
      expect(said).toEqual([]);
      expect(requests.filter((url) => !url.startsWith(pathToFileURL(written).href))).toEqual([]);
      expect(requests.some((url) => url.endsWith("search-index.js"))).toBe(true);
      await tab.close();
    },
  );

  test.each([320, 390, 1280])("are never wider than a window of %d px", async (width) => {
    for (const page of ["index.html", "audits.html", "services/shop/web.html", "dashboards/shop--web--overview.html"]) {
      const { tab } = await open(join(written, page), { width });
      await ask(tab, `document.querySelectorAll("details").forEach((one) => { one.open = true; })`);
      expect(await overhangOf(tab)).toBe(0);
      await tab.close();
    }
  });

  test("follow the colour scheme of the reader", async () => {
    for (const [colorScheme, paper] of [
      ["light", "rgb(255, 255, 255)"],
      ["dark", "rgb(20, 23, 26)"],
    ] as const) {
      const { tab } = await open(join(written, "index.html"), { colorScheme });
      expect(await paperOf(tab)).toBe(paper);
      await tab.close();
    }
  });

  test("draw every panel of a dashboard, in the scheme of the reader", async () => {
    const papers: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      const { tab } = await open(join(written, "dashboards/shop--web--overview.html"), { colorScheme });
      await ask(tab, `[...document.images].forEach((image) => { image.loading = "eager"; })`);
      const pictures = await picturesOf(tab);
      expect(pictures.filter(({ drawn }) => !drawn)).toEqual([]);
      expect(pictures).toHaveLength(await countOf(tab, ".panel.wide"));
      expect(pictures.every(({ alt }) => alt.includes(", simulated. "))).toBe(true);
      expect(await countOf(tab, ".panel:not(.wide) .figure strong")).toBe(await countOf(tab, ".panel:not(.wide)"));
      papers.push(
        createHash("sha256")
          .update(await tab.locator(".panel.wide img").first().screenshot())
          .digest("hex"),
      );
      await tab.close();
    }
    expect(new Set(papers).size).toBe(2);
  });

  test("draw every curve", async () => {
    const { tab } = await open(join(written, "services/shop/web.html"));
    const widths = await ask<number[]>(
      tab,
      `Promise.all([...document.images].map(async (image) => { image.loading = "eager"; await image.decode(); return image.naturalWidth; }))`,
    );
    expect(widths).toEqual([860, 860, 860, 860]);
    await tab.close();
  });

  test("unfold what a link leads to", async () => {
    const { tab } = await open(`${join(written, "services/shop/web.html")}#alerts/shop--web--availability--page`);
    expect(await ask(tab, `document.getElementById("alerts/shop--web--availability--page").querySelector("details").open`)).toBe(true);
    expect(await ask(tab, `document.querySelectorAll("details[open]").length`)).toBe(1);
    await tab.close();
  });

  test("lead on from a former address", async () => {
    const { tab } = await open(join(written, "services/store/front.html"));
    await tab.waitForURL(/services\/shop\/web\.html$/);
    expect(await tab.title()).toBe("Shop Web - Orbit");
    await tab.close();
  });

  test("read without a script, and then show no search", async () => {
    const { tab } = await open(join(written, "services/shop/web.html"), { script: false });
    expect(await tab.isVisible('form[role="search"]')).toBe(false);
    expect(await tab.isVisible("#notified h3")).toBe(true);
    await tab.close();
  });
});

describe("the keyboard", () => {
  test("skips to the content first", async () => {
    const { tab } = await open(join(written, "services/shop/web.html"));
    await tab.keyboard.press("Tab");
    expect(await focused(tab)).toBe("Skip to content");
    await tab.keyboard.press("Enter");
    expect(await focused(tab)).toBe("main");
    await tab.close();
  });

  test("finds an SLO and goes there", async () => {
    const { tab } = await open(join(written, "services/fleet/trucks.html"));
    await tab.keyboard.press("Control+k");
    expect(await focused(tab)).toBe("search");
    await tab.keyboard.type("shop web slo avail");
    await tab.waitForSelector("#found a");
    expect(await tab.textContent("#count")).toBe("1 found");
    await tab.keyboard.press("ArrowDown");
    expect(await focused(tab)).toBe("Shop Web: SLO Web availability");
    await tab.keyboard.press("ArrowUp");
    expect(await focused(tab)).toBe("search");
    await tab.keyboard.press("Enter");
    await tab.waitForURL(/services\/shop\/web\.html#slos\/availability$/);
    await tab.close();
  });

  test("clears the search", async () => {
    const { tab } = await open(join(written, "index.html"));
    await tab.focus("#search");
    await tab.keyboard.type("web");
    await tab.waitForSelector("#found a");
    await tab.keyboard.press("Escape");
    await tab.waitForSelector("#found a", { state: "detached" });
    expect(await tab.inputValue("#search")).toBe("");
    await tab.close();
  });
});

test("hostile texts stay texts at every place", async () => {
  const file = join(folder, "hostile", "services", "shop", "web.html");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(folder, "hostile", "style.css"), style);
  writeFileSync(join(folder, "hostile", "search.js"), "");
  mkdirSync(join(folder, "hostile", "charts"));
  writeFileSync(join(folder, "hostile", "charts", "0.svg"), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"/>');
  const harmless = pageHtml(pageOf("harmless"), { pages: [{ text: "harmless", to: "index.html" }], made: "harmless" });
  writeFileSync(file, harmless);
  const plain = await open(file);
  const tags = (tab: Tab) => ask<string>(tab, `[...document.querySelectorAll("body *, head *")].map((one) => one.tagName).join()`);
  const links = (tab: Tab) => ask<string[]>(tab, `[...document.links].map((one) => one.getAttribute("href"))`);
  const expected = { tags: await tags(plain.tab), links: await links(plain.tab) };
  await plain.tab.close();
  expect(expected.links.filter((to) => /script/.test(to))).toEqual([]);
  for (const text of hostileTexts) {
    writeFileSync(file, pageHtml(pageOf(text), { pages: [{ text, to: "index.html" }], made: text }));
    const { tab, said, requests } = await open(file);
    expect(said).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(pathToFileURL(folder).href))).toEqual([]);
    // The harmless word is an address of a page as well; no hostile text is one.
    expect((await tags(tab)).split(",").filter((tag) => tag !== "A")).toEqual(expected.tags.split(",").filter((tag) => tag !== "A"));
    expect((await links(tab)).filter((to) => to !== "")).toEqual(expected.links.filter((to) => to !== "" && !to.endsWith("harmless")));
    expect(await countOf(tab, "script")).toBe(1);
    await tab.close();
  }
});
