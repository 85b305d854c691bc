/** Figures of the vendor; their sources are in README.md. */

/** Metric filters of one log group. */
export const mostFilters = 100;

/** Length of a composite's rule in characters, and alarms that it may name. */
export const longestRule = 10_240;
export const mostParts = 100;

/** Longest name, in characters, that an alarm, a filter and a topic all take. */
export const longestName = 255;

/** Longest description of an alarm, in characters. */
export const longestDescription = 1024;

/** Periods are multiples of this many seconds: lines are counted by the minute. */
export const raster = 60;
