import { createServer } from "node:http";
import { closed, listening } from "./application.ts";
import { startPrometheus } from "./prometheus-server.ts";

/**
 * How many failures a real Prometheus counts of three that come at once, where nothing has failed before: the series of
 * failures is born with the value 3, as most client libraries make it.
 *
 * @param flags of the server
 */
export async function failuresCounted(flags: readonly string[]): Promise<number> {
  let born: number | undefined;
  const started = Date.now() / 1000;
  const server = createServer((_, response) => {
    const failed = born === undefined ? [] : ['payments_total{outcome="failed"} 3', `payments_created{outcome="failed"} ${born}`];
    const lines = [
      "# TYPE payments counter",
      'payments_total{outcome="paid"} 90',
      `payments_created{outcome="paid"} ${started}`,
      ...failed,
      "# EOF",
    ];
    response.setHeader("content-type", "application/openmetrics-text; version=1.0.0; charset=utf-8").end(`${lines.join("\n")}\n`);
  });
  const target = await listening(server);
  const prometheus = await startPrometheus([{ job: "shop", target, labels: {} }], undefined, flags);
  try {
    await prometheus.until('count_over_time(payments_total{outcome="paid"}[1m]) >= 3');
    born = Date.now() / 1000;
    await prometheus.until('count_over_time(payments_total{outcome="failed"}[1m]) >= 4');
    const query = 'increase(payments_total{outcome="failed"}[1m])';
    const response = await fetch(`${prometheus.url}/api/v1/query?${new URLSearchParams({ query })}`);
    const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } };
    return Math.round(Number(data.result[0]?.value[1] ?? Number.NaN));
  } finally {
    await prometheus.close();
    await closed(server);
  }
}
