import type { Block, Page } from "../../../analysis/site/page.ts";

/** A page that says a text at every place where a page of the site can say something. */
export const pageOf = (text: string): Page => ({
  path: "services/shop/web.html",
  title: text,
  trail: [{ text, to: "index.html" }],
  lead: [text, { strong: text }],
  sections: [
    { id: "one", title: text, blocks: blocksOf(text) },
    { id: "two", title: text, blocks: [{ kind: "part", id: "parts/one", former: ["parts/old"], title: [text], blocks: blocksOf(text) }] },
  ],
});

const blocksOf = (text: string): Block[] => [
  { kind: "text", text },
  { kind: "text", text: [text, { code: text }, { text, to: "index.html" }, { text, to: text }, { text, to: `javascript:alert(${text})` }] },
  { kind: "list", items: [text] },
  { kind: "steps", label: text, items: [[{ strong: text }]] },
  { kind: "facts", facts: [[text, [{ code: text }]]] },
  { kind: "table", caption: text, head: [text, text], rows: [[text, [{ text, to: "index.html" }]]] },
  { kind: "code", label: text, text },
  { kind: "picture", file: "charts/0.svg", alt: text },
  { kind: "details", summary: text, blocks: [{ kind: "text", text }] },
];
