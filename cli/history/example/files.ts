import { bounds, marked, traffic } from "./traffic.ts";

/** The example begins here; it is long over, so that no sample of it is ever in the future. */
export const begin = Date.parse("2026-06-01T00:00:00Z") / 1000;

const where = { env: "prod", service: "api", instance: "api-1" };
const paths = [
  { method: "GET", endpoint: "/api/contacts", good: "200" },
  { method: "POST", endpoint: "/api/contacts", good: "201" },
] as const;

function series(name: string, labels: Readonly<Record<string, string>>): string {
  const text = Object.entries({ ...where, ...labels }).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${text.join(",")}}`;
}

/** The column names, each a series in the notation of Prometheus. */
function columns(): string[] {
  const requests = paths.flatMap(({ method, endpoint, good }) =>
    [good, "404", "500"].map((status) => series("http_requests_total", { method, endpoint, status })),
  );
  const { method, endpoint, good } = paths[0];
  const timed = { method, endpoint, status: good };
  const buckets = [...bounds.map(String), "+Inf"].map((le) => series("http_request_duration_seconds_bucket", { ...timed, le }));
  const rest = ["count", "sum"].map((part) => series(`http_request_duration_seconds_${part}`, timed));
  return [...requests, ...buckets, ...rest, series("up", { job: "api" })];
}

/** The history as a table, a row a scrape. */
export function* historyRows(): Generator<string> {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  yield `time,${columns().map(quote).join(",")}\n`;
  let counters: number[] = [];
  for (const { at, requests, within, answered, seconds, restarted } of traffic(begin)) {
    const more = [...requests.flatMap(({ good, notFound, failed }) => [good, notFound, failed]), ...within, answered, answered, seconds];
    counters = more.map((events, index) => events + (restarted ? 0 : (counters[index] ?? 0)));
    const cells = counters.map((value, index) => (index === counters.length - 1 ? value.toFixed(2) : String(value)));
    yield `${at},${cells.join(",")},1\n`;
  }
}

/** What people noticed, as `incidents.yaml`. */
export function incidentsText(): string {
  const time = (hours: number) => new Date((begin + Math.round(hours * 60) * 60) * 1000).toISOString().replace(":00.000Z", "Z");
  const entries = marked.flatMap(({ id, title, from, to }) => [
    `  ${id}:`,
    `    title: ${JSON.stringify(title)}`,
    `    from: ${time(from)}`,
    `    to: ${time(to)}`,
    "    services: [hastecrm/api]",
  ]);
  return ["incidents:", ...entries, ""].join("\n");
}
