import { expect, test } from "vitest";
import { approvalsSection, changesSection } from "../../../analysis/review/sections.ts";
import type { Catalog, Profile, System } from "../../../language.ts";
import { review } from "../../../review.ts";
import { written } from "../../model/written.ts";

const base = written("test/model/base/catalog");

const http = {
  profile: "http",
  parameters: { fast: { default: "200ms" } },
  metrics: {
    requests: { counter: "http_requests_total", labels: ["status"] },
    duration: { histogram: "http_duration_seconds", unit: "s", buckets: ["100ms", "200ms", "500ms"] },
    up: { gauge: "up", range: [0, 1] },
  },
  signals: {
    success: { events: { of: "requests", bad: { status: { "starts-with": "5" } } }, "minimum-traffic": "40/h" },
    fast: { events: { of: "duration", good: { under: "$fast" } }, "minimum-traffic": "40/h" },
    alive: { value: { of: "up", aggregation: "min" } },
  },
  slos: {
    availability: { signal: "success", target: "99.9%", runbook: "fix" },
    latency: { signal: "fast", target: "95%", runbook: "fix" },
  },
  alerts: { down: { signal: "alive", when: { below: 1 }, for: "1m", missing: "fire", severity: "critical", runbook: "fix" } },
} as const satisfies Profile;

/** Systems of two owners, whose services have what the profile says; one of them has a target of its own. */
function company(profile: Profile, services: Record<string, object> = {}): Catalog {
  const system = (id: string, name: string, owner: string, count: number): System => ({
    system: id,
    name,
    owner,
    "on-call": "shop",
    source: "prom",
    policy: "standard",
    services: Object.fromEntries(
      Array.from({ length: count }, (_, index) => {
        const service = {
          name: `${name} part ${index}`,
          where: { service: `${id}-${index}` },
          use: ["http"],
          ...services[`${id}/s-${index}`],
        };
        return [`s-${index}`, service] as const;
      }),
    ),
  });
  const { organization } = base;
  return {
    organization: {
      ...organization,
      teams: { ...organization.teams, pay: { name: "Pay", members: ["bob"], channel: "alerts" } },
      review: { approvals: [{ change: ["looser", "tighter", "blind"], by: ["owner"] }] },
    },
    systems: [...base.systems, system("web", "Web", "shop", 12), system("pay", "Pay", "pay", 4)],
    profiles: [profile],
  };
}

const own = { "web/s-3": { slos: { availability: { target: "99.5%" } } }, "web/s-4": { tier: 3 } };
const before = company(http, own);
const asked = { environment: "prod" };
const target = (to: string): Profile => ({ ...http, slos: { ...http.slos, availability: { ...http.slos.availability, target: to } } });

test("an edit of a profile is one change of all services that it changes, with the approval of each owner", async () => {
  const { changes, verdict, approvals, findings, abilities, curves } = await review(before, company(target("99%"), own), asked);
  const [change] = changes;
  expect(changes).toHaveLength(1);
  expect(change).toMatchObject({
    entry: "profiles/http/slos/availability",
    direction: "looser",
    owners: ["pay", "shop"],
    tier: 1,
  });
  expect(change?.what).toMatch(/^target 99\.9% -> 99%/);
  // The one with a target of its own stays as it is.
  expect(change?.services).toHaveLength(15);
  expect(change?.services).not.toContain("web/s-3");
  expect(JSON.stringify(change?.means)).not.toMatch(/s-\d/);
  expect(verdict.directions.looser).toBe(1);
  expect(approvals.map(({ teams, changes: of }) => [teams, of.map(({ entry, services }) => [entry, services?.length])])).toEqual([
    [["pay"], [["profiles/http/slos/availability", 4]]],
    [["shop"], [["profiles/http/slos/availability", 11]]],
  ]);
  expect(verdict.missing).toEqual(["owner (Pay)", "owner (Shop)"]);
  expect(findings).toEqual([]);
  expect(abilities.filter(({ name }) => name.includes("availability--page")).map(({ name, services }) => [name, services?.length])).toEqual(
    [
      ["<service>--availability--page", 15],
      ["shop--api--availability--page", undefined],
      ["web--s-3--availability--page", undefined],
    ],
  );
  expect(curves.map(({ title }) => title)).toEqual([expect.stringMatching(/^<service>: .*, in 15 services$/)]);
});

test("people read it once, with the services below", async () => {
  const { changes, approvals } = await review(before, company(target("99%"), own), asked);
  const text = JSON.stringify(changesSection(changes));
  expect(text.match(/profiles\/http/g)).toHaveLength(1);
  expect(text).toContain("(in 15 services of pay, shop)");
  expect(text).toContain('"The 15 services"');
  expect(JSON.stringify(approvalsSection(approvals))).toContain("profiles/http/slos/availability in 11 services");
});

test("a service that an edit changes in another way is told of by itself", async () => {
  const head = company({ ...http, parameters: { fast: { default: "500ms" } } }, own);
  const mixed = { ...own, "pay/s-1": { use: [{ profile: "http", with: { fast: "100ms" } }] } };
  const { changes } = await review(company(http, mixed), company({ ...http, parameters: { fast: { default: "500ms" } } }, mixed), asked);
  expect(changes.map(({ entry, services }) => [entry, services?.length])).toEqual([["profiles/http/signals/fast", 15]]);
  const other = await review(company(http, mixed), head, asked);
  expect(other.changes.map(({ entry, services }) => [entry, services?.length])).toEqual([
    ["profiles/http/signals/fast", 15],
    ["pay/s-1/signals/fast", undefined],
  ]);
});

test("detection that a profile loses everywhere is one finding, and a reason in the profile answers for all", async () => {
  const without: Profile = { ...http, alerts: {} };
  const { findings, changes } = await review(before, company(without, own), asked);
  expect(changes.filter(({ direction }) => direction === "blind").map(({ entry, services }) => [entry, services?.length])).toEqual([
    ["profiles/http/alerts/down", 16],
  ]);
  expect(
    findings.filter(({ severity }) => severity === "error").map(({ entry, what }) => [entry, what.includes("(in 16 services)")]),
  ).toEqual([["profiles/http/alerts/down", true]]);
  const muted: Profile = { ...http, alerts: { down: { ...http.alerts.down, stage: "shadow", unseen: "the probe sees it" } } };
  const organization = { ...before.organization, shadow: "quiet" };
  const said = await review({ ...before, organization }, { ...company(muted, own), organization }, asked);
  expect(said.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(said.changes.find(({ direction }) => direction === "blind")).toMatchObject({ declared: "the probe sees it" });
});

test("an entry that moves into a profile is no change", async () => {
  const { profiles: _, ...plain } = company(http);
  const { use: __, ...service } = { name: "Web part 0", where: { service: "web-0" }, use: 0 };
  const { profile: ___, parameters: ____, ...entries } = http;
  const fast = { ...entries.signals.fast, events: { of: "duration", good: { under: "200ms" } } };
  const [shop, web] = company(http).systems;
  const single = (services: System["services"]): System[] => [shop as System, { ...(web as System), services }];
  const { changes } = await review(
    { ...plain, systems: single({ "s-0": { ...service, ...entries, signals: { ...entries.signals, fast } } as never }) },
    { ...plain, systems: single({ "s-0": { ...service, use: ["http"] } }), profiles: [http] },
    asked,
  );
  expect(changes).toEqual([]);
});
