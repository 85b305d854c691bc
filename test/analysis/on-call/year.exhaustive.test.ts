import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pagersOf } from "../../../analysis/on-call/pagers.ts";
import type { Ask } from "../../../components/paging.ts";
import { type Paging, wakes } from "../../../components/paging.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import type { OnCall, Resolved } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";

/** Every hour of a year, for every service: somebody is on call and is woken, and nobody through an environment that pages nobody. */
const hour = 3_600_000;
const hoursOfYear = 366 * 24;

const root = join(import.meta.dirname, "..", "..", "..");
function environment(catalogDir: string, id: string): Resolved {
  const { catalog } = loadCatalog(join(root, catalogDir));
  if (!catalog) throw new Error(`${catalogDir} has problems`);
  return resolve(catalog, id);
}

/** The first whole hour of UTC at which every schedule has begun. */
function beginning({ organization }: Resolved): number {
  const starts = organization.schedules.flatMap(({ layers }) => layers.map(({ start }) => Date.parse(`${start}Z`)));
  return Math.ceil(Math.max(...starts) / hour) * hour + 24 * hour;
}

/** What is wrong at an hour; nothing where each level of each round calls somebody whom it wakes. */
function faultOf(paging: Paging | undefined): string | undefined {
  if (!paging) return "there is no page service";
  if (paging.calls.length === 0) return "there is no level";
  const fault = paging.calls.find((call) => !wakes(call));
  return fault && `nobody is woken on level ${fault.level} after ${fault.minute} minutes`;
}

/** Hours at which a page of an on-call wakes nobody on some level; services that share an on-call share the answer. */
function faultsOfYear(resolved: Resolved, ask: Ask): (onCall: OnCall) => string[] {
  const known = new Map<string, string[]>();
  const from = beginning(resolved);
  return (onCall) => {
    const found = known.get(onCall.id) ?? [];
    if (known.has(onCall.id)) return found;
    known.set(onCall.id, found);
    for (let at = from; at < from + hoursOfYear * hour; at += hour) {
      const fault = faultOf(ask(onCall, at));
      if (fault !== undefined) found.push(`${new Date(at).toISOString()} ${fault}`);
    }
    return found;
  };
}

const paging: [catalog: string, environment: string][] = [
  ["test/products/catalog", "prod"],
  ["test/catalog", "prod"],
  ["test/catalog", "edge"],
];

test.each(paging)("%s, %s: at every hour every level of every page pages someone, for every service", (catalog, id) => {
  const resolved = environment(catalog, id);
  const alerts = alertsOf(resolved);
  const faults = faultsOfYear(resolved, pagersOf(resolved, alerts));
  const services = resolved.systems.flatMap((system) => system.services);
  expect(services.length).toBeGreaterThan(2);
  for (const { path, onCall } of services) expect([path, onCall && faults(onCall)]).toEqual([path, []]);
  // Sources and logs page as well, without a service.
  for (const { name, route } of alerts) if (route.kind === "page") expect([name, faults(route.onCall)]).toEqual([name, []]);
});

test.each([
  ["test/products/catalog", "staging"],
  ["test/catalog", "staging"],
])("%s, %s: nobody is woken, whatever fires and whenever", (catalog, id) => {
  const resolved = environment(catalog, id);
  const alerts = alertsOf(resolved);
  expect(alerts.filter(({ route }) => route.kind === "page")).toEqual([]);
  expect(new Set(alerts.map(({ route }) => route.channel.id))).toEqual(new Set([resolved.environment.post?.id]));
  const ask = pagersOf(resolved, alerts);
  const from = beginning(resolved);
  for (const onCall of resolved.organization.onCalls)
    for (let at = from; at < from + hoursOfYear * hour; at += hour) expect([onCall.id, ask(onCall, at)]).toEqual([onCall.id, undefined]);
});

describe("the walk through the year notices", () => {
  const prod = environment("test/products/catalog", "prod");
  const alerts = alertsOf(prod);
  const faultsOf = (change: (ask: Ask) => Ask, id = "crm") => {
    const onCall = prod.organization.onCalls.find((one) => one.id === id);
    if (!onCall) throw new Error(`there is no on-call ${id}`);
    return faultsOfYear(prod, change(pagersOf(prod, alerts)))(onCall);
  };

  test("one hour in which nobody is on call on one level", () => {
    const gap = Date.parse("2026-05-17T02:00:00Z");
    const faults = faultsOf((ask) => (onCall, at) => {
      const found = ask(onCall, at);
      return found && at === gap
        ? { ...found, calls: found.calls.map((call, index) => (index === 1 ? { ...call, people: [] } : call)) }
        : found;
    });
    expect(faults).toEqual(["2026-05-17T02:00:00.000Z nobody is woken on level 2 after 15 minutes"]);
  });

  test("a person who is on call for weeks and has a mailbox alone", () => {
    const quiet = "CRM Engineer Two";
    const faults = faultsOf((ask) => (onCall, at) => {
      const found = ask(onCall, at);
      const mailed = found?.calls.map((call) => ({
        ...call,
        people: call.people.map((one) => (one.name === quiet ? { ...one, notices: [{ minute: 0, way: "e-mail" as const }] } : one)),
      }));
      return found && { ...found, calls: mailed ?? [] };
    });
    // Every third week primary, every third secondary: two thirds of the year on one level or the other.
    expect(faults.length / hoursOfYear).toBeCloseTo(2 / 3, 1);
  });
});

test("whichever of the two pagers wakes them, the same people are woken on the same levels at the same minutes", () => {
  const prod = environment("test/products/catalog", "prod");
  const id = "dreamlust";
  const through = (pager: OnCall["pager"]) => {
    const onCalls = prod.organization.onCalls.map((onCall) => (onCall.id === id ? { ...onCall, pager } : onCall));
    const alerts = alertsOf(prod).map((alert) =>
      alert.route.kind === "page" && alert.route.onCall.id === id
        ? { ...alert, route: { ...alert.route, onCall: { ...alert.route.onCall, pager } } }
        : alert,
    );
    const own = onCalls.find((onCall) => onCall.id === id);
    if (!own) throw new Error(`there is no on-call ${id}`);
    const ask = pagersOf({ ...prod, organization: { ...prod.organization, onCalls } }, alerts);
    return (at: number) => ask(own, at);
  };
  const [one, other] = [through("pagerduty"), through("opsgenie")];
  const said = (paging: Paging | undefined) => paging?.calls.map(({ minute, round, level, people }) => ({ minute, round, level, people }));
  const from = beginning(prod);
  for (let at = from; at < from + hoursOfYear * hour; at += 7 * hour) expect(said(other(at))).toEqual(said(one(at)));
  expect([one(from)?.pager, other(from)?.pager]).toEqual(["PagerDuty", "Opsgenie"]);
  expect(said(one(from))?.length).toBeGreaterThan(3);
});
