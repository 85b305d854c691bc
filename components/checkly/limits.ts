/*
 * What the provider validates (checkly/checkly 1.5.0, which @checkly/pulumi 1.0.0 bridges: `resource_check.go`,
 * `resource_alert_channel.go`), and what the API's reference says. Times in seconds.
 */

/** Shortest to longest time between two questions: three high frequencies, then whole minutes. */
export const frequencies: readonly number[] = [10, 20, 30, 60, 300, 600, 900, 1800, 3600, 43_200, 86_400];

/** How long an answer may take at most. */
export const longestAnswer = 30;

/** How long a check may fail before Checkly notifies, where it counts time. */
export const failingTimes: readonly number[] = [300, 600, 900, 1800];

/** Failed runs in a row before Checkly notifies, where it counts runs. */
export const mostRuns = 5;

/** Days before its end at which a certificate can be notified of. */
export const notice = { least: 1, most: 30 } as const;

export const minute = 60;
export const day = 86_400;
