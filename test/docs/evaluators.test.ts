import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fraction from "fraction.js";
import { afterAll, expect, test } from "vitest";
import { objectivesIn } from "../../analysis/tune/tune.ts";
import { table } from "../../bench/figures.ts";
import { writeMadeCatalog } from "../../bench/made-catalog.ts";
import { vocabulary } from "../../language.ts";
import { decimal, formatDuration, formatShare, formatSpan } from "../../model/quantity.ts";
import type { Slo, Source } from "../../model/resolved.ts";
import { burnTiers, percent } from "../../monitors/burn-rate.ts";
import { detectedAfter } from "../../monitors/detection-profile.ts";
import { sloAlerts } from "../../monitors/slo-alerts.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";
import { read } from "./markdown.ts";

const parent = mkdtempSync(join(tmpdir(), "evaluators-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Every kind of source that holds metrics, with the settings that decide when its evaluator fires. */
const settings: readonly { readonly of: string; readonly source: Readonly<Record<string, unknown>> }[] = [
  { of: "Prometheus, by Grafana", source: { kind: "prometheus", evaluator: "grafana", scrape: "30s", evaluate: "30s" } },
  { of: "Prometheus, by Grafana every minute", source: { kind: "prometheus", evaluator: "grafana", scrape: "60s", evaluate: "1m" } },
  { of: "Prometheus, by Grafana every 5 minutes", source: { kind: "prometheus", evaluator: "grafana", scrape: "30s", evaluate: "5m" } },
  { of: "Prometheus, by its own rule files", source: { kind: "prometheus", evaluator: "prometheus", scrape: "30s", evaluate: "30s" } },
  {
    of: "VictoriaMetrics, by Grafana",
    source: { kind: "prometheus", server: "victoria-metrics", evaluator: "grafana", scrape: "30s", evaluate: "30s" },
  },
  { of: "Datadog", source: { kind: "datadog", client: "dogstatsd", flush: "10s", prefix: "", evaluator: "datadog" } },
  {
    of: "Datadog, `long-tiers: metric-monitors`",
    source: { kind: "datadog", client: "dogstatsd", flush: "10s", prefix: "", evaluator: "datadog", "long-tiers": "metric-monitors" },
  },
  { of: "CloudWatch, on logs", source: { kind: "cloudwatch-logs", group: "g", format: "json", retention: "14d", evaluator: "aws" } },
  { of: "New Relic", source: { kind: "newrelic", evaluator: "newrelic" } },
  { of: "Sentry", source: { kind: "sentry", organization: "o", project: "p", evaluator: "sentry" } },
  { of: "DigitalOcean", source: { kind: "digitalocean", evaluator: "digitalocean" } },
];
const shares = ["1", "0.1", "0.036", "0.0066"].map((share) => new Fraction(share));
const target = new Fraction("0.999");

const { sources, objectives } = resolvedWith();
const [{ scope, slo } = { scope: undefined, slo: undefined }] = objectives;

function resolvedWith() {
  const { catalog } = writeMadeCatalog(parent, 1);
  const resolved = resolvedCatalog(catalog, ({ organization }) => {
    const words = { newrelic: {}, datadog: {}, sentry: { environment: "prod" }, aws: {}, digitalocean: { tag: "prod" } };
    Object.assign(organization.environments.prod?.is ?? {}, words);
    const { prom } = organization.sources;
    for (const [number, { source }] of settings.entries())
      Object.assign(organization.sources, { [`source-${number}`]: { ...prom, ...source } });
  });
  return {
    sources: new Map(resolved.organization.sources.map((source) => [source.id, source])),
    objectives: objectivesIn(resolved),
  };
}

const sourceOf = (number: number): Source => {
  const source = sources.get(`source-${number}`);
  if (!source) throw new Error(`${settings[number]?.of} is not resolved`);
  return source;
};
/** The SLO of the made catalog, as if its signal were measured there. */
function measuredBy(source: Source): Slo {
  if (slo?.signal.kind !== "events") throw new Error("the made catalog has an SLO on events");
  return { ...slo, signal: { ...slo.signal, from: source } };
}

function cellsOf(source: Source): string[] {
  const { limits } = source.traits;
  const own = measuredBy(source);
  if (!scope) throw new Error("the made catalog has an SLO");
  if (limits.sloWindows && !limits.sloWindows.includes(own.window)) return shares.map(() => "no SLO");
  const page = sloAlerts(scope, own).find(({ kind }) => kind === "burn-page");
  return shares.map((share) => {
    const time = page && detectedAfter(page.when, page.for, share);
    return time === undefined ? "never" : formatSpan(time);
  });
}

const tiersOf = (source: Source): string =>
  burnTiers(measuredBy(source), source)
    .page.map(({ long, short, threshold }) => `${percent(threshold)} over ${formatDuration(long)} and ${formatDuration(short)}`)
    .join("; ");

test("docs/evaluators.md says when the page of an SLO fires at each evaluator", async () => {
  const rows = settings.map(({ of }, number) => {
    const source = sourceOf(number);
    return [of, formatDuration(source.evaluate), tiersOf(source), ...cellsOf(source)].map((cell, column) =>
      column === 2 && cellsOf(source)[0] === "no SLO" ? "-" : cell,
    );
  });
  const heads = shares.map((share) => `${percent(share)} (${decimal(share.div(new Fraction(1).sub(target)))}x)`);
  await expect(
    [
      "# When each evaluator fires",
      "",
      "From the first failure to the page of an SLO at 99.9% over 30d, with the tiers that `slostack init` writes and plenty of traffic. A test writes this page from the code:",
      "the windows of each source, what its evaluator cannot look back on, and how often it evaluates (nothing fires between two evaluations). What a vendor takes to ingest and",
      "to notify comes on top: limits with their sources are in the README of each folder below [components](../components/). It is the first minute in which the condition holds,",
      "up to the next evaluation, where one falls on the first failure; `npm run bench -- alerts` [measures it](alert-quality.md#alerts) in Prometheus. For your own catalog",
      "`slostack check --explain` says when each alert detects an outage.",
      "",
      table([["source", "evaluated every", "page: share of failures", ...heads], ...rows]),
      "",
      "*no SLO*: its evaluator has no window of 30 days, and `check` says where to measure the SLO instead; alerts of their own stay possible there.",
      "",
    ].join("\n"),
  ).toMatchFileSnapshot("../../docs/evaluators.md");
});

test("its tiers are those that init writes", () => {
  const written = slo?.policy.page.map((row) => `{ share: ${formatShare(row.share)}, in: ${formatDuration(row.in)} }`).join(", ");
  expect(read("cli/init/template/organization.yaml")).toContain(`page: [${written}]`);
});

test("every kind of source that holds metrics is in it", () => {
  const kinds = vocabulary.sources.filter(({ traits }) => !("prober" in traits)).map(({ kind }) => kind);
  expect(new Set(settings.map(({ source }) => source.kind))).toEqual(new Set(kinds));
});
