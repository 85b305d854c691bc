import { createHash } from "node:crypto";

/** A request as an application would trace it: a span that answers, and one inside of it that works. */
export interface Request {
  readonly path: string;
  /** milliseconds; 20 unless said */
  readonly takes?: number;
  /** 200 unless said */
  readonly status?: number;
  /** the inner span has the status ERROR */
  readonly fails?: boolean;
}

/** A request with the id of its trace, which is the same in each run: what a share of all is does not vary. */
export interface Traced extends Request {
  readonly traceId: string;
}

export const traced = (requests: readonly Request[]): Traced[] =>
  requests.map((request, i) => ({ ...request, traceId: hex(`trace ${i}`, 32) }));

const hex = (text: string, digits: number): string => createHash("sha256").update(text).digest("hex").slice(0, digits);

export type SpanName = "answer" | "work" | "late";

/** When every request was answered: spans of one trace are sent one after the other, and are of the same time. */
const now = Date.now();

/** Body of `POST /v1/traces` (OTLP/HTTP, JSON) with one span of each of these traces. */
export function spansOf(name: SpanName, requests: readonly Traced[]) {
  const spans = requests.map(({ traceId, path, takes = 20, status = 200, fails = false }) => ({
    traceId,
    spanId: hex(`${traceId} ${name}`, 16),
    ...(name === "answer" ? {} : { parentSpanId: hex(`${traceId} answer`, 16) }),
    name,
    kind: name === "answer" ? 2 : 1,
    // The inner span is short even where its request is slow: neither is slow by itself.
    startTimeUnixNano: `${now - takes}000000`,
    endTimeUnixNano: `${name === "answer" ? now : now - takes + 5}000000`,
    attributes:
      name === "answer"
        ? [
            { key: "http.target", value: { stringValue: path } },
            { key: "http.status_code", value: { intValue: String(status) } },
          ]
        : [],
    status: name === "work" && fails ? { code: 2 } : {},
  }));
  const attributes = [{ key: "deployment.environment.name", value: { stringValue: "on a laptop" } }];
  return { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: "hasteCRM" }, spans }] }] };
}
