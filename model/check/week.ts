/** Times of the week, in minutes since Monday 00:00, local time of a schedule. */
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const minutesOfDay = 1440;

interface Hours {
  readonly days: readonly (typeof days)[number][];
  readonly from: string;
  readonly to: string;
}

function minuteOfDay(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

export function isInverted({ from, to }: { readonly from: string; readonly to: string }): boolean {
  return minuteOfDay(from) >= minuteOfDay(to);
}

/** First minute that no layer covers, and first that two cover. A layer without hours covers the week. */
export function coverageOf(layers: readonly (Hours | undefined)[]): { readonly gap?: number; readonly overlap?: number } {
  const covered = new Uint8Array(days.length * minutesOfDay);
  for (const hours of layers)
    for (const [index, day] of days.entries()) {
      if (hours && !hours.days.includes(day)) continue;
      const from = index * minutesOfDay + (hours ? minuteOfDay(hours.from) : 0);
      const to = index * minutesOfDay + (hours ? minuteOfDay(hours.to) : minutesOfDay);
      for (let minute = from; minute < to; minute++) covered[minute] = Math.min(2, (covered[minute] ?? 0) + 1);
    }
  const gap = covered.indexOf(0);
  const overlap = covered.indexOf(2);
  return { ...(gap === -1 ? {} : { gap }), ...(overlap === -1 ? {} : { overlap }) };
}

/** A minute of the week as `tue 09:30`. */
export function timeOfWeek(minute: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const ofDay = minute % minutesOfDay;
  return `${days[Math.floor(minute / minutesOfDay)]} ${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}

/** Whether a text in the form YYYY-MM-DD is a day of the calendar: not the 30th of February. */
export function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}

/** Whether a name is one of the IANA data base, in its own spelling; vendors take neither offsets nor another case. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    return known === name || known.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
