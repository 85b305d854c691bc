import { gone, input, type Sample } from "../../analysis/prove/series.ts";
import { beginning, type Simulation } from "../../analysis/prove/simulation.ts";
import type { ProbeCondition } from "../../model/resolved.ts";
import { probeQuery } from "../../queries/promql.ts";
import { probe } from "../components/uptimerobot/probes.ts";
import { holds } from "./suite.ts";

/** What locations write that ask one endpoint, and when the conditions on it hold. */

const job = "shop--cart--reachable--prod";
const places = ["Frankfurt", "Ohio", "Tokyo"];
const minutes = 40;

/** A sample a minute of each location. */
const results = (name: string, of: (place: number, minute: number) => Sample) =>
  places.map((place, index) => {
    const samples = Array.from({ length: minutes + 1 }, (_, minute) => of(index, minute));
    return input(name, { job, instance: probe.url, probe: place }, samples);
  });
const asked = (
  name: string,
  when: ProbeCondition,
  series: Simulation["series"],
  values: readonly [at: number, is: number | undefined][],
) => {
  const query = probeQuery(when, job);
  return { name, alerts: [], scrape: 60, series, minutes, fires: {}, values: values.map(([at, is]) => ({ query, at, is })) };
};

const fails: ProbeCondition = { kind: "probe-fails", signal: probe };
const within = 30 * 86_400;
const certificate: ProbeCondition = { kind: "certificate", signal: probe, within };
const expires = (seconds: number) => results("probe_ssl_earliest_cert_expiry", () => beginning + seconds);
const [answers] = results("probe_success", () => 1);
if (!answers) throw new Error("nobody asks");

const simulations: readonly Simulation[] = [
  asked(
    "one place of three is a network's trouble, two are an outage, and it ends with the second that answers",
    fails,
    results("probe_success", (place, minute) => ((minute >= 10 && place === 0) || (minute >= 20 && minute < 30 && place === 1) ? 0 : 1)),
    [
      [5, undefined],
      [15, undefined],
      [20, 1 / 3],
      [29, 1 / 3],
      [30, undefined],
    ],
  ),
  asked(
    "a result that is lost on the way is none that failed; from the third minute without any, nobody asks",
    fails,
    results("probe_success", (_, minute) => (minute === 10 || minute >= 20 ? undefined : 1)),
    [
      [10, undefined],
      [21, undefined],
      [22, 0],
      [40, 0],
    ],
  ),
  asked(
    "a check that never ran has failed, whatever else is asked",
    fails,
    [{ ...answers, series: answers.series.replace(job, "other") }],
    [[5, 0]],
  ),
  asked("a certificate is told of from the second on that it is too near its end", certificate, expires(within + 600), [
    [9, undefined],
    [10, undefined],
    [11, within - 60],
  ]),
  asked(
    "one that has expired, and that nobody can read any more, is kept in mind",
    certificate,
    results("probe_ssl_earliest_cert_expiry", () => 1200).map(({ series }) => ({
      series,
      values: input("x", {}, gone(new Array<Sample>(minutes + 1).fill(beginning + 1200), 20)).values,
    })),
    [
      [19, 60],
      [40, -1200],
    ],
  ),
  asked(
    "the place that saw the older certificate decides",
    certificate,
    [...expires(within * 2).slice(1), ...expires(within).slice(0, 1)],
    [[1, within - 60]],
  ),
  asked("without any date there is nothing to tell", certificate, [answers], [[5, undefined]]),
];

holds(simulations);
