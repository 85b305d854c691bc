import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dashboardJson } from "../../../components/grafana/dashboard.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";
import { plannedOf } from "../planned.ts";
import { monitoringOf, rulesIn } from "./catalog.ts";

type Entries = Record<string, { formerly?: string[] | undefined }>;
type Services = CheckedCatalog["systems"][number]["services"];

function rename(entries: Entries, from: string, to: string): void {
  const entry = entries[from];
  if (!entry) throw new Error(`there is no ${from}`);
  delete entries[from];
  entries[to] = { ...entry, formerly: [from] };
}
const servicesOf = (catalog: CheckedCatalog): Services => catalog.systems.find(({ system }) => system === "hastecrm")?.services ?? {};
const ofApi = (catalog: CheckedCatalog, kind: "slos" | "alerts") => servicesOf(catalog).api?.[kind] ?? {};

/** A service that panels of the system show, so that they name it as well. */
function renameShown(catalog: CheckedCatalog, from: string, to: string): void {
  const system = catalog.systems.find(({ system }) => system === "hastecrm");
  if (!system) throw new Error("there is no hastecrm");
  rename(system.services, from, to);
  Object.assign(system, { dashboards: JSON.parse(JSON.stringify(system.dashboards).replaceAll(`"${from}/`, `"${to}/`)) });
}

/** All that Grafana gets: rules by group in their order, and dashboards by uid. */
function sent(edit?: (catalog: CheckedCatalog) => void) {
  const monitoring = monitoringOf("prod", edit);
  return { rules: rulesIn(monitoring).map(({ rule }) => rule), dashboards: monitoring.dashboards.map((spec) => dashboardJson(spec)) };
}

/** Rules without groups, and what inhibits: the object, and every name that the engine knows it by. */
function planned(edit: (catalog: CheckedCatalog) => void = () => {}) {
  const catalog = soundCatalog(join(import.meta.dirname, "..", "..", "products", "catalog"));
  edit(catalog);
  const objects = plannedOf(catalog, "prod", { "slostack:grafanaRules": "single" }).filter(({ type }) =>
    type.startsWith("grafana:alerting/v"),
  );
  return objects.map(({ type, name, formerly, args }) => ({ type, names: [name, ...formerly], args: JSON.parse(JSON.stringify(args)) }));
}

describe("with `formerly`, a rename sends nothing to Grafana", () => {
  const [sentBefore, before] = [sent(), planned()];
  const renames: [what: string, edit: (catalog: CheckedCatalog) => void][] = [
    ["an alert", (catalog) => rename(ofApi(catalog, "alerts"), "errors", "failures")],
    ["an SLO", (catalog) => rename(ofApi(catalog, "slos"), "availability", "uptime")],
    ["a service", (catalog) => renameShown(catalog, "platform", "machines")],
    ["a service with recordings", (catalog) => rename(servicesOf(catalog), "jobs", "workers")],
  ];

  test.each(renames)("%s", (_, edit) => {
    expect(sent(edit)).toEqual(sentBefore);
  });

  test.each(renames)("%s, whose rules have no groups: each stands under its old name as well", (_, edit) => {
    const byUid = new Map(planned(edit).map((one) => [`${one.type} ${one.args.metadata.uid}`, one]));
    expect(before.length).toBeGreaterThan(100);
    for (const { type, names, args } of before) {
      const after = byUid.get(`${type} ${args.metadata.uid}`) ?? expect.fail(`${names[0]} is gone`);
      expect(after.names).toContain(names[0]);
      expect(after.args).toEqual(args);
    }
    expect(byUid.size).toBe(before.length);
  });
});

test("without `formerly` it is another alert", () => {
  const edit = (catalog: CheckedCatalog) => {
    const alerts: Entries = ofApi(catalog, "alerts");
    rename(alerts, "errors", "failures");
    delete alerts.failures?.formerly;
  };
  expect(sent(edit).rules).not.toEqual(sent().rules);
});
