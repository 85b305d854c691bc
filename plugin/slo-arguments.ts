import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type {
  BadSli,
  Filter,
  GoodSli,
  HistogramSli,
  LatencySli,
  Policy,
  RatioSli,
  Share,
  Sli,
  SloArgs,
  Tier,
} from "../by-itself/arguments.ts";
import type { SloAlertsArgs as DatadogSloAlertsArgs } from "../components/datadog/by-itself/index.ts";
import type { SloAlertsArgs as GrafanaSloAlertsArgs } from "../components/grafana/by-itself/index.ts";
import { type Arguments, duration } from "./arguments.ts";

/** The component says what is wrong in a share. */
const share = z.string() as unknown as z.ZodType<Share>;

const matcher = z.union([z.string(), z.array(z.string()).readonly(), z.strictObject({ startsWith: z.string() })]);
const filter: z.ZodType<Filter> = z.record(z.string(), matcher);

/**
 * Both kinds in one object: in a union, Python's SDK would neither rename the keys of a dictionary nor take a list.
 */
type Part = keyof BadSli | keyof GoodSli | keyof LatencySli;
const sliParts = {
  where: filter.exactOptional().describe("selects the events, beyond the labels of the environment"),
  minimumTraffic: z
    .string()
    .describe(
      "events in the quietest hour, such as `40/h`: with fewer than that a total outage would not reach the traffic guard, so what cannot page within half an hour is refused",
    ),
  total: z.string().exactOptional().describe("name of the counter of all events"),
  bad: z
    .union([z.string(), filter])
    .exactOptional()
    .describe("which of them are bad: a filter on the same counter, or the name of a counter of the bad ones alone"),
  good: z
    .union([z.string(), filter])
    .exactOptional()
    .describe(
      "which of them are good, in the place of `bad`: a filter on the same counter, or the name of a counter of the good ones alone",
    ),
  metric: z.string().exactOptional().describe("name of the metric that holds durations"),
  below: z.string().exactOptional().describe("the bound: an event at or below it is good, such as `300ms`"),
  unit: z.enum(["s", "ms"]).exactOptional().describe("unit of the metric"),
} satisfies Readonly<Record<Part, z.ZodType>>;

const kinds = "is either { total, bad }, { total, good } or { metric, below, unit }";

const sli = z
  .strictObject(sliParts)
  .refine(isOfOneKind, kinds)
  .meta({ id: "Sli", description: "What is measured: bad events, or slow ones." }) as unknown as z.ZodType<Sli>;

const histogramOrRatio = z
  .strictObject({
    ...sliParts,
    buckets: z
      .array(z.string())
      .readonly()
      .exactOptional()
      .describe("upper bounds of the histogram's buckets, of which `below` must be one; default: that it has this one is taken as given"),
  })
  .refine(isOfOneKind, kinds)
  .meta({ id: "HistogramSli", description: "What is measured: bad events, or slow ones by a histogram." }) as unknown as z.ZodType<
  RatioSli | HistogramSli
>;

function isOfOneKind({ total, bad, good, metric, below, unit }: Partial<Record<Part, unknown>>): boolean {
  if (bad !== undefined && good !== undefined) return false;
  const [ratio, latency] = [
    [total, bad ?? good],
    [metric, below, unit],
  ];
  const all = (parts: readonly unknown[]) => parts.every((part) => part !== undefined);
  const none = (parts: readonly unknown[]) => parts.every((part) => part === undefined);
  return (all(ratio) && none(latency)) || (none(ratio) && all(latency));
}

const tier = z
  .strictObject({ share, in: duration } satisfies Arguments<Tier>)
  .meta({ id: "Tier", description: "So much of the window's error budget, spent within `in`." });

const policy = z
  .strictObject({
    window: duration
      .exactOptional()
      .describe("window to which the shares belong, `month` like `30d` and `quarter` like `90d`; default: `30d`"),
    page: z.array(tier).readonly().exactOptional().describe("what pages; default: 2% in 1h, 5% in 6h"),
    ticket: z.array(tier).readonly().exactOptional().describe("what files a ticket; default: 10% in 1d, 10% in 3d"),
    leastBadEvents: z
      .number()
      .exactOptional()
      .describe("traffic guard: fewer bad events than this in the long window wake nobody; default: 10"),
    leastBadMinutes: z
      .number()
      .exactOptional()
      .describe(
        "minutes with a failure from which a page fires with fewer bad events, if chance does not explain them; default: the events alone decide",
      ),
    absence: duration.exactOptional().describe("how long the metric may be missing before that is a ticket; default: `10m`"),
  } satisfies Arguments<Policy>)
  .meta({
    id: "Policy",
    description: "How fast an error budget may be spent. Burn rates follow from the shares; short windows are a twelfth of the long ones.",
  });

const slo = {
  service: z.string().describe("id of the service, such as `checkout`: a label of every alert, and part of its title"),
  owner: z.string().describe("id of the team that owns the SLO, such as `payments`"),
  environment: z.string().exactOptional().describe("id of the environment, such as `prod`; default: the name of the Pulumi stack"),
  labels: z
    .record(z.string(), z.string())
    .exactOptional()
    .describe('labels with which the environment\'s data come, such as `{ env: "prod" }`: every query selects them'),
  title: z.string().exactOptional().describe("for people, such as `Availability`; default: the component's name"),
  target: share.describe("share of good events: `99.9%`"),
  window: duration.exactOptional().describe("window of the objective, such as `30d` or `month`; default: that of the policy"),
  policy: policy.exactOptional().describe("default: page at 2% of the budget in 1h and 5% in 6h, ticket at 10% in 1d and in 3d"),
  runbook: z.string().describe("address of the page that says what to do: every alert links to it"),
} satisfies Arguments<SloArgs>;

/** What other resources may give out: an output is handed on as it is. */
const output = z.custom<pulumi.Output<string>>((value) => pulumi.Output.isInstance(value));
const handles = z.union([z.array(z.union([z.string(), output])).readonly(), output]) as z.ZodType<readonly pulumi.Input<string>[]>;

export const datadogSloAlertsArguments = z.strictObject({
  ...slo,
  sli: sli.describe(
    "counters as DogStatsD sends them (`checkout.requests`); a latency bound reads a distribution, whose percentiles are on (`datadog.MetricTagConfiguration`)",
  ),
  page: handles.describe("whom the page notifies, as a message writes it: `@pagerduty-checkout`, `@webhook-…`"),
  ticket: handles.describe("whom the ticket notifies, and the absence of the metric: `@slack-acme-checkout`, `@team@example.com`"),
} satisfies Arguments<DatadogSloAlertsArgs>);

const one = z.union([z.string(), output]);

export const grafanaSloAlertsArguments = z.strictObject({
  ...slo,
  sli: histogramOrRatio.describe("counters (`http_requests_total`), or a histogram without `_bucket`"),
  datasource: one.describe("uid of the data source: a Prometheus, into which Grafana also writes what it records"),
  folder: one.describe("uid of the folder that the rules go into"),
  page: one.describe("name of the contact point that the page goes to"),
  ticket: one.describe("name of the contact point that the ticket goes to, and the absence of the metric"),
  scrape: duration.exactOptional().describe("how often targets are scraped; default: `1m`, as Prometheus does"),
  evaluate: duration.exactOptional().describe("how often rules are evaluated; default: `30s`"),
} satisfies Arguments<GrafanaSloAlertsArgs>);
