import { describe } from "vitest";
import { gone, type InputSeries, input, type Sample, scraped } from "../../analysis/prove/series.ts";
import type { Simulation } from "../../analysis/prove/simulation.ts";
import { following, steady } from "../../analysis/prove/trace.ts";
import { alertOf, watch } from "../../analysis/prove/watched.ts";
import type { Alert } from "../../monitors/alert.ts";
import { resolvedCatalog } from "./catalog.ts";
import { holds } from "./suite.ts";

/*
 * Each of these looks right, parses, and is wrong; beside it stands what the catalog renders instead.
 */

const watched = watch(resolvedCatalog("test/products/catalog"));
const errors = alertOf(watched, "hastecrm/api/errors", "threshold");
const down = alertOf(watched, "hastecrm/api/down", "threshold");
const processing = alertOf(watched, "hastecrm/jobs/processing-time", "burn-page");
const backlog = alertOf(watched, "hastecrm/jobs/backlog", "threshold");

const scrape = 15;
const api = { env: "prod", service: "api" };
const jobs = { env: "prod" };
const badOf = (sli: string) => `sum(sli:bad_events:increase1m{sli="${sli}"})`;

function trap(name: string, alert: Alert, minutes: number, series: InputSeries[], rest: Partial<Simulation>): Simulation {
  return { name, alerts: [alert], scrape, series, minutes, fires: {}, ...rest };
}

const slowJobs = following(steady(60, 100), steady(60, 100, 60), steady(30, 100));
const histogram = (le: string): InputSeries[] => [
  input(
    "job_processing_duration_seconds_bucket",
    { ...jobs, le },
    scraped(slowJobs, ({ total, bad }) => total - bad, scrape),
  ),
  input(
    "job_processing_duration_seconds_count",
    jobs,
    scraped(slowJobs, ({ total }) => total, scrape),
  ),
];
const halfBad = (name: string, le: string): Simulation =>
  trap(name, processing, slowJobs.length, histogram(le), {
    // 60 of 100 a minute: half of the hour's 6,000 after 50 minutes. Three fine ones of the last five minutes, and eight more.
    fires: { [processing.name]: [[110, 129]] },
    values: [{ query: badOf("fast"), at: 70, is: 60 }],
  });

const requests = (status: string, samples: readonly Sample[]): InputSeries => input("http_requests_total", { ...api, status }, samples);
const fine = scraped(steady(40, 400), ({ total }) => total, scrape);
/** Born with its first event in minute 20, and one more in minute 30. */
const rare: Sample[] = fine.map((_, index) => (index < 20 * 4 ? undefined : index < 30 * 4 ? 1 : 2));

const up = fine.map((): Sample => 1);
const vanishing = gone(up, 20 * 4);

/** A queue that is over its limit from minute 10 on, by another number each minute. */
const depth = fine.map((_, index): Sample => (index < 40 ? 10 : 2000 + Math.floor(index / 4)));

const simulations: Simulation[] = [
  halfBad("a bucket is found as le=30, as client libraries spell it", "30"),
  halfBad('a bucket is found as le="30.0", as Prometheus 3 stores it', "30.0"),
  trap(
    "a bad series absent before the first error counts 0, where a bare ratio has no result",
    errors,
    15,
    [requests("200", fine.slice(0, 61))],
    {
      values: [
        { query: badOf("success"), at: 10, is: 0 },
        { query: 'sum(rate(http_requests_total{status=~"5.*"}[5m])) / sum(rate(http_requests_total[5m]))', at: 10, is: undefined },
      ],
    },
  ),
  trap(
    "the first sample of a counter is invisible: its first error counts 0, its second 1",
    errors,
    40,
    [requests("200", fine), requests("500", rare)],
    {
      values: [
        { query: badOf("success"), at: 20, is: 0 },
        { query: badOf("success"), at: 21, is: 0 },
        { query: badOf("success"), at: 30, is: 1 },
        { query: badOf("success"), at: 32, is: 0 },
      ],
    },
  ),
  trap("up == 0 misses a vanished target; the catalog's alert fires", down, 30, [input("up", api, vanishing)], {
    fires: { [down.name]: [[21, 31]] },
    values: [{ query: 'sum(up{service="api"} == 0)', at: 25, is: undefined }],
  }),
  trap(
    "an alert whose value changes each minute stays one alert, because no label holds the value",
    backlog,
    40,
    [input("queue_depth", { ...jobs, queue_name: "mail" }, depth)],
    {
      fires: { [backlog.name]: [[20, 41]] },
      values: [
        { query: 'count(last_over_time(ALERTS{alertstate="firing"}[20m]))', at: 40, is: 1 },
        { query: `count(count_values("value", queue_depth > 1000))`, at: 40, is: 1 },
        { query: `count(sum_over_time(count_values("value", queue_depth > 1000)[20m:1m]))`, at: 40, is: 20 },
      ],
    },
  ),
  trap("a histogram's bare name has no series, and a quantile of it no result", processing, 10, histogram("30"), {
    values: [{ query: "histogram_quantile(0.95, job_processing_duration_seconds)", at: 5, is: undefined }],
  }),
  trap(
    "label sets that differ make a division empty; one metric with a filter has a result",
    errors,
    40,
    [
      requests("200", fine),
      requests(
        "500",
        scraped(steady(40, 100), ({ total }) => total, scrape),
      ),
      input(
        "http_errors_total",
        { ...api, error_type: "timeout" },
        scraped(steady(40, 100), ({ total }) => total, scrape),
      ),
    ],
    {
      // 100 of 500 fail from the first minute on, and have for five minutes in the sixth.
      fires: { [errors.name]: [[6, 41]] },
      values: [{ query: "sum(rate(http_errors_total[5m]) / rate(http_requests_total[5m]))", at: 30, is: undefined }],
    },
  ),
];

describe("PromQL traps", () => {
  holds(simulations);
});
