import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { site } from "../../../cli/site.ts";
import { startChromium } from "../../browser/chromium.ts";
import { gitFolder, temporaryFolder } from "../review/git-folder.ts";
import { drift, proofs } from "./answers.ts";
import { violationsOf } from "./axe.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

const temporary = temporaryFolder();
const out = join(temporary, "site");
const written = (name: string, value: unknown): string => {
  const file = join(temporary, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};
let files: Map<string, string>;
beforeAll(async () => {
  const { catalog, commit, edit } = gitFolder();
  commit();
  edit({ file: "systems/shop.yaml", replace: "target: 99.9%, floor: 99.5%", with: "target: 99.5%, floor: 99%" });
  const audits = { drift: written("drift.json", drift), prove: written("proofs.json", proofs) };
  const asked = { catalogDir: catalog, environment: "prod", at: "2026-01-12T03:00:00Z", base: "main", out, ...audits };
  expect(await site({ ...asked, write: () => {} })).toBe(0);
  files = new Map(
    readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(out.length + 1), readFileSync(path, "utf8")]),
  );
});

describe("the pages of a change", () => {
  test("say what the review says", () => {
    expect(files.get("changes.html")).toContain("looser");
    expect(files.get("changes.html")).toMatch(/target: 99\.9%|99\.9% -&gt; 99\.5%/);
  });

  test("name the pages that differ, and no other", () => {
    const [, table = ""] = /<section id="pages"(.*?)<\/section>/s.exec(files.get("changes.html") ?? "") ?? [];
    const pages = [...table.matchAll(/href="([^"]+)"/g)].map(([, to]) => to);
    expect(pages).toEqual(
      ["services/shop/api.html", "dashboards/shop--api--overview.html"].flatMap((page) => [`side-by-side/${page}`, `before/${page}`, page]),
    );
  });

  test("are there as they were and as they are", () => {
    expect(files.get("before/services/shop/api.html")).toContain("99.9% over 30d");
    expect(files.get("before/services/shop/api.html")).toContain("This is how it was at main, before the change.");
    expect(files.get("services/shop/api.html")).toContain("99.5% over 30d");
    expect(files.get("services/shop/api.html")).not.toContain("before the change");
  });

  test("have no link that leads nowhere", () => {
    for (const [path, html] of files) {
      if (!path.endsWith(".html")) continue;
      for (const [, to = ""] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
        const [file = "", anchor] = to.split("#");
        if (/^https:/.test(to)) continue;
        const target = file === "" ? path : posix.normalize(posix.join(posix.dirname(path), file));
        expect([...files.keys()], `${path}: ${to}`).toContain(target);
        if (anchor !== undefined) expect(files.get(target), `${path}: ${to}`).toContain(` id="${anchor}"`);
      }
    }
  });

  test("stand beside each other, and below each other on a phone", async () => {
    const places = async (width: number) => {
      const tab = await browser.newPage({ viewport: { width, height: 900 } });
      const said: string[] = [];
      tab.on("console", (message) => said.push(message.text()));
      await tab.goto(pathToFileURL(join(out, "side-by-side/services/shop/api.html")).href, { waitUntil: "load" });
      const titles = await Promise.all(
        tab
          .frames()
          .slice(1)
          .map((frame) => frame.textContent("#slos\\/availability dd")),
      );
      const tops = await tab.evaluate<number[]>(`[...document.querySelectorAll("iframe")].map((one) => one.getBoundingClientRect().top)`);
      await tab.close();
      return { said, titles, isBeside: tops[0] === tops[1] };
    };
    expect(await places(1280)).toEqual({ said: [], titles: ["99.9% over 30d", "99.5% over 30d"], isBeside: true });
    expect((await places(390)).isBeside).toBe(false);
  });

  test.each(["changes.html", "side-by-side/services/shop/api.html", "before/services/shop/api.html", "audits.html"])(
    "have nothing against WCAG AA in either scheme: %s",
    async (page) => {
      for (const colorScheme of ["light", "dark"] as const) {
        const tab = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme });
        await tab.goto(pathToFileURL(join(out, page)).href, { waitUntil: "load" });
        expect(await violationsOf(tab)).toEqual([]);
        await tab.close();
      }
    },
  );
});

test("a revision that there is not is no question", async () => {
  const { catalog, commit } = gitFolder();
  commit();
  let said = "";
  const write = (text: string) => {
    said += text;
  };
  expect(await site({ catalogDir: catalog, environment: "prod", base: "no-such-branch", out: join(out, "none"), write })).toBe(2);
  expect(said).toContain("no-such-branch");
});
