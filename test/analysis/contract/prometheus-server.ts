import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findProgram } from "../../../programs/find.ts";

export interface PrometheusServer {
  readonly url: string;
  /** Waits until a query has a result. @throws Error after half a minute */
  until(query: string): Promise<void>;
  close(): Promise<void>;
}

interface ScrapedJob {
  readonly job: string;
  readonly target: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Prometheus gathers what it discovers for five seconds before it scrapes anything, unless this flag says otherwise. */
export const targetsAtOnce = "--scrape.discovery-reload-interval=100ms";

/**
 * A real Prometheus that scrapes every second.
 *
 * @param data folder of its blocks, however old they are; default: one of its own
 * @param flags of its command line
 * @param settings of all jobs
 */
export async function startPrometheus(
  jobs: readonly ScrapedJob[],
  data?: string,
  flags: readonly string[] = [],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<PrometheusServer> {
  const { path } = await findProgram("prometheus", { report: () => {} });
  const folder = mkdtempSync(join(tmpdir(), "prometheus-"));
  const config = {
    global: { ...settings, scrape_interval: "1s", scrape_timeout: "1s" },
    scrape_configs: jobs.map(({ job, target, labels }) => ({ job_name: job, static_configs: [{ targets: [target], labels }] })),
  };
  // JSON is YAML.
  writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config));
  const storage = [`--storage.tsdb.path=${data ?? join(folder, "data")}`, "--storage.tsdb.retention.time=100y"];
  const files = [`--config.file=${join(folder, "prometheus.yml")}`, ...storage, targetsAtOnce];
  const server = spawn(path, [...files, ...flags, "--web.listen-address=127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const close = async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  };
  const url = await addressIn(server.stderr)
    .then(ready)
    .catch(async (error: unknown) => {
      await close();
      throw error;
    });
  return { url, until: (query) => until(url, query), close };
}

/** Prometheus writes the port that it was given into its log. */
function addressIn(log: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const fail = () => reject(new Error(`Prometheus did not start:\n${lines.join("\n")}`));
    const late = setTimeout(fail, startTime);
    // Read to the end: a program whose log nobody reads stands still.
    createInterface(log)
      .on("line", (line) => {
        lines.push(line);
        const [, address] = /msg="Listening on".* address=(\S+)/.exec(line) ?? [];
        if (address === undefined) return;
        clearTimeout(late);
        resolve(`http://${address}`);
      })
      .on("close", fail);
  });
}

/** It listens before it has opened its blocks, and refuses every question until then. */
async function ready(url: string): Promise<string> {
  for (const deadline = Date.now() + startTime; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const response = await fetch(`${url}/-/ready`).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return url;
  }
  throw new Error(`Prometheus at ${url} is not ready`);
}

/** Milliseconds; it takes one second. */
const startTime = 30_000;

async function until(url: string, query: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query })}`).catch(() => undefined);
    const answer = response?.ok ? ((await response.json()) as { data: { result: unknown[] } }) : undefined;
    if (answer && answer.data.result.length > 0) return;
  }
  throw new Error(`${query} has no result`);
}
