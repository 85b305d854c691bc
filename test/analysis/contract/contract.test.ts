import { describe, expect, test } from "vitest";
import { contractOf, wantedOf } from "../../../analysis/contract/contract.ts";
import type { AnyReader, Item } from "../../../analysis/contract/item.ts";
import { dashboardsOf } from "../../../dashboards/dashboards.ts";
import { isProbed, leavesOf } from "../../../model/condition.ts";
import type { Resolved } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { contractWith, itemNamed } from "./shop.ts";

const catalogs: readonly [string, Resolved][] = [
  ["the catalog in prod", resolvedCatalog("test/products/catalog")],
  ["the catalog in staging", resolvedCatalog("test/products/catalog", () => {}, "staging")],
  ["the artificial catalog", resolvedCatalog("test/catalog")],
];
const itemsOf = (resolved: Resolved): Item[] =>
  contractOf(resolved).systems.flatMap((system) => [...system.items, ...system.services.flatMap(({ items }) => items)]);
const readersOf = (resolved: Resolved, kind: AnyReader["kind"]): Set<string> =>
  new Set(itemsOf(resolved).flatMap(({ readers }) => readers.flatMap((reader) => (reader.kind === kind ? [reader.name] : []))));

describe.each(catalogs)("of %s", (_, resolved) => {
  test("every alert that reads or asks anything stands at what it needs", () => {
    // What Prometheus says of its own targets nobody owes.
    const needing = alertsOf(resolved).filter(({ kind, when }) => kind !== "source" && (leavesOf(when).length > 0 || isProbed(when)));
    expect([...readersOf(resolved, "alert")].sort()).toEqual(needing.map(({ name }) => name).sort());
  });

  test("every SLO and every panel stands at what it needs", () => {
    const services = resolved.systems.flatMap((system) => system.services);
    expect([...readersOf(resolved, "slo")].sort()).toEqual(services.flatMap(({ slos }) => slos.map(({ path }) => path)).sort());
    const panels = dashboardsOf(resolved, alertsOf(resolved)).flatMap(({ name, rows }) =>
      rows.flatMap((row) => row.panels.map(({ id }) => `${name}/${id}`)),
    );
    expect([...readersOf(resolved, "panel")].sort()).toEqual([...new Set(panels)].sort());
  });

  test("every metric, endpoint and duty is an item, in plain data", () => {
    const services = resolved.systems.flatMap((system) => system.services);
    const counted = services.flatMap(({ metrics, endpoints }) => [...metrics, ...endpoints]).length;
    const items = itemsOf(resolved);
    expect(items.filter(({ sort }) => ["series", "event", "log-line", "host-metric", "endpoint"].includes(sort))).toHaveLength(counted);
    expect(items.filter(({ sort }) => sort === "duty")).toHaveLength(resolved.systems.flatMap(({ duties }) => duties).length);
    expect(JSON.parse(JSON.stringify(items))).toEqual(items);
  });
});

