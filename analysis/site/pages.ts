import { organizationPageOf } from "./organization-page.ts";
import type { Page } from "./page.ts";
import { servicePageOf } from "./service-page.ts";
import { placesOf, type Subject } from "./subject.ts";
import { systemPageOf } from "./system-page.ts";

/** Every page of a site, one after the other: of thousands of services no more than one is held. */
export function* pagesOf(subject: Subject): Generator<Page> {
  yield organizationPageOf(subject);
  for (const system of subject.resolved.systems) yield systemPageOf(subject, system);
  for (const place of placesOf(subject)) yield servicePageOf(subject, place);
}
