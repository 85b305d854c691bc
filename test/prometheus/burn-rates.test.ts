import { describe, expect, it } from "vitest";
import { ask } from "../../analysis/prove/ask.ts";
import { input } from "../../analysis/prove/series.ts";
import type { Simulation } from "../../analysis/prove/simulation.ts";
import { planOf } from "../../analysis/prove/simulations.ts";
import { sloRecordings } from "../../queries/promql.ts";
import { soundCatalog } from "./catalog.ts";
import { holds } from "./suite.ts";

/** The artificial catalog, evaluated by Prometheus itself. */
const catalog = structuredClone(soundCatalog("test/catalog"));
for (const source of Object.values(catalog.organization.sources))
  if (source.kind === "prometheus") Object.assign(source, { evaluator: "prometheus" });
const plan = planOf(catalog, "prod");

/** Events and minutes, one by groups, one with pages of three tiers: the exact thresholds, outages, quiet hours. */
const looked = /^(shop\/web\/availability|fleet\/trucks\/punctuality|canal\/locks\/fine|mill\/stones\/rye) /;
const simulations = plan.simulations.filter(({ name }) => looked.test(name));

describe("alerts on recorded burn rates fire in the minutes in which those on counts do", () => {
  it("at the lowest rate, and not just below it", () => {
    for (const what of ["at the lowest rate", "not page just below", "ticket of a slow burn", "no ticket just below"])
      expect(simulations.filter(({ name }) => name.includes(what)).length).toBeGreaterThan(2);
  });

  holds(simulations);
});

describe("an SLO that has been given another SLI", () => {
  /** What its old one recorded, all the time and as bad as can be: trouble that begins again and again, and an end that is proved. */
  const before = (simulation: Simulation): Simulation => {
    const left = sloRecordings(simulation.alerts).map(({ name, labels }) => ({
      series: input(name, { ...labels, sli: "before" }, []).series,
      values: name.startsWith("slo:healthy:")
        ? `1 0 1 1 ${"0 1 1 1 ".repeat(Math.ceil(samplesOf(simulation) / 4))}`
        : `1000+0x${samplesOf(simulation)}`,
    }));
    return { ...simulation, name: `${simulation.name}, after another SLI`, series: [...simulation.series, ...left] };
  };
  const samplesOf = ({ minutes, scrape }: Simulation) => (minutes * 60) / scrape;
  const judged = ["at the lowest rate", "not page just below", "ticket of a slow burn", "no ticket just below", "quiet hour"];

  holds(simulations.filter(({ name }) => judged.some((what) => name.includes(what))).map(before));
});

describe("a window of days", () => {
  const recordings = sloRecordings(plan.alerts.filter(({ slo }) => slo?.path === "shop/web/availability"));
  const three = recordings.find(({ name }) => name === "slo:bad_events:increase3d");
  if (!three) throw new Error("no ticket of the SLO looks back on three days");
  const day = 1440;
  const of = (minutes: number, level: "slo" | "sli", window: string, values: string) => {
    const { slo, ...labels } = three.labels;
    return {
      series: input(`${level}:bad_events:increase${window}`, level === "slo" ? { ...labels, slo: `${slo}` } : labels, []).series,
      values,
      minutes,
    };
  };
  /** Seven failures a minute since four days. */
  const hours = of(4 * day, "sli", "1h", `420+0x${4 * day}`);
  const asked = async (days: string) => {
    const [answer] = await ask(60, [hours, of(4 * day, "slo", "1d", days)], [{ expr: three.expr, at: 4 * day * 60 }]);
    return answer?.values;
  };

  it("is the sum of its days", async () => {
    expect(await asked(`${7 * day}+0x${4 * day}`)).toEqual([3 * 7 * day]);
  });

  it("is as long in the days after an upgrade, of which only hours are recorded", async () => {
    expect(await asked(`_x${4 * day - 2} ${7 * day}+0x2`)).toEqual([3 * 7 * day]);
  });

  it("bridges a time in which nothing was evaluated, a day before", async () => {
    expect(await asked(`${7 * day}+0x${3 * day - 30} _x60 ${7 * day}+0x${day}`)).toEqual([3 * 7 * day]);
  });

  it("begins with the first day of an SLO", async () => {
    const [answer] = await ask(60, [of(day, "slo", "1d", `${7 * day}+0x10`)], [{ expr: three.expr, at: 300 }]);
    expect(answer?.values).toEqual([7 * day]);
  });
});
