import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Page } from "../../../analysis/site/page.ts";
import { pagesOf } from "../../../analysis/site/pages.ts";
import { findable } from "../../../analysis/site/search.ts";
import { subjectOf } from "../../../analysis/site/subject.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { panelsBeside } from "./panels.ts";
import { all, factsOf, partOf, rowsOf, tablesIn, within, words } from "./read.ts";

const at = Date.parse("2026-01-12T03:00:00Z");
const queryOf = ({ name }: Alert) => ({ intro: `somebody evaluates ${name}`, text: `query of ${name}` });
const panels = panelsBeside("shop--web");
const catalog = join(import.meta.dirname, "..", "..", "catalog");
const siteOf = (environment: string) => subjectOf({ resolved: resolvedCatalog(catalog, () => {}, environment), at, queryOf, panels });
const subject = siteOf("prod");
const pages = [...pagesOf(subject)];
/** Of pages that are made one after the other, those behind it are not made. */
function pageAt(path: string, of: Iterable<Page> = pages): Page {
  for (const page of of) if (page.path === path) return page;
  throw new Error(`there is no ${path}`);
}
const web = pageAt("services/shop/web.html");

describe("the page of a service", () => {
  test("says of an SLO what it promises, and what that allows", () => {
    const [, , , row] = rowsOf(
      web.sections.flatMap(({ blocks }) => blocks),
      /^Service level objectives$/,
    );
    expect(row).toEqual(["Web availability", "99.9%", "30d", "0.1% of the events, 43m 12s of a total outage", "1m; 5m at 120/h", "5m"]);
    expect(factsOf(partOf(web, "slos/availability"))).toMatchObject({
      target: "99.9% over 30d",
      floor: "99.5% over 30d",
      "measured as": "bad share of http_requests_total; bad where code starts with 5",
      alerts: "shop--web--errors, shop--web--availability--floor, shop--web--availability--page, shop--web--availability--ticket",
      requirements: "T-S01",
    });
  });

  test("has the labels and links of the service, and of each alert", () => {
    const desk = pageAt("services/quays/desk.html");
    const facts = all(desk).flatMap((block) => (block.kind === "facts" ? block.facts : []));
    const [own] = facts.filter(([name]) => name === "links");
    expect(facts.find(([name]) => name === "labels")?.[1]).toBe("cost_center: CC-4711, product: quays");
    expect(own?.[1]).toEqual([
      { text: "Cost dashboard", to: "https://costs.example.com/quays?view=month&by=service" },
      ", ",
      { text: "Tickets", to: "https://tickets.example.com/browse/QUAY" },
    ]);
    expect(factsOf(partOf(desk, "alerts/quays--desk--refused"))).toMatchObject({
      labels: "cost_center: CC-4711, product: harbor",
      links: "Tickets, Cost dashboard",
    });
  });

  test("says which share of failures is notified when, at normal and at minimum traffic", () => {
    const rows = rowsOf(partOf(web, "slos/availability").blocks, /^Time to detect/);
    expect(rows).toContainEqual(["0.2%", "ticket 1d 12h", "ticket 1d 17h 40m", "6d 8h 57m"]);
    expect(rows).toContainEqual(["0.6%", "page 6h", "ticket 13h 54m", "13h 47m"]);
    expect(rows).toContainEqual(["100%", "page 1m", "page 5m", "2m"]);
  });

  test("has a picture of it, with the same in words", () => {
    const picture = within(partOf(web, "slos/availability").blocks).find(({ kind }) => kind === "picture");
    expect(picture).toMatchObject({
      file: expect.stringMatching(/^charts\/[0-9a-f]{16}\.svg$/),
      alt: expect.stringContaining("100%: page 1m."),
    });
    expect(subject.drawn().map(({ path }) => path)).toContain(picture?.kind === "picture" && picture.file);
  });

  test("has every alert of the service, each with the query of its evaluator", () => {
    const own = subject.alerts.filter(({ service }) => service?.path === "shop/web");
    const parts = all(web).flatMap((block) => (block.kind === "part" && block.id.startsWith("alerts/") ? [block] : []));
    expect(parts.map(({ id }) => id)).toEqual(own.map(({ name }) => `alerts/${name}`));
    for (const { id, blocks } of parts)
      expect(within(blocks).filter(({ kind }) => kind === "code")).toEqual([expect.objectContaining({ text: `query of ${id.slice(7)}` })]);
    expect(own.length).toBeGreaterThan(20);
  });

  test("says of an alert when it fires, how soon and of what it never fires", () => {
    expect(factsOf(partOf(web, "alerts/shop--web--availability--page"))).toMatchObject({
      "fires when":
        "The error budget of Web availability (99.9% over 30d) is being spent fast: the bad share of http_requests_total is 1.44% or more over 1h and 5m, or 0.6% or more over 6h and 30m.",
      notifies: "page shop",
      "total outage detected after": "1m; 5m at 120/h",
      "never detected": "below 0.6%; up to 1.25% at 120/h",
    });
  });

  test("follows a page from the condition to the people who are called by day and at night", () => {
    const { blocks } = partOf(web, "notified/critical");
    const steps = blocks.flatMap((block) => (block.kind === "steps" ? block.items.map(words) : []));
    expect(steps).toEqual([
      "grafana evaluates 5 alerts on fast-prom every 30s",
      "grafana opens an incident of the service Shop (prod) at PagerDuty",
      "until it is acknowledged, PagerDuty calls after 0 min level 1 (Shop day and night), after 5 min level 2 (Cleo), after 15 min level 3 (Dan)",
      "by day the first call goes to Bob by SMS",
      "at night the first call goes to Ada by SMS and phone call",
    ]);
    expect(rowsOf(blocks, /at night, Tue 2026-01-13 03:00 Europe\/Berlin$/)).toEqual([
      ["0 min", "Tue 03:00", "level 1", "SMS to Ada (Shop day and night)"],
      ["1 min", "Tue 03:01", "", "phone call to Ada (Shop day and night)"],
      ["5 min", "Tue 03:05", "level 2", "SMS to Cleo"],
      ["6 min", "Tue 03:06", "", "phone call to Cleo"],
      ["15 min", "Tue 03:15", "level 3", "phone call to Dan"],
    ]);
  });

  test("says from when a post is answered", () => {
    const lists = partOf(web, "notified/warning").blocks.flatMap((block) => (block.kind === "list" ? block.items.map(words) : []));
    expect(lists).toEqual([
      "by day: posts to #shop-alerts (Slack) at once, within office",
      "at night: posts to #shop-alerts (Slack) at once; answered from Tue 2026-01-13 09:00 Europe/Berlin on (office)",
    ]);
  });

  test("has an anchor for each name that an entry had", () => {
    expect(partOf(web, "slos/availability").former).toEqual(["slos/uptime", "slos/reachability"]);
    expect(partOf(web, "alerts/shop--web--errors").former).toContain("alerts/store--front--error-rate");
  });

  test("says where no one is ever paged", () => {
    const page = pageAt("services/shop/web.html", [...pagesOf(siteOf("staging"))]);
    const steps = all(page).flatMap((block) => (block.kind === "steps" ? block.items.map(words) : []));
    expect(steps).toContain("no one is paged: staging pages no one");
    expect(JSON.stringify(page)).not.toContain("the first call goes to");
  });
});

