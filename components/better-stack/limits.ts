/** Seconds after which a request to a website may be given up (provider, `resource_monitor.go`; other kinds have other lists). */
export const timeouts: readonly number[] = [2, 3, 5, 10, 15, 30, 45, 60];

/** Days before its end at which a certificate can be reported (provider, `resource_monitor.go`). */
export const expiryDays: readonly number[] = [1, 2, 3, 7, 14, 30, 60];

/** Shortest time between two questions, in seconds, that the vendor's pages name ("Confirmation and recovery period"). */
export const fastest = 30;

/** Shortest period of a heartbeat, in seconds (API, "Create a heartbeat"). */
export const shortestPeriod = 30;

/** The largest legal value below, and the smallest above, as far as there are some. */
export function nearestLegal(wanted: number, legal: readonly number[]): number[] {
  const below = legal.filter((value) => value < wanted).at(-1);
  const above = legal.find((value) => value > wanted);
  return [below, above].filter((value) => value !== undefined);
}
