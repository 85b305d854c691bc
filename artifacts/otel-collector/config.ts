import type { Tracing } from "../../model/resolved.ts";
import { policiesOf } from "./policies.ts";

/** Spans of one trace come one after the other for this long (s); the processor's own default. */
const arrival = 30;

/** Traces in memory at once; the processor's own default. */
const tracesInMemory = 50_000;

/** The processor asks for caches of decisions that are at least ten times as large. */
const decisions = 10 * tracesInMemory;

/** A variable of the collector's own environment, read when it starts. */
const variable = (name: string, otherwise = "") => `\${env:${name}${otherwise === "" ? "" : `:-${otherwise}`}}`;

/** Where applications and Prometheus reach the collector: this machine alone, unless its service says otherwise. */
const host = variable("COLLECTOR_HOST", "127.0.0.1");

/** The configuration of a collector that keeps the traces of one system in one environment. */
export function collectorConfig(tracing: Tracing, environment: string) {
  // A slow trace is known as one when its longest span has ended and arrived.
  const wait = Math.ceil((tracing.slowerThan ?? 0) + arrival);
  return {
    receivers: { otlp: { protocols: { grpc: { endpoint: `${host}:4317` }, http: { endpoint: `${host}:4318` } } } },
    processors: {
      memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
      tail_sampling: {
        decision_wait: `${wait}s`,
        num_traces: tracesInMemory,
        // The most that fit into memory while they wait.
        expected_new_traces_per_sec: Math.floor(tracesInMemory / wait),
        // A span that comes after the decision follows it.
        decision_cache: { sampled_cache_size: decisions, non_sampled_cache_size: decisions },
        policies: policiesOf(tracing),
      },
      resource: { attributes: [{ key: "deployment.environment.name", value: environment, action: "upsert" }] },
      batch: {},
    },
    exporters: { otlp_http: { endpoint: variable("TRACES_ENDPOINT"), headers: variable("TRACES_HEADERS") } },
    service: {
      pipelines: {
        traces: {
          receivers: ["otlp"],
          // First what refuses when memory is short; batches last, of what is kept.
          processors: ["memory_limiter", "tail_sampling", "resource", "batch"],
          exporters: ["otlp_http"],
        },
      },
      telemetry: { metrics: { level: "normal", readers: [{ pull: { exporter: { prometheus: { host, port: 8888 } } } }] } },
    },
  };
}