describe("the first page", () => {
  const first = pageAt("index.html");

  test("counts what there is", () => {
    const services = subject.resolved.systems.flatMap((system) => system.services);
    expect(first.lead).toContain(`${subject.resolved.systems.length} systems, ${services.length} services`);
    expect(
      rowsOf(
        first.sections.flatMap(({ blocks }) => blocks),
        /^All services$/,
      ),
    ).toHaveLength(services.length);
  });

  test("says of each service who is called first", () => {
    const rows = rowsOf(
      first.sections.flatMap(({ blocks }) => blocks),
      /^All services$/,
    );
    expect(rows.find(([name]) => name === "Shop Web")?.slice(-2)).toEqual(["Bob by SMS", "Ada by SMS and phone call"]);
  });
});

describe("the calendar", () => {
  const page = pageAt("on-call.html");

  test("says who is on call for four weeks, the present shift first", () => {
    const rows = rowsOf(partOf(page, "schedules/shop-day-and-night").blocks, /^Shifts of Shop day and night/);
    expect(rows.slice(0, 2)).toEqual([
      ["now", "Mon 2026-01-12 09:00", "Ada"],
      ["Mon 2026-01-12 09:00", "Mon 2026-01-12 18:00", "Bob"],
    ]);
    expect(rows.at(-1)?.[1]).toBe("the end of these weeks");
  });

  test("agrees with whom a page calls", () => {
    for (const { kind, target } of subject.resolved.organization.escalations.flatMap(({ levels }) => levels.slice(0, 1))) {
      if (kind !== "schedule") continue;
      const onCall = subject.resolved.organization.onCalls.find(({ escalation }) => escalation.levels[0]?.target === target);
      const called = onCall && subject.ask(onCall, at)?.calls[0]?.people.map(({ name }) => name);
      if (!called) continue;
      const [now] = rowsOf(partOf(page, `schedules/${target.id}`).blocks, /^Shifts/);
      expect(now?.[2]).toBe(called.join() || "no one");
    }
    expect.hasAssertions();
  });

  test("links each on-call service with the services that it is called for, and each level with its schedule", () => {
    const part = partOf(page, "on-call/shop");
    expect(factsOf(part)["pages of"]).toContain("Shop Web");
    const [first] = part.blocks.flatMap((block) => (block.kind === "steps" ? block.items : []));
    expect(first).toContainEqual({ text: "Shop day and night", to: "on-call.html#schedules/shop-day-and-night" });
  });
});

