const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock shows in a zone, as `2026-01-12 03:00:00`. Making a format takes longer than a hundred uses of it. */
export function localTime(zone: string, instant: number): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  formats.set(zone, format);
  return format.format(instant);
}
