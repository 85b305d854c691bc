import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Counter, Gauge, Histogram, Registry, type RegistryContentType } from "prom-client";

/** A shop that exports its metrics with a real client library. */
export interface Application {
  /** host:port */
  readonly target: string;
  readonly metrics: string;
  close(): Promise<void>;
}

type Fill = (registers: Registry[]) => void;

/** Keeps the contract of `test/model/base`. */
export const sound: Fill = (registers) => {
  const requests = new Counter({ name: "http_requests_total", help: "requests", labelNames: ["method", "status"], registers });
  requests.inc({ method: "GET", status: "200" }, 90);
  requests.inc({ method: "POST", status: "503" });
  const duration = { name: "http_duration_seconds", help: "duration", labelNames: ["method"], buckets: [0.1, 0.2, 0.5] };
  new Histogram({ ...duration, registers }).observe({ method: "GET" }, 0.15);
  new Gauge({ name: "cpu_percent", help: "load", labelNames: ["core"], registers }).set({ core: "0" }, 12);
};

/** What goes wrong in the source documents: no status, no bound at 200 ms, a gauge that nobody sends. */
export const faulty: Fill = (registers) => {
  const requests = { name: "http_requests_total", help: "requests", labelNames: ["method", "code"], registers };
  new Counter(requests).inc({ method: "GET", code: "200" }, 90);
  const duration = { name: "http_request_duration_seconds", help: "duration", labelNames: ["method"], buckets: [0.1, 0.5, 1] };
  new Histogram({ ...duration, registers }).observe({ method: "GET" }, 0.15);
};

/** Right names, and values that nothing selects or that cannot be. */
export const odd: Fill = (registers) => {
  const requests = new Counter({ name: "http_requests_total", help: "requests", labelNames: ["method", "status"], registers });
  requests.inc({ method: "GET", status: "ok" }, 90);
  requests.inc({ method: "GET", status: "error" });
  const duration = { name: "http_duration_seconds", help: "duration", labelNames: ["method"], buckets: [0.1, 0.25, 0.5] };
  new Histogram({ ...duration, registers }).observe({ method: "GET" }, 0.15);
  const load = new Gauge({ name: "cpu_percent", help: "load", labelNames: ["core"], registers });
  load.set({ core: "0" }, 12);
  load.set(1200);
};

/** Right names, and nothing else. */
export const gauges: Fill = (registers) => {
  new Gauge({ name: "http_requests_total", help: "requests", labelNames: ["method", "status"], registers }).set(
    { method: "GET", status: "500" },
    1,
  );
  new Gauge({ name: "http_duration_seconds", help: "duration", labelNames: ["method"], registers }).set({ method: "GET" }, 0.15);
  new Counter({ name: "cpu_percent", help: "load", labelNames: ["core"], registers }).inc({ core: "0" });
};

export async function startApplication(fill: Fill, { openMetrics = false } = {}): Promise<Application> {
  const registry = new Registry<RegistryContentType>();
  if (openMetrics) registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  fill([registry as Registry]);
  const server = createServer(async (_, response) => {
    response.setHeader("content-type", registry.contentType).end(await registry.metrics());
  });
  const target = await listening(server);
  return { target, metrics: `http://${target}/metrics`, close: () => closed(server) };
}

/** host:port of a server on a port of its own. */
export async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
