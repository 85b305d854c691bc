import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { dump } from "js-yaml";
import { z } from "zod";
import { findProgram } from "../../../programs/find.ts";
import { httpListener } from "../running/listeners.ts";
import { freePort, within } from "../running/server.ts";
import { type SpanName, spansOf, type Traced } from "./traffic.ts";

const attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(z.object({ traceId: z.string(), name: z.string() })) })),
    }),
  ),
});

const collector = () => findProgram("otelcol-slostack", { report: () => {} });

/** What the collector says about a file that it does not run; empty if it has nothing against it. */
export async function objections(text: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const { path } = await collector();
  const folder = mkdtempSync(join(tmpdir(), "slostack-otelcol-"));
  const file = join(folder, "file.yaml");
  writeFileSync(file, text);
  const said = await new Promise<string>((resolve) => {
    execFile(path, ["validate", "--config", file], { env: variables }, (error, _, stderr) => resolve(error ? stderr : ""));
  });
  rmSync(folder, { recursive: true });
  return said;
}

/**
 * Runs the collector on a rendered file, with free ports and a receiver that reads JSON; all else is the file's.
 *
 * @param wait seconds until a decision, instead of those in the file: a test has no stragglers
 */
export async function runningCollector(text: string, wait: number) {
  const { path } = await collector();
  const folder = mkdtempSync(join(tmpdir(), "slostack-otelcol-"));
  const vendor = await httpListener();
  const [grpc, http, metrics] = [await freePort(), await freePort(), await freePort()];
  const here = (port: number) => ({ endpoint: `127.0.0.1:${port}` });
  writeFileSync(join(folder, "file.yaml"), text);
  writeFileSync(
    join(folder, "test.yaml"),
    dump({
      receivers: { otlp: { protocols: { grpc: here(grpc), http: here(http) } } },
      processors: { tail_sampling: { decision_wait: `${wait}s` } },
      exporters: { otlp_http: { encoding: "json", compression: "none" } },
      service: { telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { host: "127.0.0.1", port: metrics } } } }] } } },
    }),
  );
  const child = spawn(path, ["--config", join(folder, "file.yaml"), "--config", join(folder, "test.yaml")], {
    env: { TRACES_ENDPOINT: vendor.url, TRACES_HEADERS: '{ authorization: "Bearer token" }' },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const log: string[] = [];
  createInterface(child.stderr).on("line", (line) => log.push(line));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const close = async () => {
    child.kill();
    await ended;
    vendor.close();
    rmSync(folder, { recursive: true });
  };
  /** How many traces were kept, or not, by the collector's own count; also where one that it had not decided yet was dropped. */
  const counted = async () => {
    const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
    const of = (series: RegExp) => Number(series.exec(text)?.[1] ?? 0);
    return {
      kept: of(/^otelcol_processor_tail_sampling_global_count_traces_sampled{.*sampled="true".*} (\d+)$/m),
      not: of(/^otelcol_processor_tail_sampling_global_count_traces_sampled{.*sampled="false".*} (\d+)$/m),
      tooEarly: of(/^otelcol_processor_tail_sampling_sampling_trace_dropped_too_early\S* (\d+)$/m),
    };
  };
  const send = async (name: SpanName, requests: readonly Traced[]) => {
    const body = JSON.stringify(spansOf(name, requests));
    const answer = await fetch(`http://127.0.0.1:${http}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    if (!answer.ok) throw new Error(`the collector answered ${answer.status}: ${await answer.text()}`);
  };
  const ready = await within(30, async () => (child.exitCode === null ? send("work", []).then(() => true) : false));
  if (!ready) {
    await close();
    throw new Error(`the collector did not start:\n${log.join("\n")}`);
  }
  const arrived = () => vendor.received.flatMap(({ body }) => exported.parse(body).resourceSpans);
  const traces = (name: SpanName) =>
    arrived().flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) => spans.filter((span) => span.name === name).map(({ traceId }) => traceId)),
    );
  /** Waits until so many traces are decided, and what is kept of them has arrived. */
  const decided = async (count: number) => {
    const done = await within(30, async () => {
      const { kept, not } = await counted();
      return (kept + not === count && traces("answer").length >= kept) || undefined;
    });
    if (!done) throw new Error(`not all of ${count} traces were decided: ${JSON.stringify(await counted())}`);
  };
  return {
    close,
    decided,
    send,
    counted,
    received: vendor.received,
    /** every resource that arrived, by its attributes */
    resources: () =>
      arrived().map(({ resource }) => Object.fromEntries(resource.attributes.map(({ key, value }) => [key, value.stringValue]))),
    /** ids of the traces of which a span of this name arrived */
    traces,
  };
}
