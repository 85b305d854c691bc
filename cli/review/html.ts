import { createHash } from "node:crypto";
import type { Block, Line, Section } from "../../analysis/review/section.ts";
import { documentHtml, escaped, inline } from "../html.ts";
import type { Page } from "./page.ts";
import { style } from "./style.ts";
import { plain, plainLine } from "./text.ts";

/**
 * A review as one page that needs nothing else: no script, no request, no style but its own, and a policy that holds the
 * browser to it. Pictures are data of the page, as images: whatever an SVG holds, as an image it runs and fetches nothing.
 */
export function html({ title, subject, sections }: Page): string {
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const around = { title: plainLine(title), policy, head: [`<style>${style}</style>`] };
  return documentHtml(
    around,
    `<header>
<h1>${inline(title)}</h1>
<p class="subject">${inline(subject)}</p>
</header>
<main>
${sections.map(sectionHtml).join("\n")}
</main>`,
  );
}

function sectionHtml({ id, title, blocks }: Section): string {
  return `<section id="${escaped(plain(id))}">
<h2>${inline(title)}</h2>
${blocks.map(blockHtml).join("\n")}
</section>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "text":
      return `<p>${inline(block.text)}</p>`;
    case "list":
      return block.items.length === 0 ? "" : `<ul>\n${block.items.map((item) => `<li>${inline(item)}</li>`).join("\n")}\n</ul>`;
    case "table": {
      const row = (cells: readonly Line[], tag: "td" | "th") =>
        `<tr>${block.head.map((_, column) => `<${tag}>${inline(cells[column] ?? "")}</${tag}>`).join("")}</tr>`;
      // A part that scrolls must be reached by the keyboard too.
      return `<div class="table" tabindex="0"><table>
<thead>${row(block.head, "th")}</thead>
<tbody>
${block.rows.map((cells) => row(cells, "td")).join("\n")}
</tbody>
</table></div>`;
    }
    case "picture":
      // What it shows is in the table beside it, and read out to who cannot see it.
      return `<figure><img alt="${escaped(plain(block.alt))}" src="data:image/svg+xml;base64,${Buffer.from(block.svg).toString("base64")}"></figure>`;
    case "details":
      return `<details><summary>${escaped(plain(block.summary))}</summary>
${block.blocks.map(blockHtml).join("\n")}
</details>`;
  }
}
