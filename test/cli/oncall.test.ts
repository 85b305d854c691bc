import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { durationInWords } from "../../analysis/on-call/words.ts";
import { onCall } from "../../cli/oncall.ts";
import { withCatalog } from "../model/edited.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const root = join(import.meta.dirname, "..", "..");
const artificial = join(root, "test", "catalog");

function run(asked: Partial<Parameters<typeof onCall>[0]>): { code: number; lines: string[] } {
  let output = "";
  const code = onCall({
    catalogDir: artificial,
    environment: "prod",
    at: "2026-01-12T03:00:00Z",
    service: "shop/web",
    severity: "critical",
    ...asked,
    write: (text) => {
      output += text;
    },
  });
  return { code, lines: output.trimEnd().split("\n") };
}

test("an answer goes minute by minute to the last level, over a handoff", () => {
  const { code, lines } = run({ at: "2026-01-12T08:50:00+01:00" });
  expect(code).toBe(0);
  expect(lines).toEqual([
    "Shop Web: critical in prod, Mon 2026-01-12 08:50 Europe/Berlin (2026-01-12T07:50:00Z)",
    "response due within 15 minutes (P1)",
    "",
    "PagerDuty pages for Shop (prod), notified by grafana",
    "  +0 min    Mon 08:50  round 1, level 1  SMS to Ada (Shop day and night)",
    "  +1 min    Mon 08:51                    phone call to Ada (Shop day and night)",
    "  +5 min    Mon 08:55  round 1, level 2  SMS to Cleo",
    "  +6 min    Mon 08:56                    phone call to Cleo",
    "  +15 min   Mon 09:05  round 1, level 3  phone call to Dan",
    "  +45 min   Mon 09:35  round 2, level 1  SMS to Bob (Shop day and night)",
    "  +50 min   Mon 09:40  round 2, level 2  SMS to Cleo",
    "  +51 min   Mon 09:41                    phone call to Cleo",
    "  +60 min   Mon 09:50  round 2, level 3  phone call to Dan",
    "  +90 min   Mon 10:20  round 3, level 1  SMS to Bob (Shop day and night)",
    "  +95 min   Mon 10:25  round 3, level 2  SMS to Cleo",
    "  +96 min   Mon 10:26                    phone call to Cleo",
    "  +105 min  Mon 10:35  round 3, level 3  phone call to Dan",
    "  +135 min  Mon 11:05                    no one else is paged; the incident stays open with Dan",
    "an acknowledgement stops paging; if unresolved, it expires after 1 hour and paging resumes",
    "the incident resolves by timeout after 4 hours",
    "",
    "posts to #shop-alerts (Slack) at once",
  ]);
});

test("a night in which the clocks change shows which of the hours is meant", () => {
  const { lines } = run({ service: "fleet/trucks", severity: "urgent", environment: "edge", at: "2026-03-08T06:50:00Z" });
  expect(lines.slice(3)).toEqual([
    "PagerDuty pages for Fleet (edge), notified by grafana",
    "  +0 min   Sun 01:50 -05:00  level 1  phone call to Dan (Fleet daily)",
    "  +15 min  Sun 03:05 -04:00  level 2  phone call to Dan",
    "  +45 min  Sun 03:35 -04:00           no one else is paged; the incident stays open with Dan",
    "an acknowledgement stops paging",
    "the incident is resolved only by its alert or a person",
    "",
    "posts to #fleet_alerts (Slack), fleet@example.com (e-mail) at once",
  ]);
});

test.each([
  ["PagerDuty", "shop: { name: Shop, escalation: shop }", "Shop (prod)", "+30 min  Mon 09:20"],
  ["Opsgenie", "shop: { name: Shop, escalation: shop, pager: opsgenie }", "Shop", "+15 min  Mon 09:05"],
])("of people whom %s has already it says who is called when, and that their contacts are not known", (pager, service, name, end) => {
  const edits = [
    { file: "organization.yaml", replace: "account-owner: prod", with: "account-owner: prod\npagers: { people: look-up }" },
    { file: "organization.yaml", replace: "shop: { name: Shop, escalation: shop }", with: service },
  ];
  withCatalog(edits, (catalogDir) => {
    const { code, lines } = run({ catalogDir, service: "shop/api", at: "2026-01-12T08:50:00+01:00" });
    expect(code).toBe(0);
    expect(lines.slice(3, 8)).toEqual([
      `${pager} pages for ${name}, notified by grafana`,
      "  +0 min   Mon 08:50  level 1  Ada (Primary), by contacts of their own",
      "  +15 min  Mon 09:05  level 2  Bob, by contacts of their own",
      `  ${end}           no one else is paged; the incident stays open with Bob`,
      `the contacts of Ada, Bob are in ${pager} only (pagers.people is look-up): whether and when these notify is not known here`,
    ]);
  });
});

