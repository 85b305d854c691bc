import { describe, expect, it } from "vitest";
import { engineOf, simulate } from "../../../analysis/prove/engines.ts";
import type { Simulation } from "../../../analysis/prove/simulation.ts";
import { planOf } from "../../../analysis/prove/simulations.ts";
import { simulateOnVictoriaMetrics } from "../../../analysis/prove/vmalert-tool.ts";
import { leavesOf, signalsOf } from "../../../model/condition.ts";
import { isNative } from "../../../model/native-histogram.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

/*
 * A second rule engine on the same traces: what promtool says of the rules for a Prometheus, vmalert-tool says of those for a
 * VictoriaMetrics. It writes each simulated minute to its storage, so of each kind of condition, signal and scrape only the
 * shortest simulation in which its alert fires runs here; `slostack prove` of such a source runs all.
 */

const catalog = structuredClone(soundCatalog("test/catalog"));
for (const source of Object.values(catalog.organization.sources))
  if (source.kind === "prometheus") Object.assign(source, { server: "victoria-metrics", counts: undefined });
/** It stores no native histograms, and a check refuses them there. */
const stored = ({ alerts }: Simulation) =>
  alerts.every(({ when }) => signalsOf(when).every((signal) => !("metric" in signal && isNative(signal.metric))));
const simulations = planOf(catalog, "prod").simulations.filter(stored);

/** What a simulation shows of the language: kinds of alert, condition, signal and measure, and the scrape. */
function shows({ alerts, fires, scrape }: Simulation): string[] {
  return alerts
    .filter(({ name }) => (fires[name] ?? []).length > 0)
    .flatMap(({ kind, when }) =>
      leavesOf(when).map(({ kind: leaf, signal }) => {
        const how =
          signal.kind === "slices" ? Object.keys(signal.measure).join() : signal.kind === "events" ? Object.keys(signal.bad).join() : "";
        return [kind, leaf, signal.kind, how, scrape].join(" ");
      }),
    );
}

function shortestOfEach(all: readonly Simulation[]): Simulation[] {
  const shown = new Set<string>();
  return all
    .filter(({ recordOnly }) => !recordOnly)
    .toSorted((a, b) => a.minutes * a.alerts.length - b.minutes * b.alerts.length)
    .filter((one) => {
      const fresh = shows(one).filter((what) => !shown.has(what));
      for (const what of fresh) shown.add(what);
      return fresh.length > 0;
    });
}

const chosen = shortestOfEach(simulations);

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
    expect(others.map(engineOf)).toEqual(["promtool"]);
    const [[, what] = ["", ""]] = await simulateOnVictoriaMetrics(others);
    expect(what).toContain("--page");
  }, 300_000);
});
