/** An instant (seconds since 1970) for people: to the minute, or to the second where it says more. */
export function timeText(seconds: number): string {
  const iso = new Date(Math.round(seconds) * 1000).toISOString();
  return `${Math.round(seconds) % 60 === 0 ? iso.slice(0, 16) : iso.slice(0, 19)}Z`;
}

/** A length of time (seconds) for people: `29 d 23 h`, `20 min`, `90 s`. What is small beside the largest part is left out. */
export function lengthText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor((minutes % 1440) / 60), "h"],
    [minutes % 60, "min"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

/** A figure of a rate, to one decimal: `0.7`, `12`. */
export function rateText(rate: number): string {
  return rate >= 9.95 ? rate.toFixed(0) : String(Math.round(rate * 10) / 10);
}

/** `7 -> 3`; one of the two where they are the same. */
export function becomes(before: string, after: string): string {
  return before === after ? after : `${before} -> ${after}`;
}