describe("dashboards", () => {
  const panelsOn = (page: Page) => all(page).flatMap((block) => (block.kind === "panels" ? block.panels : []));
  const overview = pageAt("dashboards/shop--web--overview.html");
  const panel = (title: string) => {
    const found = panelsOn(overview).find((one) => one.title === title);
    if (!found) throw new Error(`no panel ${title}`);
    return found;
  };

  test("have a page each, with their rows, and who shows them", () => {
    expect(subject.dashboards.map(({ name }) => pageAt(`dashboards/${name}.html`).title)).toEqual(
      subject.dashboards.map(({ title }) => `Dashboard ${title}`),
    );
    expect(overview.sections.map(({ title }) => title)).toEqual(["Objectives", "Availability and latency", "Traffic", "Saturation"]);
    expect(words(overview.lead ?? "")).toMatch(
      /^shop--web--overview, shown by the vendor of prometheus from fast-prom\. The data are simulated: /,
    );
  });

  test("have every panel with its unit, its warning line, its query and a drawing that says in words what it shows", () => {
    const { blocks, wide, id } = panel("Duration, p95");
    expect({ wide, id }).toEqual({ wide: true, id: "panels/quantile--duration--19/20" });
    expect(within(blocks)).toMatchObject([
      { kind: "picture", size: [440, 236], alt: "Duration, p95, simulated. p95: from 0 s to 2 s, now 2 s; bad above 250 ms." },
      { kind: "text", text: "time; bad above 250 ms" },
      { kind: "details", summary: "Query" },
      { kind: "code", text: "query of a quantile" },
    ]);
  });

  test("show a figure of the moment with its state", () => {
    const { blocks, wide } = panel("Web availability");
    expect(wide).toBe(false);
    expect(blocks[0]).toEqual({ kind: "figure", text: "200%", state: "kept", words: "over 30d, kept" });
  });

  test("say why nothing is drawn", () => {
    const page = pageAt("dashboards/shop--web.html");
    expect(words(page.lead ?? "")).toMatch(/Nothing is drawn\.$/);
    expect(panelsOn(page).length).toBeGreaterThan(4);
    expect(all(page).filter(({ kind }) => kind === "picture" || kind === "figure")).toEqual([]);
  });

  test("are on the page of the system where they belong to no service", () => {
    const written = subject.dashboards.filter(({ service, system }) => !service && system.id === "shop");
    expect(written.length).toBeGreaterThan(0);
    for (const { name } of written) expect(partOf(pageAt("systems/shop.html"), `dashboards/${name}`)).toBeDefined();
  });

  test("are linked from the alert whose line a panel has", () => {
    const facts = within(partOf(web, "alerts/shop--web--errors").blocks).flatMap((one) => (one.kind === "facts" ? one.facts : []));
    expect(facts).toContainEqual([
      "panel",
      [{ text: "Requests, bad share: Errors of web", to: "dashboards/shop--web--overview.html#panels/share--errors-of-web" }],
    ]);
  });
});

