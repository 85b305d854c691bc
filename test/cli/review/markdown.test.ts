import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import { githubCell, githubLine } from "../../../cli/review/github-text.ts";
import { markdown } from "../../../cli/review/markdown.ts";
import { plain } from "../../../cli/review/text.ts";
import { hostileTexts, pageOf } from "./pages.ts";

/** As GitHub reads it; tags are let through, so that one too many would be seen. */
const read = (text: string): string => micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });

const entities: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

/** What a reader sees of a page, without the marks that keep GitHub's signs apart. */
const seen = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity)
    .replaceAll("\u200b", "")
    .trim();

const tagsIn = (html: string): string[] =>
  [...new Set([...html.matchAll(/<\/?([a-zA-Z][a-zA-Z0-9]*)/g)].map(([, tag = ""]) => tag))].sort();

describe("a text of a catalog in a comment", () => {
  test.each(hostileTexts)("stays the text that it is: %j", (text) => {
    const html = read(githubLine(text));
    expect(tagsIn(html)).toEqual(["p"]);
    expect(seen(html)).toBe(plain(text));
  });

  test("stays itself in a list, as code, in a table and in a summary, whatever it is", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."`|\\*_[]()<>&#@:!~$-+=.1a \n") }),
      fc.constantFrom(...hostileTexts),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const what = plain(text);
        fc.pre(what !== "");
        expect(seen(read(githubLine(text)))).toBe(what);
        const list = read(`- ${githubLine(text)}`);
        expect([tagsIn(list), seen(list)]).toEqual([["li", "ul"], what]);
        const cell = read(`| a |\n|---|\n| ${githubCell(text)} |`);
        expect([tagsIn(cell), seen(cell.split("<tbody>")[1] ?? "")]).toEqual([["table", "tbody", "td", "th", "thead", "tr"], what]);
        const code = read(`| a |\n|---|\n| ${githubCell([{ code: text }])} |`);
        expect(seen(code.split("<tbody>")[1] ?? "")).toBe(what);
      }),
      { numRuns: 400 },
    );
  });

  test("names no person, issue or address that GitHub would link", () => {
    const comment = markdown(pageOf(hostileTexts));
    const withoutCode = comment.replaceAll(/(`+)[^`].*?\1/g, "");
    expect(withoutCode).not.toMatch(/@[\w-]/);
    expect(withoutCode).not.toMatch(/#\d/);
    expect(withoutCode).not.toMatch(/GH-\d/);
    expect(withoutCode).not.toMatch(/:\/\//);
    expect(withoutCode).not.toMatch(/\bwww\./);
    expect(withoutCode).not.toMatch(/:tada:/);
  });
});

describe("the comment", () => {
  test("has no tags but those of its own, and links nowhere", () => {
    const html = read(markdown(pageOf(hostileTexts)));
    const own = ["code", "details", "h2", "h3", "li", "p", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"];
    expect(tagsIn(html).filter((tag) => !own.includes(tag))).toEqual([]);
  });

  test("begins with the verdict, and has its sections in their order", () => {
    const comment = markdown({
      title: ["blind: 1", "; approvals missing: owner"],
      subject: "main -> working tree",
      sections: [
        { id: "a", title: "First", blocks: [{ kind: "list", items: ["one", ["two ", { strong: "looser" }]] }] },
        { id: "b", title: "Second", blocks: [{ kind: "table", head: ["what", "old"], rows: [["rate", "5%"]] }] },
      ],
    });
    expect(comment).toBe(`## blind: 1; approvals missing: owner

main -&gt; working tree

### First

- one
- two **looser**

### Second

| what | old |
|---|---|
| rate | 5% |
`);
  });
});

describe("a long comment", () => {
  const items = (number: number) => Array.from({ length: number }, (_, index) => `change ${index}: ${"word ".repeat(20)}`);

  test("loses first what is folded away, and says so", () => {
    const comment = markdown({
      title: "verdict",
      subject: "subject",
      sections: [
        { id: "a", title: "Changes", blocks: [{ kind: "list", items: items(100) }] },
        { id: "b", title: "More", blocks: [{ kind: "details", summary: "all", blocks: [{ kind: "list", items: items(2000) }] }] },
      ],
    });
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toContain("change 99");
    expect(comment).not.toContain("<details>");
    expect(comment).toContain("what is folded away is left out");
  });

  test("loses then the ends of its lists, which are counted", () => {
    const comment = markdown({
      title: "verdict",
      subject: "subject",
      sections: [{ id: "a", title: "Changes", blocks: [{ kind: "list", items: items(3000) }] }],
    });
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toContain("change 199:");
    expect(comment).not.toContain("change 200:");
    expect(comment).toContain("… and 2800 more");
  });

  test("ends at a whole block where even that is too much; the verdict is always there", () => {
    const sections = Array.from({ length: 900 }, (_, index) => ({
      id: `s${index}`,
      title: `Section ${index}`,
      blocks: [{ kind: "text" as const, text: "word ".repeat(60) }],
    }));
    const comment = markdown({ title: "the verdict", subject: "subject", sections });
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toMatch(/^## the verdict\n/);
    expect(comment).toMatch(/it ends here.*\n$/);
  });

  test("stays below the limit of GitHub whatever its texts are", () => {
    const text = fc.constantFrom("x".repeat(30_000), "|&<>".repeat(600), "@a ".repeat(400), "short");
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
        expect(markdown(pageOf(texts)).length).toBeLessThan(65_536);
      }),
      { numRuns: 40 },
    );
  });
});
