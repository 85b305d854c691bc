import { z } from "zod";
import { delay, lookback, provenance, ref, share, window } from "./text.ts";

/** `share` of the window's budget, spent within `in`, is worth this severity. */
export const tier = z.strictObject({ share, in: lookback });

/** How the budget of an SLO is watched. The shares belong to `window`; burn factors are computed, never written. */
export const policy = z.strictObject({
  window: window.describe("rolling, or `month` or `quarter`: since the first of it, at midnight UTC"),
  page: z.array(tier).min(1),
  ticket: z.array(tier).min(1),
  "page-severity": ref("severity"),
  "ticket-severity": ref("severity"),
  "least-bad-events": z
    .int()
    .min(1)
    .describe("minimum number of bad events in the long window before the alert fires; independent of total traffic"),
  "least-bad-minutes": z
    .int()
    .min(2)
    .optional()
    .describe(
      "minutes with a failure in the long window from which a page fires with fewer than `least-bad-events`, if chance does not explain them; absent: the events alone decide",
    ),
  absence: delay.default("10m").describe("how long a series may be missing before it raises a ticket"),
  "no-traffic": delay
    .optional()
    .describe(
      "raises a ticket where an SLI with `minimum-traffic` has counted no event for so long, or longer where that can be chance; absent: none",
    ),
  ...provenance,
});
