import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contract } from "../../../cli/contract.ts";
import { type Application, faulty, gauges, odd, sound, startApplication } from "./application.ts";
import { type PrometheusServer, startPrometheus } from "./prometheus-server.ts";

let applications: Application[];
let prometheus: PrometheusServer;

beforeAll(async () => {
  // The sound one speaks OpenMetrics, where the family of a counter has no _total: Prometheus keeps its metadata by that name.
  applications = [await startApplication(sound, { openMetrics: true }), await startApplication(faulty)];
  const [production, staging] = applications.map(({ target }) => target);
  prometheus = await startPrometheus([
    { job: "shop", target: production ?? "", labels: { env: "prod", service: "api" } },
    { job: "shop-staging", target: staging ?? "", labels: { env: "staging", service: "api" } },
  ]);
  await prometheus.until('count(http_requests_total{env="prod"}) == 2 and on () count(http_requests_total{env="staging"})');
});

afterAll(async () => {
  await prometheus?.close();
  await Promise.all(applications.map((application) => application.close()));
});

interface Report {
  readonly compared: readonly string[];
  readonly unseen: readonly string[];
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly metric: string;
    readonly what: string;
    readonly nearest?: string;
  }[];
}

async function run(options: { environment: string; scrape?: string; prometheus?: string }): Promise<{ code: number; report: Report }> {
  let text = "";
  const code = await contract({ catalogDir: "test/model/base/catalog", format: "json", ...options, write: (part) => (text += part) });
  return { code, report: JSON.parse(text) as Report };
}
const told = ({ findings }: Report) => findings.map(({ code, metric, what }) => `${code} ${metric}: ${what}`);

describe("an application with a real client library", () => {
  test("that keeps the contract is found to keep it, in either format", async () => {
    const text = await startApplication(sound);
    for (const { metrics } of [text, ...applications.slice(0, 1)]) {
      const { code, report } = await run({ environment: "prod", scrape: metrics });
      expect(report.findings).toEqual([]);
      expect(report.compared).toEqual(["cpu_percent", "http_duration_seconds", "http_requests_total"]);
      expect(report.unseen).toEqual(["up"]);
      expect(code).toBe(0);
    }
    await text.close();
  });

  test("that does not keep it is told all at once, before anything happens", async () => {
    const { code, report } = await run({ environment: "staging", scrape: applications[1]?.metrics ?? "" });
    expect(told(report)).toEqual([
      "misnamed http_duration_seconds: there is no histogram of this name",
      "missing-bucket http_duration_seconds: of http_request_duration_seconds: there is no bucket up to 0.2 s; the bounds are 0.1, 0.5, 1",
      "missing cpu_percent: there is no gauge of this name",
      "missing-label http_requests_total: its series have no label status",
    ]);
    expect(code).toBe(1);
  });
});

describe("a real Prometheus that scrapes it", () => {
  test("holds what the contract demands, with what scraping adds, and `up` too", async () => {
    const { code, report } = await run({ environment: "prod", prometheus: prometheus.url });
    expect(report.findings).toEqual([]);
    expect(report.compared).toEqual(["cpu_percent", "http_duration_seconds", "http_requests_total", "up"]);
    expect(report.unseen).toEqual([]);
    expect(code).toBe(0);
  });

  test("is asked for the environment: what only production has is not there in staging", async () => {
    const { code, report } = await run({ environment: "staging", prometheus: prometheus.url });
    expect(told(report)).toEqual([
      'no-match http_duration_seconds: there are series of this name, and none with env and service as the catalog has it: env is "prod"; service is "api"',
      'no-match cpu_percent: there are series of this name, and none with env and service as the catalog has it: env is "prod"; service is "api"',
      "missing-label http_requests_total: its series have no label status",
    ]);
    expect(code).toBe(1);
  });
});

describe("a Prometheus and the endpoint that it scrapes say the same", () => {
  test.each([
    [
      "of a name that differs, a label and a gauge that are missing",
      faulty,
      [
        "misnamed http_duration_seconds",
        "missing-bucket http_duration_seconds",
        "missing cpu_percent",
        "missing-label http_requests_total",
      ],
    ],
    [
      "of a bound and a label that are missing, of values beyond their range and of another form",
      odd,
      ["missing-bucket http_duration_seconds", "missing-label cpu_percent", "out-of-range cpu_percent", "no-match http_requests_total"],
    ],
    ["of another kind", gauges, ["wrong-kind http_duration_seconds", "wrong-kind cpu_percent", "wrong-kind http_requests_total"]],
  ])("%s", async (_, fill, found) => {
    const application = await startApplication(fill);
    const alone = await startPrometheus([{ job: "shop", target: application.target, labels: { env: "prod", service: "api" } }]);
    try {
      await alone.until("http_requests_total");
      const server = await run({ environment: "prod", prometheus: alone.url });
      const endpoint = await run({ environment: "prod", scrape: application.metrics });
      expect(told(server.report)).toEqual(told(endpoint.report));
      expect(server.report.findings.map(({ code, metric }) => `${code} ${metric}`)).toEqual(found);
      expect(server.report.findings.map(({ nearest }) => nearest)).toEqual(endpoint.report.findings.map(({ nearest }) => nearest));
      expect([server.code, endpoint.code]).toEqual([1, 1]);
    } finally {
      await alone.close();
      await application.close();
    }
  });
});
