import { join } from "node:path";
import { expect, test } from "vitest";
import { organizationPageOf } from "../../../analysis/site/organization-page.ts";
import type { Block } from "../../../analysis/site/page.ts";
import { servicePageOf } from "../../../analysis/site/service-page.ts";
import { placesOf, subjectOf } from "../../../analysis/site/subject.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { panelsBeside } from "./panels.ts";
import { rowsOf, words } from "./read.ts";

const catalog = join(import.meta.dirname, "..", "..", "catalog");
const at = Date.parse("2026-01-12T03:00:00Z");

type Planned = ReadonlyMap<string, readonly Block[]>;

/** What the first page and the pages of two services say of planned times, by path; absent: nothing. */
function plannedIn(edit: (catalog: CheckedCatalog) => void = () => {}, environment = "prod"): Planned {
  const resolved = resolvedCatalog(catalog, edit, environment);
  const given = subjectOf({ resolved, at, queryOf: () => ({ intro: "", text: "" }), panels: panelsBeside("") });
  const subject = { ...given, pictureOf: () => undefined };
  const places = placesOf(subject).filter(({ service }) => /^(shop\/web|fleet\/trucks)$/.test(service.path));
  const pages = [organizationPageOf(subject), ...places.map((place) => servicePageOf(subject, place))];
  return new Map(
    pages.flatMap(({ path, sections }) => sections.filter(({ id }) => id === "planned").map(({ blocks }) => [path, blocks] as const)),
  );
}
const rowsAt = (planned: Planned, path: string) => rowsOf(planned.get(path) ?? [], /^Planned/);
const textsAt = (planned: Planned, path: string) =>
  (planned.get(path) ?? []).flatMap((block) =>
    block.kind === "text" ? [words(block.text)] : block.kind === "list" ? block.items.map(words) : [],
  );

const overridden = ({ organization }: CheckedCatalog) => {
  const schedule = organization.schedules["shop-day-and-night"];
  if (!schedule) throw new Error("no schedule");
  schedule.overrides = [
    { from: "2026-01-16T09:00", to: "2026-01-17T09:00", who: "dan", "instead-of": "bob", why: "the database moves" },
    { from: "2026-03-01T09:00", to: "2026-03-02T09:00", who: "dan", why: "later than the calendar goes" },
  ];
};

test("without anything planned the first page says so, and that nothing is muted", () => {
  const [muted, planned] = textsAt(plannedIn(), "index.html");
  expect(muted).toContain("No alert is muted for maintenance");
  expect(planned).toBe("No override and no holiday is planned in the next four weeks.");
});

test("an override is on the first page, and on the page of each service that it is called for", () => {
  const planned = plannedIn(overridden);
  const row = [
    "2026-01-16 09:00 until 2026-01-17 09:00 Europe/Berlin",
    "override of Shop day and night: the database moves",
    "Dan is called; Bob is not",
  ];
  expect(rowsAt(planned, "index.html")).toEqual([[...row, expect.stringContaining("Shop Web")]]);
  expect(rowsAt(planned, "services/shop/web.html")).toEqual([row]);
  expect(rowsAt(planned, "services/fleet/trucks.html")).toEqual([]);
});

test("an override without a reason gives none, and one of nobody else names nobody who is not called", () => {
  const planned = plannedIn(({ organization }) => {
    const schedule = organization.schedules["shop-day-and-night"];
    if (!schedule) throw new Error("no schedule");
    schedule.overrides = [{ from: "2026-01-16T09:00", to: "2026-01-17T09:00", who: "bob", "instead-of": "bob" }];
  });
  expect(rowsAt(planned, "services/shop/web.html")).toEqual([
    ["2026-01-16 09:00 until 2026-01-17 09:00 Europe/Berlin", "override of Shop day and night", "Bob is called"],
  ]);
});

test("a holiday says from when a post is answered; a day without hours is none", () => {
  const planned = plannedIn(({ organization }) => {
    const office = organization.calendars.office;
    if (!office) throw new Error("no calendar");
    // A Wednesday and a Saturday.
    office.holidays = ["2026-01-14", "2026-01-17"];
  });
  expect(rowsAt(planned, "services/shop/web.html")).toEqual([
    ["2026-01-14", "holiday of office", "posts of warning are sent at once, and answered from Thu 2026-01-15 09:00 Europe/Berlin on"],
  ]);
});

test("what a stage keeps from paging is named where it would page, with where it posts", () => {
  const planned = plannedIn();
  expect(textsAt(planned, "services/shop/web.html")).toEqual([
    "No override and no holiday is planned in the next four weeks.",
    "These alerts page no one for now:",
    expect.stringMatching(/is in the stage shadow, and posts to #on-trial/),
  ]);
  expect(textsAt(planned, "index.html").filter((text) => text.includes("in the stage"))).toHaveLength(2);
  expect(textsAt(plannedIn(undefined, "staging"), "index.html").join()).not.toContain("in the stage");
});
