import type { Alert } from "../../monitors/alert.ts";
import { labelsOf } from "./application.ts";
import { heldFor } from "./predict.ts";
import { gone, input, type Sample } from "./series.ts";
import type { Simulation } from "./simulation.ts";

const from = 10;

/** What a Prometheus sees of its targets: `up` of each, by the minute. */
export function sourceCases(alert: Alert): Simulation[] {
  const { environment, scrape } = alert.evaluator;
  const perMinute = 60 / scrape;
  const to = from + Math.ceil(alert.for / 60) + 15;
  const minutes = to + 10;
  const up = (value: (minute: number) => number): Sample[] =>
    Array.from({ length: minutes + 1 }, (_, minute) => value(minute)).flatMap((one) => Array<Sample>(perMinute).fill(one));
  const healthy = up(() => 1);
  const failing = up((minute) => (minute >= from && minute < to ? 0 : 1));
  const made = (name: string, one: readonly Sample[], two: readonly Sample[], fires: boolean): Simulation => ({
    name: `${alert.name} ${name}`,
    alerts: [alert],
    scrape,
    series: [one, two].map((samples, index) => input("up", { ...labelsOf(environment), job: `job-${index}`, instance: "one" }, samples)),
    minutes,
    fires: fires ? { [alert.name]: heldFor(minutes, alert.for, (minute) => minute >= from && minute < to) } : {},
  });
  if (alert.when.kind === "value")
    return [
      made("fires while one of its targets does not answer, and resolves", failing, healthy, true),
      made("is silent while all answer", healthy, healthy, false),
    ];
  return [
    made("fires when no target answers, and resolves", failing, failing, true),
    made("fires when its targets are gone", gone(healthy, from * perMinute, to * perMinute), failing, true),
    made("is silent while one target answers", failing, healthy, false),
    made("is silent while all answer", healthy, healthy, false),
  ];
}
