import { availableParallelism } from "node:os";
import { beforeAll, describe, expect, test } from "vitest";
import { findPrometheus } from "../../../analysis/prove/prometheus.ts";
import { prove } from "../../../analysis/prove/prove.ts";
import { planOf } from "../../../analysis/prove/simulations.ts";
import { routesOf } from "../../../testing.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";
import { atTheEdge } from "./proof.ts";
import { catalogFolder, entriesOf, sources } from "./table.ts";

const plan = planOf(soundCatalog("test/field/translated/catalog"), "prod");
const shortened = atTheEdge(plan);

describe("public SLO files, in Prometheus' own rule engine", () => {
  let faults = new Map<string, readonly string[]>();
  beforeAll(async () => {
    await findPrometheus();
    const verdicts = await prove(shortened, { jobs: availableParallelism() });
    faults = new Map(verdicts.map((verdict) => [verdict.alert, verdict.faults.map(({ simulation, what }) => `${simulation}: ${what}`)]));
  }, 900_000);

  test.each(shortened.alerts.map(({ name }) => name))("%s fires when it must, and only then", (name) => {
    expect(faults.get(name)).toEqual([]);
  });

  test("every entry that a row names is among them, unless it is raw", () => {
    const proved = new Set(shortened.alerts.map(({ entry }) => entry));
    const rows = sources.flatMap(({ slos }) => slos);
    const named = rows.filter(({ raw }) => !raw).flatMap(entriesOf);
    expect(named.filter((entry) => !proved.has(entry) && !entry.startsWith("policies/"))).toEqual([]);
    const raw = rows.filter((row) => row.raw).flatMap(entriesOf);
    // Nothing is predicted of their absence either.
    const unproved = plan.unproved.filter(({ alert }) => alert.kind !== "absence");
    expect(new Set(unproved.map(({ alert }) => alert.entry))).toEqual(new Set(raw));
  });

  test("Alertmanager notifies of each whom the catalog means", async () => {
    const routes = await routesOf(catalogFolder, "prod");
    expect(routes.flatMap(({ alert, fault }) => (fault === undefined ? [] : [`${alert}: ${fault}`]))).toEqual([]);
    expect(routes.length).toBeGreaterThanOrEqual(plan.alerts.length);
  });
});
