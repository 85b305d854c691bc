import type { Page as Tab } from "playwright-core";

/**
 * Questions to a page in the browser. They are texts because they run there: this project is type-checked for Node, and
 * the names of a browser would otherwise be known everywhere.
 */
const ask = <T>(tab: Tab, question: string): Promise<T> => tab.evaluate<T>(question);

/** Waits until every picture is drawn, or has failed. */
export const picturesOf = (tab: Tab) =>
  ask<readonly { readonly alt: string; readonly drawn: boolean; readonly width: number; readonly height: number }[]>(
    tab,
    `Promise.all([...document.images].map(async (image) => {
      const drawn = await image.decode().then(() => image.naturalWidth > 0, () => false);
      const { width, height } = image.getBoundingClientRect();
      return { alt: image.alt, drawn, width, height };
    }))`,
  );

export const countOf = (tab: Tab, selector: string) => ask<number>(tab, `document.querySelectorAll(${JSON.stringify(selector)}).length`);

/** Pixels by which the page is wider than its window. */
export const overhangOf = (tab: Tab) => ask<number>(tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth");

export const paperOf = (tab: Tab) => ask<string>(tab, "getComputedStyle(document.body).backgroundColor");

/** Per section, the texts of what matches, and every tag in it. */
export const sectionsOf = (tab: Tab, selector: string) =>
  ask<readonly { readonly texts: readonly string[]; readonly tags: readonly string[] }[]>(
    tab,
    `[...document.querySelectorAll("section")].map((section) => ({
      texts: [...section.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent),
      tags: [...new Set([...section.querySelectorAll("*")].map((one) => one.tagName.toLowerCase()))].sort(),
    }))`,
  );

/** The contrast of every text with what is behind it, by the formula of WCAG 2.2. */
export const contrastsOf = (tab: Tab) =>
  ask<readonly { readonly tag: string; readonly contrast: number }[]>(
    tab,
    `(() => {
      const numbers = (colour) => (/rgba?\\(([^)]+)\\)/.exec(colour)?.[1] ?? "0,0,0,0").split(",").map(Number);
      const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      const luminance = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
      const behind = (one) => {
        if (!one) return [255, 255, 255];
        const found = numbers(getComputedStyle(one).backgroundColor);
        return found[3] === 0 ? behind(one.parentElement) : found;
      };
      return [...document.querySelectorAll("h1, h2, p, li, code, strong, th, td, summary")].map((one) => {
        const [ink, paper] = [luminance(numbers(getComputedStyle(one).color)), luminance(behind(one))];
        return { tag: one.tagName, contrast: (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05) };
      });
    })()`,
  );
