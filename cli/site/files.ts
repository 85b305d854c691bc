import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decisionsPage, formerPages, home, onCallPage, requirementsPage, servicePage } from "../../analysis/site/addresses.ts";
import type { SiteFile } from "../../analysis/site/page.ts";
import { type Beside, pagesOf } from "../../analysis/site/pages.ts";
import { findable } from "../../analysis/site/search.ts";
import { placesOf, type Subject } from "../../analysis/site/subject.ts";
import { type Frame, movedHtml, pageHtml } from "./html.ts";
import { style } from "./style.ts";

/** Every file of the site of a catalog: pages, pictures, what leads on from former addresses, look, search. */
export function filesOf(subject: Subject, beside: Beside = {}): SiteFile[] {
  const { environment, organization } = subject.resolved;
  const frame: Frame = {
    pages: [
      { text: organization.name, to: home },
      { text: "On call", to: onCallPage },
      ...(beside.coverage ? [{ text: "Requirements", to: requirementsPage }] : []),
      ...(beside.noted?.some(({ noted }) => noted.length > 0) ? [{ text: "Decisions", to: decisionsPage }] : []),
    ],
    made: `${organization.name}, environment ${environment.id}; who is called is computed from ${new Date(subject.at).toISOString().slice(0, 16)}Z on. Written by slostack site.`,
  };
  const pictures = new Map<string, string>();
  const pages: SiteFile[] = [];
  for (const page of pagesOf(subject, beside)) pages.push({ path: page.path, text: pageHtml(page, frame) });
  for (const { path, svg } of subject.drawn()) pictures.set(path, svg);
  return [
    ...pages,
    ...[...pictures].map(([path, text]) => ({ path, text })),
    ...moved(subject, new Set(pages.map(({ path }) => path))),
    { path: "style.css", text: style },
    { path: "search.js", text: readFileSync(join(import.meta.dirname, "search.js"), "utf8") },
    { path: "search-index.js", text: `globalThis.slostackIndex = ${JSON.stringify(findable(subject))};\n` },
  ];
}

/** A former address that another service has now is that service's. */
function moved(subject: Subject, taken: ReadonlySet<string>): SiteFile[] {
  return placesOf(subject).flatMap(({ system, service }) =>
    formerPages(system, service)
      .filter((path) => !taken.has(path))
      .map((path) => ({ path, text: movedHtml(path, { text: `${system.name} ${service.name}`, to: servicePage(service.path) }) })),
  );
}
