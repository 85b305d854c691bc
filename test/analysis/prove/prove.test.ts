import { describe, expect, it } from "vitest";
import { simulate } from "../../../analysis/prove/prometheus.ts";
import { prove } from "../../../analysis/prove/prove.ts";
import { type Plan, planOf } from "../../../analysis/prove/simulations.ts";
import { resolve } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

const catalog = soundCatalog("test/model/base/catalog");
const down = "shop--api--down";
const hot = "shop--api--hot";

/** A plan in which the rules are those of another catalog: what is predicted is not what is rendered. */
function rendered(plan: Plan, edit: (copy: typeof catalog) => void): Plan {
  const copy = structuredClone(catalog);
  edit(copy);
  const others = new Map(alertsOf(resolve(copy, "prod")).map((alert) => [alert.name, alert]));
  return {
    ...plan,
    simulations: plan.simulations.map((one) => ({ ...one, alerts: one.alerts.map((alert) => others.get(alert.name) ?? alert) })),
  };
}

describe("a proof", () => {
  const only = planOf(catalog, "prod", ({ name }) => name === down);

  it("holds where the rendered rule fires as the catalog says", async () => {
    const [verdict] = await prove(only, { jobs: 2 });
    expect(verdict).toMatchObject({ alert: down, severity: "critical", faults: [] });
    expect(verdict?.fires).toBeGreaterThan(0);
  });

  it("fails where the rendered rule waits longer than the catalog says", async () => {
    const slower = rendered(only, ({ systems }) => Object.assign(systems[0]?.services.api?.alerts.down ?? {}, { for: "10m" }));
    const [verdict] = await prove(slower, { jobs: 2 });
    expect(verdict?.faults.map(({ what }) => what).join()).toContain(down);
  });

  it("fails where a simulation was not run, and where none makes the alert fire", async () => {
    const [verdict] = await prove(only, { jobs: 1, run: async () => new Map() });
    expect(verdict?.faults.map(({ what }) => what)).toContain("it was not run");
    const silent = { ...only, simulations: only.simulations.map((one) => ({ ...one, fires: {} })) };
    const [other] = await prove(silent, { jobs: 1, run: async (all) => new Map(all.map(({ name }) => [name, ""])) });
    expect(other?.faults).toEqual([{ simulation: "all", what: "no simulation makes it fire" }]);
  });

  it("runs every simulation once, in parts, and tells how far it is", async () => {
    const told: number[] = [];
    const run: string[] = [];
    const plan = planOf(catalog, "prod");
    await prove(plan, {
      jobs: 3,
      progress: (done, all) => told.push(done / all),
      run: async (part) => {
        run.push(...part.map(({ name }) => name));
        return new Map(part.map(({ name }) => [name, ""]));
      },
    });
    expect(run.toSorted()).toEqual(plan.simulations.map(({ name }) => name).toSorted());
    expect(told.at(-1)).toBe(1);
    expect(told.length).toBeGreaterThan(3);
  });

  it("judges a simulation only by the alerts that were chosen", () => {
    expect(planOf(catalog, "prod", ({ name }) => name === hot).alerts.map(({ name }) => name)).toEqual([hot]);
  });

  it("lets promtool say what differs", async () => {
    const [one] = only.simulations;
    if (!one) throw new Error("there is no simulation");
    const said = await simulate([{ ...one, fires: {} }]);
    expect(said.get(one.name)).not.toBe("");
  });
});
