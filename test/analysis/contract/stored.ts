import { createServer } from "node:http";
import { closed, listening } from "./application.ts";
import { startPrometheus } from "./prometheus-server.ts";

/**
 * How many series a real Prometheus finds for each query, after it has scraped an application that answers this text.
 *
 * @param text in the Prometheus text format; `ready` is a metric in it
 */
export async function foundAt(text: string, ready: string, queries: readonly string[]): Promise<number[]> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/plain; version=0.0.4").end(`${text}\n`);
  });
  const target = await listening(server);
  const prometheus = await startPrometheus([{ job: "shop", target, labels: { env: "prod", service: "api" } }]);
  try {
    await prometheus.until(ready);
    return await Promise.all(queries.map((query) => counted(prometheus.url, query)));
  } finally {
    await prometheus.close();
    await closed(server);
  }
}

async function counted(url: string, query: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query })}`);
  const { data } = (await response.json()) as { data: { result: unknown[] } };
  return data.result.length;
}
