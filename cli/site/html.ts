import { posix } from "node:path";
import { changesPage } from "../../analysis/site/addresses.ts";
import type { Block, LinkTo, Page, Panel, Section, Text } from "../../analysis/site/page.ts";
import { documentHtml, escaped, inline } from "../html.ts";
import { plain } from "../review/text.ts";

/** What every page of a site says around its own content. */
export interface Frame {
  /** pages that every page links to */
  readonly pages: readonly LinkTo[];
  /** what a reader must know of every page, above its content */
  readonly note?: string;
  /** of what and when it was made */
  readonly made: string;
}

/** What the browser may load: files of the site, wherever it is opened from. Nothing is sent anywhere. */
const policy =
  "default-src 'none'; img-src 'self' file:; style-src 'self' file:; script-src 'self' file:; frame-src 'self' file:; base-uri 'none'; form-action 'none'";

/** One page of a site as HTML. It reads without its script, which adds the search. */
export function pageHtml(page: Page, { pages, made, note }: Frame): string {
  const root = rootFrom(page.path);
  const link = linkFrom(page.path);
  const named = [...page.sections.map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`)];
  const title = plain([page.title, ...page.trail.map(({ text }) => text).slice(0, 1)].join(" - "));
  const script = `<script src="${root}search.js" data-root="${root}" defer></script>`;
  return documentHtml(
    { title, policy, head: [styleFrom(page.path), script] },
    `<a class="skip" href="#main">Skip to content</a>
<header class="frame">
${navigation("Pages", pages.map(link))}
<form role="search" hidden>
<label for="search">Search services, SLOs and alerts</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" aria-controls="found">
<p id="count" role="status"></p>
<ul id="found"></ul>
</form>
</header>
${note === undefined ? "" : `<p class="note">${escaped(plain(note))}</p>\n`}<main id="main" tabindex="-1">
${page.trail.length > 0 ? navigation("Breadcrumb", [...page.trail.map(link), `<span aria-current="page">${escaped(plain(page.title))}</span>`]) : ""}
<h1>${escaped(plain(page.title))}</h1>
${page.lead === undefined ? "" : `<p class="subject">${textHtml(page.lead, link)}</p>`}
${named.length > 1 ? `<nav class="contents" aria-label="On this page"><ul>${named.join("")}</ul></nav>` : ""}
${page.sections.map((section) => sectionHtml(section, link)).join("\n")}
</main>
<footer>
<p>${escaped(plain(made))}</p>
</footer>`,
  );
}

/** A page as it was and as it is, beside each other where the window is wide. */
export function sideBySideHtml(path: string, title: string, sides: readonly LinkTo[]): string {
  const link = linkFrom(path);
  const frames = sides.map(
    ({ text, to }) =>
      `<section><h2>${link({ text, to })}</h2><iframe title="${escaped(plain(`${title}, ${text}`))}" src="${escaped(relativeTo(path, to))}"></iframe></section>`,
  );
  return documentHtml(
    { title: `${plain(title)}: before and after`, policy, head: [styleFrom(path)], look: "sides" },
    `<main>
<h1>${escaped(plain(title))}</h1>
<nav aria-label="Pages"><ul><li>${link({ text: "Changes", to: changesPage })}</li></ul></nav>
<div>
${frames.join("\n")}
</div>
</main>`,
  );
}

/** A page at a former address, which leads to the present one. */
export function movedHtml(from: string, to: LinkTo): string {
  const href = relativeTo(from, to.to);
  const refresh = `<meta http-equiv="refresh" content="0; url=${escaped(href)}">`;
  return documentHtml(
    { title: `${plain(to.text)} has moved`, policy, head: [refresh, styleFrom(from)] },
    `<main>
<h1>${escaped(plain(to.text))} has moved</h1>
<p>It is at <a href="${escaped(href)}">${escaped(to.to)}</a> now.</p>
</main>`,
  );
}

type Linking = (link: LinkTo) => string;

const styleFrom = (path: string): string => `<link rel="stylesheet" href="${rootFrom(path)}style.css">`;

const rootFrom = (path: string): string => "../".repeat(path.split("/").length - 1);

function relativeTo(from: string, to: string): string {
  const [path = "", anchor] = to.split("#");
  const file = path === from ? "" : posix.relative(posix.dirname(from), path);
  return anchor === undefined ? file : `${file}#${anchor}`;
}

/** A link of a page; what is neither a page of the site nor an address of the web is text. */
const linkFrom =
  (from: string): Linking =>
  ({ text, to }) => {
    const words = escaped(plain(text));
    if (/^https?:\/\/\S+$/.test(to)) return `<a href="${escaped(to)}" rel="noreferrer">${words}</a>`;
    return /^[\w./#-]+$/.test(to) ? `<a href="${escaped(relativeTo(from, to))}">${words}</a>` : words;
  };

const navigation = (label: string, links: readonly string[]): string =>
  `<nav aria-label="${label}"><ul>${links.map((one) => `<li>${one}</li>`).join("")}</ul></nav>`;

const sectionHtml = (
  { id, title, blocks }: Section,
  link: Linking,
): string => `<section id="${escaped(id)}" aria-labelledby="${escaped(id)}-title">
<h2 id="${escaped(id)}-title">${escaped(plain(title))}</h2>
${blocksHtml(blocks, link)}
</section>`;

const blocksHtml = (blocks: readonly Block[], link: Linking): string => blocks.map((block) => blockHtml(block, link)).join("\n");

function blockHtml(block: Block, link: Linking): string {
  switch (block.kind) {
    case "text":
      return `<p>${textHtml(block.text, link)}</p>`;
    case "list":
      return `<ul>${items(block.items, link)}</ul>`;
    case "steps":
      return `<ol class="steps" aria-label="${escaped(plain(block.label))}">${items(block.items, link)}</ol>`;
    case "facts":
      return `<dl>${block.facts.map(([name, value]) => `<div><dt>${escaped(plain(name))}</dt><dd>${textHtml(value, link)}</dd></div>`).join("")}</dl>`;
    case "table":
      return tableHtml(block, link);
    case "code":
      // A part that scrolls must be reached by the keyboard too.
      return `<pre tabindex="0" role="region" aria-label="${escaped(plain(block.label))}"><code>${escaped(lines(block.text))}</code></pre>`;
    case "picture":
      return `<figure><img alt="${escaped(plain(block.alt))}" src="${pictureFrom(block.file, link)}" width="${(block.size ?? chartSize)[0]}" height="${(block.size ?? chartSize)[1]}" loading="lazy"></figure>`;
    case "figure":
      return `<p class="figure${block.state ? ` ${block.state}` : ""}"><strong>${escaped(plain(block.text))}</strong>${block.words === undefined ? "" : ` <span>${escaped(plain(block.words))}</span>`}</p>`;
    case "panels":
      return `<div class="panels">
${block.panels.map((panel) => panelHtml(panel, link)).join("\n")}
</div>`;
    case "part":
      return `<section class="part" id="${escaped(block.id)}" aria-labelledby="${escaped(block.id)}-title">
${block.former.map((id) => `<span id="${escaped(id)}"></span>`).join("")}<h3 id="${escaped(block.id)}-title"><a href="#${escaped(block.id)}">${textHtml(block.title, link)}</a></h3>
${blocksHtml(block.blocks, link)}
</section>`;
    case "details":
      return `<details><summary>${escaped(plain(block.summary))}</summary>
${blocksHtml(block.blocks, link)}
</details>`;
  }
  return block satisfies never;
}

/** Of a curve over the whole width. */
const chartSize = [860, 440] as const;

const panelHtml = (
  { id, title, wide, blocks }: Panel,
  link: Linking,
): string => `<section class="panel${wide ? " wide" : ""}" id="${escaped(id)}" aria-labelledby="${escaped(id)}-title">
<h3 id="${escaped(id)}-title"><a href="#${escaped(id)}">${escaped(plain(title))}</a></h3>
${blocksHtml(blocks, link)}
</section>`;

function tableHtml({ caption, head, rows }: Extract<Block, { kind: "table" }>, link: Linking): string {
  const row = (cells: readonly Text[]) =>
    `<tr>${cells.map((cell, index) => (index === 0 ? `<th scope="row">${textHtml(cell, link)}</th>` : `<td>${textHtml(cell, link)}</td>`)).join("")}</tr>`;
  const name = escaped(plain(caption));
  return `<div class="table" tabindex="0" role="region" aria-label="${name}"><table>
<caption>${name}</caption>
<thead><tr>${head.map((one) => `<th scope="col">${escaped(plain(one))}</th>`).join("")}</tr></thead>
<tbody>${rows.map(row).join("\n")}</tbody>
</table></div>`;
}

const items = (all: readonly Text[], link: Linking): string => all.map((one) => `<li>${textHtml(one, link)}</li>`).join("");

/** The address of a file beside the pages, by the same way as a link to it. */
const pictureFrom = (file: string, link: Linking): string => /href="([^"]*)"/.exec(link({ text: "", to: file }))?.[1] ?? "";

function textHtml(text: Text, link: Linking): string {
  if (typeof text === "string") return inline(text);
  return text
    .map((part) => (typeof part === "object" && "to" in part ? link(part) : `${spaceBefore(part)}${inline([part])}${spaceAfter(part)}`))
    .join("");
}

/** A line loses the spaces at its ends; between the parts of a text they stay. */
const spaceBefore = (part: unknown): string => (typeof part === "string" && /^\s/.test(part) ? " " : "");
const spaceAfter = (part: unknown): string => (typeof part === "string" && /\S\s+$/.test(part) ? " " : "");

/** A text of several lines. What would not be seen is made visible, as in a line. */
const lines = (text: string): string =>
  text
    .split("\n")
    .map((line) =>
      line
        .toWellFormed()
        .replaceAll(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === "\t" ? "  " : `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)),
    )
    .join("\n");