describe("a metric is listed as it is sent", () => {
  const shop = contractWith([]);

  test("to a Prometheus: series of a histogram, its bounds and which of them are asked for, labels and who sets them", () => {
    expect(itemNamed(shop, "http_duration_seconds")).toMatchObject({
      sort: "series",
      type: "histogram",
      to: "prom",
      series: ["http_duration_seconds_bucket", "http_duration_seconds_count", "http_duration_seconds_sum"],
      unit: "s",
      labels: [
        { name: "env", setBy: "collection", values: ["prod"] },
        { name: "method", setBy: "application", values: [] },
        { name: "service", setBy: "collection", values: ["api"] },
      ],
      buckets: ["0.1", "0.2", "0.5"],
      bounds: ["0.2"],
      pending: false,
    });
    expect(itemNamed(shop, "http_requests_total").labels).toContainEqual({ name: "status", setBy: "application", values: ["5…"] });
  });

  test("with its readers by name, SLOs first, each once", () => {
    expect(itemNamed(shop, "cpu_percent").readers).toEqual([
      { kind: "alert", name: "shop--api--hot" },
      { kind: "alert", name: "shop--api--load--absent" },
      { kind: "panel", name: "shop--api--overview/signal--busy" },
    ]);
    expect(itemNamed(shop, "http_requests_total").readers[0]).toEqual({ kind: "slo", name: "shop/api/availability" });
  });

  test("a metric that nobody sends yet says so", () => {
    const edit = { file: "systems/shop.yaml", replace: "labels: [core] }", with: "labels: [core], exists: required }" };
    expect(itemNamed(contractWith([edit]), "cpu_percent").pending).toBe(true);
  });

  const artificial = contractOf(resolvedCatalog("test/catalog"));
  const typed = (name: string) => {
    const items = artificial.systems.flatMap(({ services }) => services.flatMap(({ items }) => items)).filter((one) => one.name === name);
    return items.map(({ sort, type }) => `${sort}: ${type}`);
  };

  test("to Datadog: with the prefix of its source, and the letter of its type", () => {
    expect(typed("harbor.calls")).toEqual(["series: count (c)"]);
    expect(typed("harbor.fuel")).toEqual(["series: gauge (g)"]);
    expect(typed("harbor.wait.time")).toEqual(["series: distribution (d)"]);
  });

  test("to a log group: as lines of the group, whose fields are its labels", () => {
    const lines = artificial.systems
      .flatMap(({ services }) => services.flatMap(({ items }) => items))
      .filter(({ sort }) => sort === "log-line");
    expect(lines.map(({ type }) => type)).toContain("line (json), counted as slow_lifts");
    const slow = lines.find(({ type }) => type.endsWith("slow_lifts"));
    expect(slow?.name).toMatch(/live/);
    expect(slow?.labels.map(({ name }) => name)).toEqual(expect.arrayContaining(["crane", "outcome"]));
  });

  test("to Sentry: as an event with tags, and the environment where the client is configured", () => {
    const events = artificial.systems
      .flatMap(({ services }) => services.flatMap(({ items }) => items))
      .filter(({ sort }) => sort === "event");
    expect(events.map(({ name, type }) => `${name}: ${type}`)).toEqual(
      expect.arrayContaining(["error: event", "transaction.duration: transaction"]),
    );
    for (const { labels } of events) expect(labels).toContainEqual({ name: "environment", setBy: "client", values: ["live"] });
  });
});

describe("of the five products", () => {
  const contract = contractOf(resolvedCatalog("test/products/catalog"));

  test("seat_usage is known to be sent by nobody yet, with the alert that would be blind", () => {
    const seats = itemNamed(contract, "emailai.organization.seat_usage");
    expect(seats).toMatchObject({ type: "gauge (g)", unit: "ratio", pending: true });
    expect(seats.readers).toContainEqual({ kind: "alert", name: "emailai--organizations--seat-limit" });
  });

  test("an endpoint has its whole address, what it answers and who asks it", () => {
    const auth = itemNamed(contract, "https://not-a-label.art/api/auth/verify");
    expect(auth).toMatchObject({ sort: "endpoint", type: "answers 401" });
    expect(auth.readers.map(({ kind }) => kind)).toContain("alert");
  });

  test("a field of a line says what is read of it: the numbers of levels, the value that a detection looks for", () => {
    const fields = contract.systems.find(({ system }) => system === "hastecrm")?.items ?? [];
    const field = (name: string) => fields.find((one) => one.sort === "log-field" && one.name === name);
    expect(field("level")?.text).toBe("a number: 0 is error, 1 is warn, 2 is info, 3 is debug, 4 is trace");
    expect(field("metadata.event")).toMatchObject({
      text: "login_failed is looked for",
      readers: [{ kind: "detection", name: "hastecrm--security" }],
    });
  });

  test("a journey says by which attribute it is known", () => {
    const items = contract.systems.find(({ system }) => system === "hastecrm")?.items ?? [];
    expect(items.find(({ sort, name }) => sort === "span-attribute" && name === "http.target")?.readers).toEqual([
      { kind: "tracing", name: "hastecrm" },
      { kind: "journey", name: "hastecrm--contact" },
      { kind: "journey", name: "hastecrm--email-sync" },
      { kind: "journey", name: "hastecrm--login" },
    ]);
    expect(items.filter(({ sort }) => sort === "trace")).toHaveLength(3);
  });

  test("a service alone has nothing of its system, a system alone has all of it", () => {
    const resolved = resolvedCatalog("test/products/catalog");
    const [service] = contractOf(resolved, wantedOf("hastecrm/api")).systems;
    expect(service?.items).toEqual([]);
    expect(service?.services.map((one) => one.service)).toEqual(["hastecrm/api"]);
    expect(contractOf(resolved, wantedOf("hastecrm")).systems).toEqual(contract.systems.filter(({ system }) => system === "hastecrm"));
  });
});

test("of a moment it is said what it has to be, so that its age is one", () => {
  const text = (name: string) => itemsOf(resolvedCatalog("test/catalog")).find((item) => item.name === name)?.text;
  expect(text("backup_last_success_timestamp_seconds")).toMatch(/^seconds since 1970, kept when its process restarts/);
  expect(text("forecast_written_ms")).toMatch(/^milliseconds since 1970/);
});
