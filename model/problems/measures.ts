import { type Explained, error, warning } from "./explained.ts";

/** Codes about metrics, signals, objectives and alerts. */
export const measures = {
  // metrics and signals
  "metric-contradiction": error(
    "One series, two contracts",
    "A series has one kind and one unit.",
    "declare the same kind and unit everywhere",
  ),
  "raw-query": error(
    "Raw query not taken",
    "A raw query is one expression of the source's language that returns series. It selects series of the metrics in `reads` alone, each of them, by their names; the matchers of environment and service are added to it.",
    "write one expression without comments, name every metric in reads, and leave the environment out",
  ),
  "buckets-not-ascending": error("Bounds not ascending", "Histogram bounds must be unique and ascending.", "sort them"),
  "range-inverted": error("Range inverted", "The minimum must be below the maximum.", "swap them"),
  "wrong-metric-kind": error(
    "Wrong metric kind",
    "A counter, a gauge and a histogram answer different questions.",
    "name a metric of the expected kind",
  ),
  "wrong-signal-kind": error(
    "Wrong signal kind",
    "The signal does not have what the condition or objective measures.",
    "name a signal of the expected kind",
  ),
  "unit-mismatch": error("Unit mismatch", "The threshold and the series have different units.", "write it in the unit of the metric"),
  "unresolvable-bound": error(
    "No bucket at the bound",
    "A histogram can only be queried at its bounds.",
    "use one of its bounds, or add a bucket in the application",
  ),
  "label-matched-twice": error("Label matched twice", "One of the two matchers would replace the other.", "match the label only once"),
  "invalid-label-name": error(
    "Invalid label name",
    "A query with this name is rejected, and with it every other rule in the file.",
    "write the label as it appears in the source",
  ),
  "label-taken": error(
    "Label already set",
    "One value would overwrite the other: series would merge, or none would match.",
    "use another label",
  ),
  "reads-like-pattern": warning(
    "Text looks like a pattern",
    "Text is matched literally: a regular expression selects nothing, and the alert never fires.",
    "write the values, { starts-with: text } or { matches: pattern }",
  ),
  "invalid-pattern": error(
    "Invalid regular expression",
    "A query with it is rejected, and with it every other rule in the file.",
    "write an RE2 pattern of the whole value, such as 5..|429; it has no look-around and no back reference",
  ),
  "pattern-in-disguise": warning(
    "Regular expression that is a list, a prefix or any value",
    "The simpler form is easier to read, works in every query dialect, and can be compared in a review.",
    "write the simpler form",
  ),
  "selects-nothing": error(
    "Matcher that selects nothing",
    "No value fits, so the query finds no series and the alert never fires.",
    "take out what excludes the rest",
  ),
  "group-limit": error(
    "by and at-most belong together",
    "Each group is a series of every recording and an alert of its own: without a limit, a label with a value for each request would exhaust the evaluator.",
    "write both by and at-most, or neither",
  ),
  "grouped-by-matched": error(
    "Grouped by a matched label",
    "A label at one value makes a single group; a label of the bad events makes groups that are all good or all bad.",
    "group by another label, or remove the matcher",
  ),
  "empty-filter": error("Empty filter", "A filter without labels counts every event as bad.", "add the labels that make an event bad"),
  "kind-not-in-source": error(
    "Metric kind not supported by the source",
    "Each kind of source supports certain kinds of metric: some have no histograms; log lines and errors can only be counted.",
    "declare the metric as a kind that the source supports, or name another source in `from`",
  ),
  "invalid-metric-name": error(
    "Metric name not valid in the source",
    "The source never has a name in this format.",
    "write the name as it appears in the source",
  ),
  "signal-across-sources": error(
    "Signal across sources",
    "One vendor evaluates a signal and cannot query another source.",
    "measure bad and total events in one source",
  ),
  "composite-member": error(
    "Member that cannot be composed",
    "A composite is made of single bad shares, each of them once: its figure is the highest of them, or their weighted sum.",
    "name other events or slices signals, without groups",
  ),
  "unused-signal": warning("Unused signal", "No SLO, alert or panel uses it.", "use it or remove it"),
  "unused-profile": warning("Unused profile", "No service has it under `use`, so it monitors nothing.", "use it or remove its file"),
  "unused-parameter": warning("Unused parameter", "No entry of the profile has it as a value.", "use it as $name, or remove it"),

  // objectives and alerts
  "target-of-100": error("Target of 100 %", "There is no error budget, so there is no burn rate.", "choose a target below 100 %"),
  "floor-above-target": error("Floor not below the target", "The floor must be below the target to add anything.", "lower the floor"),
  "tier-cannot-apply": error(
    "Tier that cannot apply",
    "A tier needs a burn factor of at least 1 and a long window of at most a quarter of the SLO's window.",
    "change the share, the time or the window",
  ),
  "quiet-traffic-missing": error(
    "Minimum traffic missing",
    "Detection in quiet hours depends on the number of events.",
    "write minimum-traffic, the events in the quietest hour, for example 40/h",
  ),
  "traffic-hours-unused": warning(
    "Traffic by hours without effect",
    "`during` decides how long a ticket on missing traffic waits within the hours of a calendar, and nothing else.",
    "write no-traffic in the policy, or the rate of every hour alone: minimum-traffic: 40/h",
  ),
  // No error: SLOs alone are a valid start, and only people know whether their numbers stop in an outage.
  "outage-unseen": warning(
    "Blind spot: a total outage",
    "Metrics stop when their sender fails, and missing data alone only files a ticket.",
    "add an alert that pages without data: a probe, or `missing: fire` on a metric that shows that the service is up",
  ),
  "probe-missing": error(
    "Probe missing",
    "In the quietest hour, even a total outage has too few failures to page in time.",
    "add an alert on a value with `missing: fire` and a paging severity, or generate more traffic",
  ),
  "quiet-without-why": error(
    "Missing data ignored without a reason",
    "Silently missing data hide outages.",
    "give the reason in `why`, or choose absence or fire",
  ),
  "window-unmeasurable": error(
    "Window cannot be measured",
    "A window needs whole minutes (above three days, whole hours), and at least two minutes, four scrapes and two evaluations.",
    "choose a longer window",
  ),
  "scrape-too-slow": error(
    "Scraped too rarely",
    "Samples go stale after five minutes: one missed scrape would look like an outage, and with longer intervals no alert holds long enough to fire.",
    "scrape at least every 2m; a value that rarely changes costs next to nothing",
  ),
  "detected-too-late": error(
    "Detected too late",
    "A notification a month after the failure is useless.",
    "choose a shorter window or a shorter `for`",
  ),
  "window-beyond-evaluator": error(
    "Window beyond the evaluator",
    "The vendor that evaluates the source does not support this window.",
    "choose a window that it supports",
  ),
  "forecast-too-late": error(
    "Forecast after the fact",
    "`now` holds only where the threshold itself is already passed, so that nothing is foreseen.",
    "write `now` before the threshold, such as below: 0%, now: 20%; or leave it out",
  ),
  "change-without-base": error(
    "Nothing to change from",
    "Of nothing, or of a few events, any number is a large change.",
    "write in `least` what the earlier time must have had, above 0, and a whole number of events",
  ),
  "occurs-elsewhere": error(
    "Source does not group events",
    "Only a source that groups events by cause can tell new, reappeared and regressed issues.",
    "count them: `count: { above: 0, over: 5m }`",
  ),
  "cannot-fire": error("Can never fire", "No data within the contract can meet the condition.", "change the threshold or the contract"),
  "always-fires": error("Always fires", "All data within the contract meet the condition.", "change the threshold or the contract"),
} as const satisfies Record<string, Explained>;