describe("nobody is woken", () => {
  test("in an environment that pages nobody: what pages elsewhere posts at once", () => {
    expect(run({ environment: "staging" }).lines.slice(1)).toEqual([
      "response due within 15 minutes (P1)",
      "",
      "no one is paged: staging pages no one",
      "",
      "posts to #staging (Slack), staging@example.com (e-mail) at once",
    ]);
  });

  test("by what posts: at any hour, and answered in its hours", () => {
    expect(run({ severity: "warning", service: "harbor/docks", at: "2026-01-10T12:00:00Z" }).lines.slice(1)).toEqual([
      "response due within 2 hours (P3)",
      "",
      "no one is paged",
      "",
      "posts to #harbor (Slack), harbor@example.com (e-mail) at once; answered from Mon 2026-01-12 09:00 Europe/Berlin on (office)",
    ]);
    expect(run({ severity: "warning", at: "2026-01-12T12:00:00Z" }).lines.at(-1)).toBe(
      "posts to #shop-alerts (Slack) at once, within office",
    );
  });

  test("by a level before the first day of its schedule: the next one is called at once", () => {
    expect(run({ service: "harbor/docks" }).lines.slice(4, 7)).toEqual([
      "  +0 min   Sun 22:00  level 1  no one is on call in Fleet daily",
      "  +0 min   Sun 22:00  level 2  phone call to Dan",
      "  +30 min  Sun 22:30           no one else is paged; the incident stays open with Dan",
    ]);
  });
});

test("a catalog of five products answers for the API of EmailAI, on a Monday at four in the morning", () => {
  const { code, lines } = run({ catalogDir: join(root, "test", "products", "catalog"), service: "emailai/api" });
  expect(code).toBe(0);
  expect(lines).toContain("response due within 15 minutes (P1)");
  expect(lines.filter((line) => line.includes("round 1"))).toEqual([
    "  +0 min    Mon 04:00  round 1, level 1  SMS to EmailAI Engineer A (EmailAI primary)",
    "  +15 min   Mon 04:15  round 1, level 2  SMS to EmailAI Engineer B (EmailAI secondary)",
    "  +30 min   Mon 04:30  round 1, level 3  SMS to EmailAI Engineering Manager",
    "  +60 min   Mon 05:00  round 1, level 4  SMS to EmailAI CTO",
  ]);
});

describe("a question that means nothing is an error", () => {
  test("with everything that is wrong with it, and the nearest name", () => {
    const { code, lines } = run({ at: "2026-01-12T03:00:00", service: "shop/wed", severity: "critcal", environment: "pord" });
    const services = resolvedCatalog(artificial)
      .systems.flatMap((system) => system.services.map(({ path }) => path))
      .sort();
    expect(services).toContain("shop/web");
    expect(code).toBe(2);
    expect(lines).toEqual([
      "--env pord: there is no such environment; did you mean prod? (edge, prod, staging)",
      `--service shop/wed: there is no such service; did you mean shop/web? (${services.join(", ")})`,
      "--severity critcal: there is no such severity; did you mean critical? (critical, info, urgent, warning)",
      "--at 2026-01-12T03:00:00: has no time zone; write Z for UTC, or an offset such as +01:00",
    ]);
  });

  test.each([
    ["in words", "tomorrow", "no date and time such as 2026-01-12T03:00:00Z"],
    ["a date alone", "2026-01-12", "no date and time such as 2026-01-12T03:00:00Z"],
    ["the 30th of February", "2026-02-30T03:00:00Z", "there is no such day or time"],
    ["a minute that is none", "2026-02-28T03:61:00Z", "there is no such day or time"],
    ["an hour that is none", "2026-02-28T24:00:00Z", "there is no such day or time"],
    ["an offset that is none", "2026-02-28T03:00:00+25:00", "there is no such day or time"],
  ])("a time that is %s", (_, at, told) => {
    expect(run({ at })).toEqual({ code: 2, lines: [`--at ${at}: ${told}`] });
  });

  test.each(["2026-01-12T04:00+01:00", "2026-01-12T03:00Z", "2026-01-12T03:00:00.000Z", "2026-01-11T22:00:00-05:00"])(
    "but not %s",
    (at) => {
      expect(run({ at }).lines[0]).toBe("Shop Web: critical in prod, Mon 2026-01-12 04:00 Europe/Berlin (2026-01-12T03:00:00Z)");
    },
  );

  test("and a catalog with problems answers nothing", () => {
    const { code, lines } = run({ catalogDir: join(root, "test", "nowhere") });
    expect(code).toBe(1);
    expect(lines.join("\n")).toContain("unreadable-file");
  });
});

test.each([
  [900, "15 minutes"],
  [3600, "1 hour"],
  [5400, "90 minutes"],
  [86_400, "1 day"],
  [90, "90 seconds"],
])("%d seconds are %s", (seconds, written) => {
  expect(durationInWords(seconds)).toBe(written);
});
