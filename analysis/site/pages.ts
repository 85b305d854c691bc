import type { Coverage } from "../coverage/coverage.ts";
import { auditsPageOf } from "./audits-page.ts";
import { calendarPageOf } from "./calendar-page.ts";
import { dashboardPageOf } from "./dashboard-page.ts";
import { decisionsPageOf, type NotedIn } from "./decisions-page.ts";
import { organizationPageOf } from "./organization-page.ts";
import type { Page } from "./page.ts";
import { requirementsPageOf } from "./requirements-page.ts";
import { servicePageOf } from "./service-page.ts";
import { sourcesPageOf } from "./sources-page.ts";
import { placesOf, type Subject } from "./subject.ts";
import { systemPageOf } from "./system-page.ts";

/** What belongs to a catalog and to none of its environments. */
export interface Beside {
  /** absent: the catalog has no page of requirements */
  readonly coverage?: Coverage;
  readonly noted?: readonly NotedIn[];
}

/** Every page of a site, one after the other: of thousands of services no more than one is held. */
export function* pagesOf(subject: Subject, { coverage, noted }: Beside = {}): Generator<Page> {
  yield organizationPageOf(subject);
  yield calendarPageOf(subject);
  const sources = sourcesPageOf(subject);
  if (sources) yield sources;
  const audits = auditsPageOf(subject);
  if (audits) yield audits;
  if (coverage) yield requirementsPageOf(subject, coverage);
  const decisions = decisionsPageOf(subject, noted ?? []);
  if (decisions) yield decisions;
  for (const system of subject.resolved.systems) yield systemPageOf(subject, system);
  for (const place of placesOf(subject)) yield servicePageOf(subject, place);
  for (const dashboard of subject.dashboards) yield dashboardPageOf(subject, dashboard);
}
