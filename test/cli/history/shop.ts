import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type History, type HistoryOptions, readHistory } from "../../../cli/history/read.ts";
import type { Signal } from "../../../model/resolved.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

/** The signals of the small base catalog. */
export const signals: readonly Signal[] = resolvedCatalog("test/model/base/catalog").systems.flatMap(({ services }) =>
  services.flatMap((service) => service.signals),
);

export function signal(id: string): Signal {
  const found = signals.find((one) => one.id === id);
  if (!found) throw new Error(`no signal ${id}`);
  return found;
}

/** Monday, whole day. */
export const begin = Date.parse("2026-06-01T00:00:00Z") / 1000;
export const now = begin + 86_400;

export type Labels = Readonly<Record<string, string>>;
export const ok = { env: "prod", service: "api", method: "GET", status: "200" };
export const failed = { ...ok, status: "503" };

/** Seconds since `begin`, and the value. */
export type Sample = readonly [since: number, value: number];

export interface TestSeries {
  readonly name: string;
  readonly labels: Labels;
  readonly samples: readonly Sample[];
}

/** A counter that grows evenly, scraped every 15 s. */
export function counter(labels: Labels, perScrape: number, minutes = 120, name = "http_requests_total"): TestSeries {
  return {
    name,
    labels,
    samples: Array.from({ length: minutes * 4 + 1 }, (_, scrape) => [scrape * 15, 1000 + scrape * perScrape] as const),
  };
}

export function notation(name: string, labels: Labels): string {
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(",")}}`;
}

export function openMetrics(series: readonly TestSeries[]): string {
  const lines = series.flatMap(({ name, labels, samples }) =>
    samples.map(([since, value]) => `${notation(name, labels)} ${value} ${begin + since}\n`),
  );
  return `${lines.join("")}# EOF\n`;
}

/** A table of series that are scraped together. */
export function csv(series: readonly TestSeries[]): string {
  const head = series.map(({ name, labels }) => `"${notation(name, labels).replaceAll('"', '""')}"`).join(",");
  const times = [...new Set(series.flatMap(({ samples }) => samples.map(([since]) => since)))].sort((one, other) => one - other);
  const values = series.map(({ samples }) => new Map(samples));
  return `time,${head}\n${times.map((since) => `${begin + since},${values.map((of) => of.get(since) ?? "").join(",")}\n`).join("")}`;
}

/** Where the histories of a test file lie. Files of one worker share this module, so each ends with `afterAll(removeHistories)`. */
export const folder = mkdtempSync(join(tmpdir(), "history-"));
export const removeHistories = (): void => rmSync(folder, { recursive: true, force: true });

export function written(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, content);
  return file;
}

export function read(source: string, options: Partial<HistoryOptions> = {}): Promise<History> {
  return readHistory({ source, signals: [signal("success")], now, ...options });
}

/** Events of a signal in the minutes of what was recorded: all, and the bad ones. */
export function minutesOf({ recorded }: History, of: Signal): { readonly total: number[]; readonly bad: number[] } {
  const { total, bad } = recorded.increments(of);
  const length = (recorded.span.to - recorded.span.from) / 60;
  const each = (column: typeof total | undefined) =>
    Array.from({ length }, (_, minute) => (column?.has(minute, minute + 1) ? column.quick(minute, minute + 1) : Number.NaN));
  return { total: each(total), bad: each(bad) };
}
