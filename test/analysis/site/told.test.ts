import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { calendarPageOf } from "../../../analysis/site/calendar-page.ts";
import { figureInWords } from "../../../analysis/site/figures.ts";
import { organizationPageOf } from "../../../analysis/site/organization-page.ts";
import { findable } from "../../../analysis/site/search.ts";
import { servicePageOf } from "../../../analysis/site/service-page.ts";
import { alertsOfSources, sourcesPageOf } from "../../../analysis/site/sources-page.ts";
import { placesOf, subjectOf } from "../../../analysis/site/subject.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { panelsBeside } from "./panels.ts";
import { all, factsOf, partOf, rowsOf, words } from "./read.ts";

const catalog = join(import.meta.dirname, "..", "..", "catalog");
function subjectAt(at: string, edit: (catalog: CheckedCatalog) => void = () => {}) {
  const resolved = resolvedCatalog(catalog, edit);
  const given = subjectOf({ resolved, at: Date.parse(at), queryOf: () => ({ intro: "", text: "" }), panels: panelsBeside("") });
  return { ...given, pictureOf: () => undefined };
}
const overriding = (schedule: string, override: object) => (edited: CheckedCatalog) => {
  Object.assign(edited.organization.schedules[schedule] ?? {}, { overrides: [override] });
};
const listed = (page: ReturnType<typeof calendarPageOf>) =>
  all(page).flatMap((block) => (block.kind === "list" ? block.items.map(words) : []));

describe("alerts of no service", () => {
  const subject = subjectAt("2026-01-12T03:00:00Z");
  const alerts = alertsOfSources(subject);

  test("are on a page of their own, each with its runbook", () => {
    const page = sourcesPageOf(subject);
    expect(alerts.length).toBeGreaterThan(3);
    expect(page && rowsOf(page.sections[0]?.blocks ?? [], /^Alerts on data sources$/)).toHaveLength(alerts.length);
    for (const { name, runbook } of alerts) expect(page && factsOf(partOf(page, `alerts/${name}`)).runbook).toBe(runbook.id);
  });

  test("are found, and the tables add up to all alerts", () => {
    expect(findable(subject).find(([path]) => path === "sources.html")?.[2]).toHaveLength(alerts.length);
    const rows = rowsOf(
      organizationPageOf(subject).sections.flatMap(({ blocks }) => blocks),
      /^Systems with/,
    );
    const sum = rows.flatMap((row) => row.slice(-2).map(Number)).reduce((one, other) => one + other, 0);
    expect(sum).toBe(subject.alerts.length);
  });
});

describe("the page of who is on call", () => {
  test("lists an override until it ends in its own time zone", () => {
    const override = { from: "2026-12-10T00:00", to: "2026-12-10T09:00", who: "bob", why: "dentist" };
    const page = (at: string) => listed(calendarPageOf(subjectAt(at, overriding("fleet-daily", override)))).join("\n");
    // 05:00 and 09:30 in New York.
    expect(page("2026-12-10T10:00:00Z")).toContain("dentist");
    expect(page("2026-12-10T14:30:00Z")).not.toContain("dentist");
  });

  test("names the layer that an override takes", () => {
    const override = { from: "2026-12-11T08:00", to: "2026-12-13T08:00", who: "cleo", layer: "days", why: "a swap" };
    const page = calendarPageOf(subjectAt("2026-12-10T14:30:00Z", overriding("crane-watch", override)));
    expect(listed(page).join("\n")).toContain("override: Cleo instead of everybody there in the hours of days from");
  });

  test("says what comes after the last level, and names no service that pages nobody", () => {
    const subject = subjectAt("2026-01-12T03:00:00Z");
    const steps = all(calendarPageOf(subject)).flatMap((block) => (block.kind === "steps" ? [block.items.map(words)] : []));
    for (const items of steps)
      expect(items.at(-1)).toMatch(/; (?:no one else|the first level again, or no one else in the last round,) after /);
    expect(steps.flatMap((items) => items.slice(0, -1)).every((item) => item.includes("; the next level after "))).toBe(true);
    const named = all(calendarPageOf(subject)).flatMap((block) =>
      block.kind === "facts" ? block.facts.filter(([name]) => name === "pages of").map(([, value]) => words(value)) : [],
    );
    const silent = placesOf(subject).filter(({ service }) => subject.alertsOf(service).every(({ route }) => route.kind === "post"));
    expect(silent.length).toBeGreaterThan(0);
    for (const { system, service } of silent) expect(named.join(", ").split(", ")).not.toContain(`${system.name} ${service.name}`);
  });
});

test("an alert in a stage that pages no one opens no incident", () => {
  const staged = (edited: CheckedCatalog) => {
    const errors = edited.systems.find(({ system }) => system === "shop")?.services.web?.alerts.errors;
    Object.assign(errors ?? {}, { stage: "ticket" });
  };
  const subject = subjectAt("2026-01-12T03:00:00Z", staged);
  const place = placesOf(subject).find(({ service }) => service.path === "shop/web");
  const page = place && servicePageOf(subject, place);
  const part = page && partOf(page, `notified/${subject.alerts.find(({ name }) => name === "shop--web--errors")?.severity.id}`);
  expect(part && factsOf(part).alerts).toMatch(/^\d+, \d+ paging and 1 posting$/);
  const steps = part?.blocks.flatMap((block) => (block.kind === "steps" ? block.items.map(words) : [])) ?? [];
  expect(steps.join("\n")).toMatch(/which is in the stage ticket, opens none: it is posted to /);
});

test("a share that is nearly all is not all", () => {
  const { share, percent } = figureInWords;
  expect([0.99995, 0.99996, 0.999999, 1, 0.99954321].map(share)).toEqual(["99.995%", "99.996%", "99.9999%", "100%", "99.95%"]);
  expect(percent(99.995)).toBe("99.995%");
});

test("a floor on another signal says which", () => {
  const resolved = resolvedCatalog("test/products/catalog");
  const given = subjectOf({
    resolved,
    at: Date.parse("2026-01-12T03:00:00Z"),
    queryOf: () => ({ intro: "", text: "" }),
    panels: panelsBeside(""),
  });
  const subject = { ...given, pictureOf: () => undefined };
  const place = placesOf(subject).find(({ service }) => service.path === "hastecrm/api");
  const page = place && servicePageOf(subject, place);
  expect(page && factsOf(partOf(page, "slos/latency")).floor).toMatch(/^95% over 30d, of bad share of .*; bad above 500ms$/);
  expect(page && factsOf(partOf(page, "slos/availability")).floor).not.toContain(", of ");
});
