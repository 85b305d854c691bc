/** What happened in one minute: whole events, of which some were bad. */
export interface Minute {
  readonly total: number;
  readonly bad: number;
}

/** Minute after minute of one service, from the beginning of the simulated time. */
export type Trace = readonly Minute[];

/** `length` minutes that are all alike. */
export function steady(length: number, total: number, bad = 0): Trace {
  return Array.from({ length }, () => ({ total, bad }));
}

/** Bad minutes that come and go: `on` minutes with `bad` events, then `off` without, again and again. */
export function flapping(length: number, total: number, bad: number, on: number, off: number): Trace {
  return Array.from({ length }, (_, minute) => ({ total, bad: minute % (on + off) < on ? bad : 0 }));
}

/** A leak: one bad event more every `every` minutes. */
export function leak(length: number, total: number, every: number): Trace {
  return Array.from({ length }, (_, minute) => ({ total, bad: Math.min(total, Math.floor(minute / every)) }));
}

/** Day and night: traffic follows a sine between `low` and `high` over 24 hours; `share` of it is bad, carried over to whole events. */
export function daily(length: number, low: number, high: number, share = 0): Trace {
  const traffic = Array.from({ length }, (_, minute) =>
    Math.round(low + ((high - low) * (1 - Math.cos((2 * Math.PI * minute) / 1440))) / 2),
  );
  return withFailures(traffic, () => share);
}

/** Some of each minute's events fail: whole ones, what is left over is carried to the next minute. */
export function withFailures(traffic: readonly number[], share: (minute: number) => number): Trace {
  let owed = 0;
  return traffic.map((total, minute) => {
    owed += total * share(minute);
    const bad = Math.min(total, Math.floor(owed));
    owed -= bad;
    return { total, bad };
  });
}

/** One trace after another. */
export function following(...traces: readonly Trace[]): Trace {
  return traces.flat();
}

/** Events counted in the last `length` minutes before the end of minute `end` (the first minute ends at 1). */
export interface Count {
  readonly total: number;
  readonly bad: number;
}

/** Counts of any window of a trace, by running sums. */
export function counter(trace: Trace): (end: number, length: number) => Count {
  const totals = [0];
  const bads = [0];
  for (const { total, bad } of trace) {
    totals.push((totals.at(-1) ?? 0) + total);
    bads.push((bads.at(-1) ?? 0) + bad);
  }
  const between = (sums: readonly number[], from: number, to: number) => (sums[to] ?? 0) - (sums[from] ?? 0);
  return (end, length) => {
    const from = Math.max(0, end - length);
    return { total: between(totals, from, end), bad: between(bads, from, end) };
  };
}
