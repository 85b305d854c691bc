import { z } from "zod";
import { addressOf, ask, type Bounds, CannotCompare, shown } from "./body.ts";

/** A sample of an instant query. */
interface InstantSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const envelope = z.object({
  status: z.string(),
  error: z.string().optional(),
  warnings: z.array(z.string()).default([]),
  data: z.unknown().optional(),
});
const sample = z.tuple([z.number(), z.string()]);
const vector = z.object({
  resultType: z.literal("vector"),
  result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: sample })),
});
const matrix = z.object({
  resultType: z.literal("matrix"),
  result: z.array(z.object({ metric: z.record(z.string(), z.string()), values: z.array(sample).default([]) })),
});
const metadata = z.record(z.string(), z.array(z.object({ type: z.string(), unit: z.string().default("") })));
const texts = z.array(z.string());

/** A series with its samples in the order of time: seconds since 1970, and the value as Prometheus writes it. */
export type SampledSeries = z.output<typeof matrix>["result"][number];

/** The server says no, for a reason of its own. */
export class Refused extends CannotCompare {}

/** Label names and values are looked for in series of the last hour (seconds), queries see the last five minutes. */
const lookBack = 3600;
/** Most names or values that are asked for at once; a Prometheus before 2.54 knows no limit, and the size of its answer is bounded. */
const limit = 20_000;

/**
 * The part of the HTTP API of a Prometheus that lists its data. Every request has a limit on time, on the size of
 * the response and, if the server supports it, on the number of results.
 *
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/
 */
export class PrometheusApi {
  private readonly base: URL;
  private readonly bounds: Bounds;
  private readonly token: string | undefined;

  /** @throws CannotCompare if it is no address */
  constructor(address: string, bounds: Bounds, token?: string) {
    this.base = addressOf(address);
    this.bounds = bounds;
    this.token = token;
  }

  /** Current samples. */
  async instant(query: string): Promise<InstantSample[]> {
    const { result } = await this.get("query", { query, timeout: `${this.bounds.time}ms` }, vector);
    return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  /** Samples as they were scraped, of the `seconds` before `at` (seconds since 1970). */
  async samples(selector: string, seconds: number, at: number): Promise<SampledSeries[]> {
    const parameters = { query: `${selector}[${seconds}s]`, time: String(at), timeout: `${this.bounds.time}ms` };
    return (await this.get("query", parameters, matrix, "whole")).result;
  }

  /** Values of a query at moments `step` seconds apart; both ends are moments. */
  async range(query: string, from: number, to: number, step: number): Promise<SampledSeries[]> {
    const parameters = { query, start: String(from), end: String(to), step: String(step), timeout: `${this.bounds.time}ms` };
    return (await this.get("query_range", parameters, matrix)).result;
  }

  /** What the targets say of a family. */
  async metadata(name: string): Promise<z.output<typeof metadata>[string]> {
    const found = await this.get("metadata", { metric: name, limit_per_metric: "10" }, metadata);
    return found[name] ?? [];
  }

  /** The first kind that a target says of each family. */
  async kinds(): Promise<ReadonlyMap<string, string>> {
    const found = await this.get("metadata", { limit: String(limit), limit_per_metric: "1" }, metadata);
    return new Map(Object.entries(found).flatMap(([family, [first]]) => (first ? [[family, first.type]] : [])));
  }

  async labelNames(selector: string): Promise<string[]> {
    return this.get("labels", { "match[]": selector, ...this.recently() }, texts);
  }

  async labelValues(label: string, selector?: string): Promise<string[]> {
    const match = selector === undefined ? {} : { "match[]": selector };
    return this.get(`label/${encodeURIComponent(label)}/values`, { ...match, ...this.recently() }, texts);
  }

  private recently(): Record<string, string> {
    return { start: String(Math.floor(Date.now() / 1000) - lookBack), limit: String(limit) };
  }

  /** @param demand whether an answer in part, as a front of several servers may give it, is none */
  private async get<T extends z.ZodType>(
    path: string,
    parameters: Readonly<Record<string, string>>,
    form: T,
    demand?: "whole",
  ): Promise<z.output<T>> {
    const url = new URL(this.base);
    url.pathname = `${url.pathname.replace(/\/$/, "")}/api/v1/${path}`;
    url.search = new URLSearchParams(parameters).toString();
    const { status, text, location } = await ask({ url, accept: "application/json", token: this.token, bounds: this.bounds, stay: true });
    if (location !== undefined && status >= 300 && status < 400) {
      const other = URL.canParse(location, url.href) ? shown(new URL(location, url)) : location;
      throw new CannotCompare(`${shown(url)} sends on to ${other}: name the address of the Prometheus itself`);
    }
    const answer = envelope.safeParse(jsonOf(text)).data;
    if (status !== 200 || answer?.status !== "success") {
      if (answer?.error) throw new Refused(`${shown(url)} answers ${status}: ${answer.error}`);
      // It listens before it has read its own log, which of a large one takes minutes.
      if (status === 503) throw new CannotCompare(`${shown(url)} answers 503: it is starting or overloaded, try again later`);
      throw new CannotCompare(`${shown(url)} answers ${status}, and not as a Prometheus does`);
    }
    const [warning] = answer.warnings;
    if (demand === "whole" && warning !== undefined) throw new Refused(`${shown(url)} answers in part: ${warning}`);
    const data = form.safeParse(answer.data);
    if (!data.success) throw new CannotCompare(`${shown(url)} answers in another form than a Prometheus does`);
    return data.data;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
