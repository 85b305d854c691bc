import { describe, expect, it } from "vitest";
import { engineOf, simulate } from "../../../analysis/prove/engines.ts";
import type { Simulation } from "../../../analysis/prove/simulation.ts";
import { planOf } from "../../../analysis/prove/simulations.ts";
import { simulateOnVictoriaMetrics } from "../../../analysis/prove/vmalert-tool.ts";
import { signalsOf } from "../../../model/condition.ts";
import { isNative } from "../../../model/native-histogram.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";
import { quickOfEach } from "./shortest.ts";

/*
 * A second rule engine on the same traces: what Prometheus says of its rules, vmalert-tool says of those for a
 * VictoriaMetrics. It writes each simulated minute to its storage, so only short simulations, one of each kind, run
 * here; `slostack prove` of such a source runs all.
 */

const catalog = structuredClone(soundCatalog("test/catalog"));
for (const source of Object.values(catalog.organization.sources))
  if (source.kind === "prometheus") Object.assign(source, { server: "victoria-metrics", counts: undefined });
/** It stores no native histograms, and a check refuses them there. */
const stored = ({ alerts }: Simulation) =>
  alerts.every(({ when }) => signalsOf(when).every((signal) => !("metric" in signal && isNative(signal.metric))));
const simulations = planOf(catalog, "prod").simulations.filter(stored);

const chosen = quickOfEach(simulations);

describe("VictoriaMetrics' rule engine and storage", () => {
  it("is asked for every alert of a source that it serves", () => {
    expect(new Set(simulations.map(engineOf))).toEqual(new Set(["vmalert-tool"]));
    expect(chosen.length).toBeGreaterThan(8);
  });

  it("fires in the predicted minutes", async () => {
    expect([...(await simulate(chosen))].filter(([, what]) => what !== "")).toEqual([]);
  }, 900_000);

  it("would count an event in parts where the rules are those for Prometheus", async () => {
    const quick = (all: readonly Simulation[]) =>
      all.filter(({ name, recordOnly }) => !recordOnly && /delivery pages in a total outage/.test(name));
    const others = quick(planOf(soundCatalog("test/catalog"), "prod").simulations);
    expect(others.map(engineOf)).toEqual(["rule-manager"]);
    const [[, what] = ["", ""]] = await simulateOnVictoriaMetrics(others);
    expect(what).toContain("--page");
  }, 300_000);
});
