import { describe, expect, it } from "vitest";
import { simulate } from "../../../analysis/prove/prometheus.ts";
import { planOf } from "../../../analysis/prove/simulations.ts";
import type { AlertCondition } from "../../../model/condition.ts";
import { alertGroups } from "../../../model/groups.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

/** The whole plan runs with that of the catalog; here are the parts that only groups have. */
const plan = planOf(soundCatalog("test/catalog"), "prod", ({ system }) => system?.id === "quays");

describe("of two groups at once the failing one fires, and is named", () => {
  it("for every kind of signal, in alerts and SLOs", () => {
    const grouped = plan.alerts.filter(({ when }) => alertGroups(when)).map(({ name }) => name);
    expect(grouped).toEqual([
      "quays--desk--availability--floor",
      "quays--desk--availability--page",
      "quays--desk--availability--ticket",
      "quays--desk--bounces",
      "quays--desk--latency--page",
      "quays--desk--latency--ticket",
      "quays--desk--queues--page",
      "quays--desk--queues--ticket",
      "quays--desk--refused",
    ]);
  });

  const [outage] = plan.simulations.filter(({ name }) => name === "quays/desk/availability pages in a total outage and resolves after it");
  if (!outage) throw new Error("no total outage is simulated");

  it("two groups live, one of which fails", () => {
    const tenants = outage.series.flatMap(({ series }) => /tenant="([^"]+)"/.exec(series)?.[1] ?? []);
    expect(new Set(tenants)).toEqual(new Set(["tenant-0", "tenant-1"]));
    expect(outage.fires["quays--desk--availability--page"]).toHaveLength(1);
  });

  it("rules that look at all groups together do not pass", async () => {
    const together = { ...outage, alerts: outage.alerts.map((alert) => ({ ...alert, when: ungrouped(alert.when) })) };
    const said = await simulate([outage, { ...together, name: "together" }]);
    expect(said.get(outage.name)).toBe("");
    expect(said.get("together")).toContain("quays--desk--availability--page");
  });
});

describe("too many groups", () => {
  it("are an alert of each signal, that fires and resolves", async () => {
    expect(plan.alerts.filter(({ kind }) => kind === "groups").map(({ name }) => name)).toEqual([
      "quays--desk--delivered--groups",
      "quays--desk--fast--groups",
      "quays--desk--refused--groups",
      "quays--desk--short--groups",
      "quays--desk--success--groups",
    ]);
    const one = plan.simulations.filter(({ name }) => name.startsWith("quays--desk--success--groups"));
    expect(one.map(({ fires }) => Object.values(fires).flat().length)).toEqual([1, 0]);
    expect([...(await simulate(one)).values()]).toEqual(["", ""]);
  });

  const plannedWith = (atMost: number) => {
    const copy = structuredClone(soundCatalog("test/catalog"));
    Object.assign(copy.systems.find(({ system }) => system === "quays")?.services.desk?.signals.refused ?? {}, { "at-most": atMost });
    return planOf(copy, "prod", ({ name }) => name === "quays--desk--refused--groups");
  };

  // At scrapes of 15 s.
  it("are not proved where promtool cannot hold their samples, and it says so", () => {
    expect(plannedWith(1428).unproved).toEqual([]);
    expect(plannedWith(1429).unproved.map(({ why }) => why)).toEqual(["promtool holds 10000 samples at once, and 1429 groups are more"]);
  });
});

function ungrouped(when: AlertCondition): AlertCondition {
  if (when.kind === "any" || when.kind === "all") return { ...when, of: when.of.map(ungrouped) };
  if (when.kind === "unless") return { ...when, of: ungrouped(when.of), unless: ungrouped(when.unless) };
  if (!("signal" in when) || !("groups" in when.signal)) return when;
  const { groups: _, ...signal } = when.signal;
  return { ...when, signal } as AlertCondition;
}