describe("what belongs to a catalog", () => {
  const beside = {
    coverage: {
      answers: [
        {
          requirement: { id: "T-S01", system: "Shop", asks: "it is available", line: 3 },
          standings: [
            {
              entry: { ids: ["T-S01"], file: "shop.yaml", line: 9, entry: "shop/web/slos/availability", prefix: "shop", path: [] },
              carriers: [],
              bare: [],
            },
          ],
          faults: [],
        },
        { requirement: { id: "T-S02", system: "Shop", asks: "it is fast", line: 4 }, standings: [], faults: ["no entry names it"] },
      ],
      faults: [],
    },
    noted: [
      { id: "organization", title: "Orbit", noted: [] },
      { id: "systems/shop", title: "Shop", noted: [{ entry: "shop/web/alerts/errors", source: ["T-S03"], decision: "five percent" }] },
    ],
  };
  const own = () => pagesOf(subject, beside);

  test("is not there where a catalog has none of it", () => {
    expect(pages.map(({ path }) => path)).not.toContain("requirements.html");
    expect(pages.map(({ path }) => path)).not.toContain("decisions.html");
  });

  test("says what meets each requirement, with a link to it, and what is met by nothing", () => {
    const page = pageAt("requirements.html", own());
    expect(page.lead).toBe("2 requirements: 1 in the catalog, 1 without an answer");
    expect(page.sections.flatMap(({ blocks }) => tablesIn(blocks).flatMap(({ rows }) => rows))).toEqual([
      [
        "T-S01",
        "it is available",
        "in the catalog",
        [{ text: "shop/web/slos/availability", to: "services/shop/web.html#slos/availability" }],
        "",
      ],
      ["T-S02", "it is fast", "without an answer", [], "no entry names it"],
    ]);
  });

  test("says what was decided, of the files that decide something", () => {
    const page = pageAt("decisions.html", own());
    expect(page.sections.map(({ title }) => title)).toEqual(["Shop"]);
    expect(page.sections.flatMap(({ blocks }) => tablesIn(blocks).flatMap(({ rows }) => rows))).toEqual([
      [[{ text: "shop/web/alerts/errors", to: "services/shop/web.html#alerts/shop--web--errors" }], "T-S03", "", "five percent"],
    ]);
  });
});

test("every page and every anchor that the search names is there", () => {
  for (const [path, , parts] of findable(subject)) {
    const ids = all(pageAt(path)).flatMap((block) => (block.kind === "part" ? [block.id] : []));
    expect(ids).toEqual(expect.arrayContaining(parts.map(([anchor]) => anchor)));
  }
});

test("objectives that are detected alike share one picture", () => {
  const pictured = pages.flatMap(all).flatMap((block) => (block.kind === "picture" ? [block.file] : []));
  expect(new Set(pictured).size).toBe(subject.drawn().length);
  expect(subject.drawn().length).toBeLessThan(pictured.length);
});
