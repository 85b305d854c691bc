import { describe, expect, it } from "vitest";
import type { CheckedCatalog } from "../../model/load.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { explain } from "../../monitors/explain.ts";
import { fireability } from "../../monitors/fireability.ts";
import { routeOf } from "../../monitors/routing.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const real = resolvedCatalog("test/products/catalog");
const staging = resolvedCatalog("test/products/catalog", () => {}, "staging");
const artificial = resolvedCatalog("test/catalog");
const named = (resolved: typeof real, name: string) => {
  const found = alertsOf(resolved).find((alert) => alert.name === name);
  if (!found) throw new Error(`there is no alert ${name}`);
  return found;
};

describe("the alerts of a catalog", () => {
  it("are sorted by their oldest name, so that a rename moves none, and each has its own", () => {
    for (const resolved of [real, staging, artificial]) {
      const oldest = alertsOf(resolved).map(({ name, formerNames }) => formerNames[0] ?? name);
      expect(oldest).toEqual([...new Set(oldest)].sort());
    }
  });

  it("every SLO has a page and a ticket, and a floor where it has one", () => {
    for (const { services } of real.systems)
      for (const slo of services.flatMap(({ slos }) => slos)) {
        const kinds = alertsOf(real)
          .filter(({ entry, kind }) => entry === slo.path && kind !== "absence")
          .map(({ kind }) => kind);
        expect(kinds.sort()).toEqual(slo.floor ? ["burn-page", "burn-ticket", "floor"] : ["burn-page", "burn-ticket"]);
      }
  });

  it("have the same names in every environment", () => {
    expect(alertsOf(staging).map(({ name }) => name)).toEqual(alertsOf(real).map(({ name }) => name));
  });

  it("a renamed system, service and entry keeps every name that it may have had", () => {
    expect(named(artificial, "shop--web--availability--page").formerNames).toEqual([
      "store--front--uptime--page",
      "store--front--reachability--page",
      "store--front--availability--page",
      "store--web--uptime--page",
      "store--web--reachability--page",
      "store--web--availability--page",
      "shop--front--uptime--page",
      "shop--front--reachability--page",
      "shop--front--availability--page",
      "shop--web--uptime--page",
      "shop--web--reachability--page",
    ]);
  });

  it("a metric whose absence fires an alert of its own has no second one", () => {
    const names = alertsOf(real).map(({ name }) => name);
    expect(names).toContain("hastecrm--api--requests--absent");
    expect(names).not.toContain("hastecrm--api--target--absent");
  });

  it("each data source in use that can be asked has one alert, and where it has targets one for a lost one", () => {
    expect(alertsOf(artificial).flatMap(({ name, kind }) => (kind === "source" ? [name] : []))).toEqual([
      "source--fast-prom",
      "source--fast-prom--target",
      "source--ferry-prom",
      "source--ferry-prom--target",
      "source--harbor-dd",
      "source--lock-prom",
      "source--lock-prom--target",
      "source--ships-dd",
      "source--slow-prom",
      "source--slow-prom--target",
    ]);
  });

  it("tell the one who is woken what it is, with its numbers", () => {
    expect(named(real, "hastecrm--api--availability--page").summary).toBe(
      "The error budget of Availability (99.9% over 30d) is being spent fast: the bad share of http_requests_total is 1.44% or more over 1h and 5m, or 0.6% or more over 6h and 30m.",
    );
    expect(named(real, "hastecrm--api--down").summary).toBe("The lowest of up is below 1, or there is no data, for 1m.");
    expect(named(real, "hastecrm--platform--disk").summary).toBe(
      "The lowest of disk_free_percent (by instance, mountpoint) is below 20%, for 10m.",
    );
  });
});

