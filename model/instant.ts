const dateTime = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * An instant that a person wrote, as RFC 3339 has it: a date, a time and a time zone.
 *
 * @returns milliseconds since 1970 in UTC, or what is wrong with the text, to be put behind it
 */
export function instantIn(written: string): number | string {
  const [, date, hour, , , zone] = dateTime.exec(written) ?? [];
  if (date === undefined) return "no date and time such as 2026-01-12T03:00:00Z";
  if (zone === undefined) return "has no time zone; write Z for UTC, or an offset such as +01:00";
  const instant = Date.parse(written);
  const day = new Date(`${date}T00:00:00Z`);
  const isDay = !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(date);
  return Number.isNaN(instant) || !isDay || hour === "24" ? "there is no such day or time" : instant;
}
