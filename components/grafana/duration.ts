import { formatSpan } from "../../model/quantity.ts";

/** Seconds as Go prints a duration: `5m0s`, `1h0m0s`, `30s`. Grafana answers in this form, so that a second preview is empty. */
export function goDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${seconds % 60}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}

/** The seconds of a duration that {@link goDuration} prints. */
export function secondsOf(duration: string): number {
  const units = { h: 3600, m: 60, s: 1 } as const;
  return [...duration.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  );
}

/** Seconds as Prometheus prints a duration: `1m`, `1m30s`, `1d`. Grafana answers intervals of its newer APIs in this form. */
export function prometheusDuration(seconds: number): string {
  return formatSpan(seconds).replaceAll(" ", "");
}
