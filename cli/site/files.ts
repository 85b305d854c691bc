import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  auditsPage,
  changesPage,
  dashboardPage,
  decisionsPage,
  driftPage,
  formerPages,
  home,
  onCallPage,
  pageBefore,
  requirementsPage,
  servicePage,
  sideBySidePage,
  sourcesPage,
} from "../../analysis/site/addresses.ts";
import type { Page, SiteFile } from "../../analysis/site/page.ts";
import { type Beside, pagesOf } from "../../analysis/site/pages.ts";
import { findable } from "../../analysis/site/search.ts";
import { alertsOfSources } from "../../analysis/site/sources-page.ts";
import { placesOf, type Subject } from "../../analysis/site/subject.ts";
import { type Changed, differing, type Side, withPages } from "./changes.ts";
import { type Frame, movedHtml, pageHtml, sideBySideHtml } from "./html.ts";
import { style } from "./style.ts";

/** A site, and what is changed in it since a revision. */
export interface Written {
  readonly subject: Subject;
  readonly beside: Beside;
  readonly changed?: Changed & { readonly subject?: Subject };
  /** what others changed at the vendors */
  readonly drift?: Page;
}

/** Every file of the site of a catalog: pages, pictures, what leads on from former addresses, look, search; with a change, what was before too. */
export function filesOf({ subject, beside, changed, drift }: Written): SiteFile[] {
  const frame = frameOf(subject, beside, { isChange: changed !== undefined, hasDrift: drift !== undefined });
  const drifted = drift ? [{ path: drift.path, text: pageHtml(drift, frame) }] : [];
  // One page after the other: of thousands of services the texts alone are held.
  if (!changed) return [...filesOfSide(subject, pagesOf(subject, beside), frame), ...drifted];
  const after = sideOf(subject, beside);
  const own = filesOfSide(subject, after.values(), frame);
  const was = changed.subject;
  const before = was ? sideOf(was, {}) : new Map<string, Page>();
  const note = `This is how it was at ${changed.name}, before the change.`;
  const sides = [comparable(before), comparable(after)] as const;
  const different = differing(...sides).filter(({ is }) => is === "different");
  return [
    ...own,
    ...drifted,
    ...changed.pictures,
    { path: changesPage, text: pageHtml(withPages(changed, ...sides), frame) },
    ...(was
      ? filesOfSide(was, before.values(), { ...frameOf(was, {}, {}), note }).map(({ path, text }) => ({ path: pageBefore(path), text }))
      : []),
    ...different.map(({ path }) => ({
      path: sideBySidePage(path),
      text: sideBySideHtml(sideBySidePage(path), after.get(path)?.title ?? path, [
        { text: "before", to: pageBefore(path) },
        { text: "after", to: path },
      ]),
    })),
  ];
}

/** Pages of what an environment declares; what is said beside it has no side before. */
const comparable = (side: Side): Side =>
  new Map([...side].filter(([path]) => ![auditsPage, requirementsPage, decisionsPage].includes(path)));

const sideOf = (subject: Subject, beside: Beside): Map<string, Page> =>
  new Map([...pagesOf(subject, beside)].map((page) => [page.path, page]));

function frameOf(
  { resolved: { environment, organization }, alerts, at, audits = [] }: Subject,
  beside: Beside,
  more: { isChange?: boolean; hasDrift?: boolean },
): Frame {
  return {
    pages: [
      { text: organization.name, to: home },
      ...(more.isChange ? [{ text: "Changes", to: changesPage }] : []),
      { text: "On call", to: onCallPage },
      ...(alertsOfSources({ alerts }).length > 0 ? [{ text: "Data sources", to: sourcesPage }] : []),
      ...(audits.length > 0 ? [{ text: "Audits", to: auditsPage }] : []),
      ...(more.hasDrift ? [{ text: "Drift", to: driftPage }] : []),
      ...(beside.coverage ? [{ text: "Requirements", to: requirementsPage }] : []),
      ...(beside.noted?.some(({ noted }) => noted.length > 0) ? [{ text: "Decisions", to: decisionsPage }] : []),
    ],
    made: `${organization.name}, environment ${environment.id}; who is called is computed from ${new Date(at).toISOString().slice(0, 16)}Z on. Written by slostack site.`,
  };
}

function filesOfSide(subject: Subject, side: Iterable<Page>, frame: Frame): SiteFile[] {
  const pages: SiteFile[] = [];
  for (const page of side) pages.push({ path: page.path, text: pageHtml(page, frame) });
  return [
    ...pages,
    ...subject.drawn().map(({ path, svg }) => ({ path, text: svg })),
    ...moved(subject, new Set(pages.map(({ path }) => path))),
    { path: "style.css", text: style },
    { path: "search.js", text: readFileSync(join(import.meta.dirname, "search.js"), "utf8") },
    { path: "search-index.js", text: `globalThis.slostackIndex = ${JSON.stringify(findable(subject))};\n` },
  ];
}

/** A former address that another entry has now is that one's. */
function moved(subject: Subject, taken: ReadonlySet<string>): SiteFile[] {
  const services = placesOf(subject).flatMap(({ system, service }) =>
    formerPages(system, service).map((path) => ({ path, to: { text: `${system.name} ${service.name}`, to: servicePage(service.path) } })),
  );
  const dashboards = subject.dashboards.flatMap(({ name, formerNames, title }) =>
    formerNames.map((former) => ({ path: dashboardPage(former), to: { text: title, to: dashboardPage(name) } })),
  );
  return [...services, ...dashboards].filter(({ path }) => !taken.has(path)).map(({ path, to }) => ({ path, text: movedHtml(path, to) }));
}
