import { z } from "zod";
import { addressOf, ask, type Bounds, CannotCompare, shown } from "./body.ts";

/** A sample of an instant query. */
interface InstantSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const envelope = z.object({ status: z.string(), error: z.string().optional(), data: z.unknown().optional() });
const vector = z.object({
  resultType: z.literal("vector"),
  result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
});
const metadata = z.record(z.string(), z.array(z.object({ type: z.string(), unit: z.string().default("") })));
const texts = z.array(z.string());

/** Label names and values are looked for in series of the last hour (seconds), queries see the last five minutes. */
const lookBack = 3600;
/** Most names or values that are asked for at once; a Prometheus before 2.54 knows no limit, and the size of its answer is bounded. */
const limit = 20_000;

/**
 * The part of the HTTP API of a Prometheus that tells what it holds. Every question has a bound in time, in the size of
 * its answer and, where the server knows it, in their number.
 *
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/
 */
export class PrometheusApi {
  private readonly base: URL;
  private readonly bounds: Bounds;
  private readonly token: string | undefined;

  /** @throws CannotCompare where it is no address */
  constructor(address: string, bounds: Bounds, token?: string) {
    this.base = addressOf(address);
    this.bounds = bounds;
    this.token = token;
  }

  /** Samples of now. */
  async instant(query: string): Promise<InstantSample[]> {
    const { result } = await this.get("query", { query, timeout: `${this.bounds.time}ms` }, vector);
    return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
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

  private async get<T extends z.ZodType>(path: string, parameters: Readonly<Record<string, string>>, form: T): Promise<z.output<T>> {
    const url = new URL(this.base);
    url.pathname = `${url.pathname.replace(/\/$/, "")}/api/v1/${path}`;
    url.search = new URLSearchParams(parameters).toString();
    const { status, text } = await ask({ url, accept: "application/json", token: this.token, bounds: this.bounds });
    const answer = envelope.safeParse(jsonOf(text)).data;
    if (status !== 200 || answer?.status !== "success")
      throw new CannotCompare(`${shown(url)} answers ${status}${answer?.error ? `: ${answer.error}` : ", and not as a Prometheus does"}`);
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
