const minute = 60_000;
const day = 24 * 60 * minute;

/** Clocks change at a quarter of an hour, wherever they change. */
const quarter = 15 * minute;
const known = new Map<string, Map<number, number>>();

/**
 * Offset of `zone` from UTC at an instant, in milliseconds: +3,600,000 for Berlin in winter.
 *
 * @throws RangeError when the zone does not exist
 */
export function offsetAt(zone: string, instant: number): number {
  const key = Math.floor(instant / quarter);
  const read = known.get(zone)?.get(key);
  if (read !== undefined) return read;
  const offset = readOffset(zone, key * quarter);
  known.set(zone, (known.get(zone) ?? new Map<number, number>()).set(key, offset));
  return offset;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function readOffset(zone: string, instant: number): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  formats.set(zone, format);
  const parts = format.formatToParts(instant);
  const written = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  // Before standard time a town had its own, to the second: GMT+05:21:10 in Kolkata, and in Monrovia until 1972.
  const match = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(written);
  if (!match) throw new Error(`the offset ${JSON.stringify(written)} of ${zone} cannot be read`);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = match;
  return (sign === "-" ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/**
 * The instant at which the clock of `zone` shows `clock` (milliseconds, written as if it were UTC). A time that the clocks skip moves
 * forward by the gap; of a time that they repeat the first one is meant.
 *
 * @throws RangeError when the zone or the date does not exist
 */
export function instantOf(clock: number, zone: string): number {
  const [before, after] = [offsetAt(zone, clock - day), offsetAt(zone, clock + day)];
  // Nearly always: the clocks change on few days, and whole schedules are read.
  if (before === after) return clock - before;
  const instants = [before, after].filter((offset) => offsetAt(zone, clock - offset) === offset).map((offset) => clock - offset);
  return instants.length > 0 ? Math.min(...instants) : clock - before;
}

/**
 * A local date and time as RFC 3339 with the offset that `zone` has at that moment, in whole minutes; see {@link instantOf}.
 *
 * @param local `YYYY-MM-DDTHH:MM:SS`
 * @param zone IANA name
 * @throws RangeError when the zone or the date does not exist
 */
export function zonedTime(local: string, zone: string): string {
  const instant = instantOf(Date.parse(`${local}Z`), zone);
  // RFC 3339 has no seconds in an offset; the instant is the same with whole minutes.
  const offset = Math.trunc(offsetAt(zone, instant) / minute) * minute;
  return new Date(instant + offset).toISOString().slice(0, 19) + writeOffset(offset);
}

/** `+01:00` of an offset in milliseconds. */
export function writeOffset(offset: number): string {
  const minutes = Math.floor(Math.abs(offset) / minute);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