describe("routes", () => {
  it("what pages in prod posts at once in staging, to the channel of staging, whatever the calendar", () => {
    const { route } = named(staging, "hastecrm--api--availability--page");
    expect(route).toEqual({ kind: "post", channel: staging.environment.post });
    expect(alertsOf(staging).filter(({ route: one }) => one.kind === "page")).toEqual([]);
  });
  it("a page has an on-call service and no calendar; a post in working hours has its calendar", () => {
    const page = named(real, "hastecrm--api--availability--page").route;
    expect(page.kind === "page" && page.onCall.id).toBe("crm");
    const post = named(real, "hastecrm--platform--disk").route;
    expect(post.kind === "post" && post.during?.id).toBe("business-hours");
  });
  it("a page without an on-call service is refused", () => {
    const { severity, owner } = named(real, "hastecrm--api--availability--page");
    expect(() => routeOf({ severity, owner, environment: real.environment })).toThrow("no on-call service");
  });
});

describe("what alerts see", () => {
  const row = (resolved: typeof real, name: string) => explain(resolved).find((one) => one.name === name);

  it("an outage at full traffic, and in the quietest hour where the guard waits for ten failures", () => {
    expect(row(real, "hastecrm--api--availability--page")).toMatchObject({
      route: "page crm",
      outage: "1m; 15m at 40/h",
      resolves: "13m after recovery (up to 38m if the incident flaps or traffic is low)",
      unseen: "below 0.6%; up to 3.75% at 40/h",
      tiers: [
        { share: "2%", long: "1h", short: "5m", factor: "14.4", above: "1.44%" },
        { share: "5%", long: "6h", short: "30m", factor: "6", above: "0.6%" },
      ],
    });
  });
  it("a rule that the quietest hour can never reach says so", () => {
    const guarded = resolvedCatalog("test/products/catalog", ({ systems }) => {
      const errors = systems.find(({ system }) => system === "hastecrm")?.services.api?.alerts.errors;
      Object.assign(errors ?? {}, { when: { "bad-share": { above: "5%", over: "5m", least: 10 } } });
    });
    expect(row(guarded, "hastecrm--api--errors")?.outage).toBe("6m; never at 40/h");
  });
  it("values up to their bound", () => {
    expect(row(real, "hastecrm--platform--cpu")).toMatchObject({ outage: "15m", unseen: "up to 80%" });
    expect(row(real, "hastecrm--platform--disk")).toMatchObject({ unseen: "down to 20%" });
  });
  it("the real and the artificial catalog have no alert that cannot fire", () => {
    expect(fireability(alertsOf(real))).toEqual([]);
    expect(fireability(alertsOf(artificial))).toEqual([]);
  });
});

describe("fireability", () => {
  const edited = (edit: Parameters<typeof resolvedCatalog>[1]) => fireability(alertsOf(resolvedCatalog("test/products/catalog", edit)));
  const crm = (systems: CheckedCatalog["systems"]) => systems.find(({ system }) => system === "hastecrm");
  const codes = (edit: Parameters<typeof resolvedCatalog>[1]) => edited(edit).map(({ code, alert }) => `${code} ${alert}`);

  it("a threshold outside of the metric's range can never fire, or always does", () => {
    const when = (below: number) =>
      codes(({ systems }) => Object.assign(crm(systems)?.services.database?.alerts.down ?? {}, { when: { below } }));
    expect(when(0)).toEqual(["cannot-fire hastecrm--database--down"]);
    expect(when(2)).toEqual(["always-fires hastecrm--database--down"]);
  });
  it("a guard that the quietest hour reaches after more than thirty minutes needs a probe", () => {
    const found = edited(({ systems }) =>
      Object.assign(crm(systems)?.services.email?.signals.delivered ?? {}, { "minimum-traffic": "15/h" }),
    );
    expect(found).toMatchObject([
      { code: "probe-missing", entry: "hastecrm/email/success", what: expect.stringContaining("only after 40m") },
    ]);
  });
  it("a service with a probe needs no second one", () => {
    expect(codes(({ systems }) => Object.assign(crm(systems)?.services.api?.signals.success ?? {}, { "minimum-traffic": "15/h" }))).toEqual(
      [],
    );
  });
  it("a share above all events can never be exceeded", () => {
    const edit = ({ systems }: CheckedCatalog) =>
      Object.assign(crm(systems)?.services.api?.alerts.errors ?? {}, { when: { "bad-share": { above: "100%", over: "5m" } } });
    expect(codes(edit)).toEqual(["cannot-fire hastecrm--api--errors"]);
  });
});
