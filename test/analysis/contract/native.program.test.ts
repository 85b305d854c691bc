import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Comparison } from "../../../analysis/contract/compare/comparison.ts";
import { compareWithExposition } from "../../../analysis/contract/compare/with-exposition.ts";
import { parseExposition } from "../../../analysis/contract/exposition/parse.ts";
import { prometheusConfig } from "../../../artifacts/prometheus/scrape.ts";
import { PrometheusApi } from "../../../cli/contract/prometheus-api.ts";
import { compareWithServer } from "../../../cli/contract/server.ts";
import type { Resolved } from "../../../model/resolved.ts";
import type { Edit } from "../../model/edited.ts";
import type { Application } from "./application.ts";
import { startNative } from "./native-application.ts";
import { type PrometheusServer, startPrometheus } from "./prometheus-server.ts";
import { demands, shop } from "./shop.ts";

/*
 * A real Prometheus scrapes native histograms in the protobuf format, by the settings that are rendered for it, and `contract` sees what the
 * catalog needs. One application sends everything: what there is depends on the server alone.
 */

const classic = "buckets: [100ms, 200ms, 500ms]";
const edited = (by: string): Edit[] => [{ file: "systems/shop.yaml", replace: classic, with: by }];
/** In place of the buckets; without them any bound may be asked for. */
const alone = edited("native: true");
const both = edited(`${classic}, native: true`);

/** What a source is scraped with, by its metrics. */
function settingsOf({ organization, systems }: Resolved) {
  const metrics = systems.flatMap(({ services }) => services.flatMap((service) => service.metrics));
  const [source] = organization.sources.filter(({ kind }) => kind === "prometheus");
  if (source?.kind !== "prometheus") throw new Error("no Prometheus");
  return { ...prometheusConfig(source, metrics, undefined).global };
}

const histogram = {
  name: "http_duration_seconds",
  labels: { method: "GET" },
  buckets: [0.1, 0.2, 0.5],
  native: true,
};
let application: Application;
const servers = new Map<string, PrometheusServer>();
const settings = { classic: settingsOf(shop()), alone: settingsOf(shop(alone)), both: settingsOf(shop(both)) };

beforeAll(async () => {
  application = await startNative([histogram]);
  const job = { job: "shop", target: application.target, labels: { env: "prod", service: "api" } };
  for (const [name, of] of Object.entries(settings)) servers.set(name, await startPrometheus([job], undefined, [], of));
  await Promise.all([...servers.values()].map((server) => server.until(`{__name__=~"http_duration_seconds(_count)?"}`)));
});

afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.close()));
  await application?.close();
});

const found = ({ findings }: Comparison): string[] =>
  findings.filter(({ metric }) => metric === histogram.name).map(({ code, severity, what }) => `${code} (${severity}): ${what}`);
async function atServer(server: string, edits: readonly Edit[]): Promise<string[]> {
  const api = new PrometheusApi(servers.get(server)?.url ?? "", { bytes: 2 ** 20, time: 10_000 });
  const all = demands(edits);
  return found(await compareWithServer(all, api, all));
}
async function atEndpoint(edits: readonly Edit[]): Promise<string[]> {
  const text = await (await fetch(application.metrics)).text();
  return found(await compareWithExposition(demands(edits), parseExposition(text, false)));
}

test("what is rendered asks for native histograms where a metric is one, and keeps buckets where queries read them", () => {
  const asked = (of: keyof typeof settings) => [settings[of].scrape_native_histograms, settings[of].always_scrape_classic_histograms];
  expect([asked("classic"), asked("alone"), asked("both")]).toEqual([
    [undefined, undefined],
    [true, undefined],
    [true, true],
  ]);
});

describe("a native histogram", () => {
  test("is there where the server scrapes it natively, with its labels", async () => {
    expect(await atServer("alone", alone)).toEqual([]);
    expect(await atServer("both", alone)).toEqual([]);
  });

  test("is missing where only its buckets arrive, and everything else of it follows from that", async () => {
    expect(await atServer("classic", alone)).toEqual([
      "missing (error): it is there with classic buckets (http_duration_seconds_bucket), and not as a native histogram",
    ]);
  });

  test("has the labels that the catalog needs, or not", async () => {
    const labelled: Edit[] = [
      ...alone,
      { file: "systems/shop.yaml", replace: "labels: [method], native", with: "labels: [method, path], native" },
    ];
    expect(await atServer("alone", labelled)).toEqual(["missing-label (warning): its series have no label path"]);
  });

  test("cannot be seen in text, which holds its count and its labels", async () => {
    expect(await atEndpoint(alone)).toEqual([
      "unproved (warning): text holds only the count and the sum of a native histogram, so that its buckets could not be seen",
    ]);
  });
});

describe("a histogram that is sent both ways", () => {
  test("is there where the server keeps its buckets beside the native one", async () => {
    expect(await atServer("both", both)).toEqual([]);
  });

  test("lacks its buckets where the server drops them, which queries read", async () => {
    expect(await atServer("alone", both)).toEqual([
      "missing (error): http_duration_seconds_bucket and http_duration_seconds_count is not there, and http_duration_seconds is",
    ]);
  });

  test("is not read natively yet, so that it is a warning where it is not there", async () => {
    expect(await atServer("classic", both)).toEqual([
      "missing (warning): http_duration_seconds is not there, and http_duration_seconds_bucket and http_duration_seconds_count is",
    ]);
  });
});

test("a histogram with buckets is there on every server that keeps them", async () => {
  expect(await atServer("classic", [])).toEqual([]);
  expect(await atServer("both", [])).toEqual([]);
});
