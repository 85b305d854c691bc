import { describe, expect, test } from "vitest";
import type { CheckedCatalog } from "../../../model/load.ts";
import { changed, type Edit, service, system, there, undone } from "./changed.ts";

const logs = (catalog: CheckedCatalog) => there(system(catalog, "hastecrm").logs);
const security = (catalog: CheckedCatalog) => there(logs(catalog).pipelines.security);
const found = (edit: Edit, before?: Edit) =>
  changed(edit, before && { before }).map(({ entry, direction, pages }) => `${entry} ${direction}${pages ? ", pages" : ""}`);

describe("a threat that logs are watched for", () => {
  const rows: Readonly<Record<string, Edit>> = {
    "another pipeline takes its services": (catalog) => {
      Object.assign(there(logs(catalog).pipelines.application), { services: ["api", "web", "worker", "auth", "firewall"] });
    },
    "a new pipeline before it takes everything": (catalog) => {
      const { pipelines } = logs(catalog);
      const all = { ...pipelines };
      for (const id of Object.keys(pipelines)) delete pipelines[id];
      Object.assign(pipelines, { everything: { services: ["auth", "firewall", "cron"], format: "json" }, ...all });
    },
    "it takes lines of one technology alone": (catalog) => {
      Object.assign(security(catalog), { from: ["lambda"] });
    },
    "what it counts by is hidden": (catalog) => {
      Object.assign(security(catalog), { mask: ["token", "ip-address"] });
    },
    "a burst of as many lines is none any more": (catalog) => {
      Object.assign(there(security(catalog).detect), { above: 5700, over: "1d" });
    },
  };
  test.each(Object.entries(rows))("%s: blind", (_, edit) => {
    expect(found(edit)).toContain("hastecrm/logs/security blind, pages");
  });

  test("an order in which another has its lines: blind, and tighter or neutral when it is undone", () => {
    const first =
      (...ids: readonly string[]): Edit =>
      (catalog) => {
        const { pipelines } = logs(catalog);
        const all = { ...pipelines };
        Object.assign(there(all.application), { services: ["api", "auth"] });
        for (const id of Object.keys(pipelines)) delete pipelines[id];
        for (const id of [...ids, "access"]) pipelines[id] = there(all[id]);
      };
    expect(found(first("application", "security"), first("security", "application"))).toContain("hastecrm/logs/security blind, pages");
    expect(
      undone(first("application", "security"), { before: first("security", "application") }).map(({ direction }) => direction),
    ).not.toContain("blind");
  });

  test("fewer lines in a part of the time find it as well", () => {
    const edit: Edit = (catalog) => {
      Object.assign(there(security(catalog).detect), { above: 10, over: "150s" });
    };
    expect(found(edit)).toEqual(["hastecrm/logs/security tighter, pages"]);
  });

  test("services that page several: it pages nobody", () => {
    const moved: Edit = (catalog) => {
      service(catalog, "hastecrm/api")["on-call"] = "emailai";
    };
    expect(changed(moved).map(({ entry, what }) => `${entry}: ${what}`)).toContain(
      "hastecrm/logs/security: pages hasteCRM on-call (crm) -> nobody",
    );
  });

  test("another on-call of all services: whom it paged is not paged any more", () => {
    const quiet: Edit = (catalog) => {
      const crm = system(catalog, "hastecrm");
      for (const id of Object.keys(crm.services)) {
        const { alerts, slos } = service(catalog, `hastecrm/${id}`);
        for (const alert of Object.keys(alerts)) delete alerts[alert];
        for (const slo of Object.keys(slos)) delete slos[slo];
      }
    };
    const moved: Edit = (catalog) => {
      Object.assign(system(catalog, "hastecrm"), { "on-call": "emailai" });
    };
    expect(found(moved, quiet)).toContain("hastecrm/logs/security looser, pages");
  });
});
