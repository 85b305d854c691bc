import type Fraction from "fraction.js";
import { boundOfEvents } from "../model/bad-events.ts";
import { baseUnit } from "../model/compared.ts";
import { partOf } from "../model/composite.ts";
import { type AlertCondition, leavesOf, type SingleLeaf, singleLeavesOf } from "../model/condition.ts";
import { alertGroups, labelsBy } from "../model/groups.ts";
import { isBoundary, isNative } from "../model/native-histogram.ts";
import { openHours } from "../model/open-hours.ts";
import { formatDuration } from "../model/quantity.ts";
import type { Condition, Signal } from "../model/resolved.ts";
import { isEach } from "../model/slices.ts";
import { percent } from "./burn-rate.ts";
import { matchersInWords, measured, utcInWords, wholeInWords } from "./words.ts";

/** What an alert on single series does not see, although its condition sounds as if it did; each with what would help. */
export function blindSpotsOf(when: AlertCondition): string[] {
  const each = [
    born,
    uncounted,
    unlimited,
    agedUnseen,
    unforeseen,
    uncompared,
    interpolated,
    subtracted,
    unproved,
    outsideOfHours,
    windowed,
    renewed,
  ].flatMap((unseen) => singleLeavesOf(when).flatMap(unseen));
  return [...new Set([...each, ...composed(when), ...vanished(when), ...apart(when)])];
}

/** What the shares of several say less of than each by itself. */
function composed(when: AlertCondition): string[] {
  const shares = leavesOf(when).filter((leaf) => leaf.kind === "bad-share");
  const [first] = shares;
  if (first?.signal.kind !== "composite") return [];
  const composite = first.signal;
  const lowest = shares.reduce((low, { above }) => (above.compare(low) < 0 ? above : low), first.above);
  const alone = composite.of.filter((member) => partOf(composite, member).compare(lowest) < 0);
  return [
    "what has no events in a window adds nothing: an outage that stops the events of one of them goes undetected here; an alert on too few events (`count` `below`) detects that",
    ...alone.map(
      (member) =>
        `a total outage of ${member.signal.service} (${member.signal.id}) alone is ${percent(partOf(composite, member))} of the whole, and it ` +
        `fires at ${percent(lowest)}: an SLO of its own detects it, and so does worst-of`,
    ),
  ];
}

/** What each group by itself does not show, and what hides in none of them. */
function apart(when: AlertCondition): string[] {
  const groups = alertGroups(when);
  if (!groups) return [];
  const leaves = leavesOf(when);
  const one = groups.by.join(" and ");
  const least = Math.max(0, ...leaves.map((leaf) => (leaf.kind === "bad-share" ? leaf.least : 0)));
  return [
    `a ${one} that sends nothing any more is not seen: that data is missing is asked of all together`,
    ...(leaves.some(countsUp) && leaves.some(({ signal }) => signal.from.traits.series && signal.kind !== "slices")
      ? [`the first events of a new ${one} are not counted, like those of any series that is born with them`]
      : []),
    ...(least > 0
      ? [
          `a ${one} with fewer than ${least} failures in the window is silent, whatever its share: least keeps little traffic ` +
            "quiet; failures that are spread thinly over all of them stay below it as well, and the same signal without by sees them",
        ]
      : []),
  ];
}

/**
 * A counter that begins above 0 has no increase: events that make a label value known are not counted. Whoever counts too
 * few (`below`) is not misled by it.
 */
function born(leaf: SingleLeaf): string[] {
  const rare = countsUp(leaf) && leaf.signal.from.traits.series ? rareIn(leaf.signal) : undefined;
  return rare === undefined
    ? []
    : [`the first events of a series that is born with them are not counted: the application exports 0 from the start for ${rare}`];
}

function countsUp(leaf: Condition): boolean {
  switch (leaf.kind) {
    case "bad-share":
      return true;
    case "count":
      return leaf.compare === "above";
    case "change":
      return leaf.compare === "rises" && leaf.signal.kind === "count";
    case "value":
    case "forecast":
    case "age":
    case "occurs":
    case "absent":
    case "groups":
      return false;
  }
}

/** What may have no series while all is well, in words; undefined: the whole metric is counted. */
function rareIn(signal: Signal): string | undefined {
  switch (signal.kind) {
    case "events":
      if ("filter" in signal.bad) return matchersInWords(signal.bad.filter);
      if ("allBut" in signal.bad) return `anything but ${matchersInWords(signal.bad.allBut)}`;
      return "metric" in signal.bad ? signal.bad.metric.name : undefined;
    case "count": {
      const all = signal.metric.where;
      const own = Object.entries(signal.where).filter(([label, matcher]) => JSON.stringify(all[label]) !== JSON.stringify(matcher));
      return own.length > 0 ? matchersInWords(Object.fromEntries(own)) : undefined;
    }
    case "slices":
      return "failed" in signal.measure ? matchersInWords(signal.measure.failed) : undefined;
    case "value":
    case "age":
      return undefined;
  }
  return signal satisfies never;
}

/** An evaluator knows UTC alone. */
function outsideOfHours(leaf: SingleLeaf): string[] {
  if (leaf.kind !== "count" || !leaf.during) return [];
  const { id, timeZone } = leaf.during;
  const { week, closed } = openHours(leaf.during);
  const hours = week.length > 0 ? week.map(utcInWords).join("; ") : "none";
  return [
    `it is silent outside of ${id}; in UTC, by which evaluators count, these are the hours that ${id} has at every offset of ${timeZone}: ` +
      `${hours}${closed.length > 0 ? ", without its holidays" : ""}`,
  ];
}

/** A share of nothing is none. */
function unlimited({ signal }: SingleLeaf): string[] {
  const whole =
    signal.kind === "value" ? signal.outOf : signal.kind === "slices" && "across" in signal.measure ? signal.measure.outOf : undefined;
  if (!whole) return [];
  const by = labelsBy(signal).join(" and ");
  const [of, without] = by === "" ? ["", "what has no limit"] : [` of a ${by}`, "one without a limit"];
  return [
    `where ${wholeInWords(whole)}${of} is 0 or has no series, there is no value: ${without} goes undetected, however much it uses; an alert on ${signal.metric.name} itself detects that`,
  ];
}

/** What is no slice is neither good nor bad. */
function uncounted({ kind, signal }: SingleLeaf): string[] {
  if (kind !== "bad-share" || signal.kind !== "slices") return [];
  if (isEach(signal)) {
    return [
      `a series that is gone is not counted: a target that is no longer scraped has none, and the share is of those that are left; an alert on how many there are, such as a sum \`below\` the number that is expected, detects that`,
    ];
  }
  if (!("failed" in signal.measure)) return [];
  const { least } = signal.measure;
  const minute =
    least > 1
      ? `a minute with fewer than ${least} events is not counted: what fails in it, and an outage that stops the events,`
      : "a minute without events is not counted: an outage that stops the events";
  return [`${minute} goes undetected; a probe, or an alert on too few events (\`count\` \`below\`), detects that`];
}

/** What an age does not tell: who is not there has none. */
function agedUnseen(leaf: SingleLeaf): string[] {
  if (leaf.kind !== "age") return [];
  const { by, metric } = leaf.signal;
  const age = formatDuration(leaf.olderThan);
  const one = by.join(" and ");
  return [
    ...(by.length > 0
      ? [
          `a ${one} that never reported, or whose series are gone, has no age: a signal of its own (\`where\`) with \`missing: fire\` sees ` +
            "each that must be there",
        ]
      : []),
    ...(metric.kind === "counter"
      ? [
          `for ${age} after the first sample of its series, or where the source had none ${age} ago, it does not fire`,
          "a series that appears with a count above 0 is taken for a success: a counter that outlives its process hides a failure each time it moves",
        ]
      : ["a moment in the future is never too old: a clock that is ahead hides a failure"]),
  ];
}

/** Of a native histogram the events in the bucket that holds the bound are shared out by a curve, and not counted. */
function interpolated({ kind, signal }: SingleLeaf): string[] {
  if (kind !== "bad-share" || !isNative(signal.metric)) return [];
  return boundsOf(signal)
    .filter((bound) => !isBoundary(bound))
    .map(
      (bound) =>
        `${measured(bound, signal.metric)} is inside of a bucket of the native histogram ${signal.metric.name}, whose events are shared out by ` +
        "interpolation: the bucket is 9% wide at schema 3, 4.4% at 4, 19% at 2, 100% at 0 and 0.3% at 8; a power of two of the unit is a boundary, and exact",
    );
}

/** Of two counters that are subtracted nothing says that both count the same events. */
function subtracted({ kind, signal }: SingleLeaf): string[] {
  if (kind !== "bad-share" || signal.kind !== "events" || !("good" in signal.bad)) return [];
  const [good, total] = [signal.bad.good.name, signal.metric.name];
  return [
    `what ${good} counts and ${total} does not, such as a second try, hides as many failures: both count the same events, in the same minute`,
  ];
}

/** What is written in the source's own language is not predicted. */
function unproved({ kind, signal }: SingleLeaf): string[] {
  if (kind === "absent" || (signal.kind !== "value" && signal.kind !== "events") || !signal.raw) return [];
  return [`a raw query: what it never sees is known to nobody but its author (${signal.raw.why}); nothing of it is proved`];
}

/** What a window of each series hides. */
function windowed({ kind, signal }: SingleLeaf): string[] {
  if (kind !== "value" || signal.kind !== "value" || !signal.window) return [];
  const { over, take } = signal.window;
  if (take === "changes")
    return [
      `a change and back between two scrapes (${formatDuration(signal.from.scrape)}) is not counted, nor one by which a series begins or ends`,
    ];
  return take === "avg" ? [`a value beyond the bound that is short against ${formatDuration(over)} disappears in the average`] : [];
}

/** What the first of a month or quarter makes be forgotten. */
function renewed(leaf: Condition): string[] {
  if (leaf.kind !== "bad-share" || !leaf.calendar) return [];
  return [
    `failures before and after the first of a ${leaf.calendar} (midnight UTC) are not counted together; the alerts on burn rates detect them`,
    `how many events the whole ${leaf.calendar} has is known when it is over: until then, its hours so far stand for all of it`,
  ];
}

/** The bounds by which events or minutes are bad. */
function boundsOf(signal: Signal): Fraction[] {
  if (signal.kind === "events") return [boundOfEvents(signal)].filter((bound) => bound !== undefined);
  if (signal.kind !== "slices") return [];
  return [signal.good.under, signal.good.over].filter((bound) => bound !== undefined);
}

/** What a trend does not tell. */
function unforeseen(leaf: SingleLeaf): string[] {
  if (leaf.kind !== "forecast") return [];
  const from = formatDuration(leaf.from);
  return [
    `a jump is no trend of ${from}: what passes the threshold at once is detected when it has, and not before`,
    `in a saw tooth (rotated logs, a cache) ${from} has to hold several teeth: else each of them looks like a trend, and hides the one below it`,
    ...(leaf.signal.outOf ? [`${leaf.signal.outOf.metric.name} has no trend: it is taken as it is now`] : []),
  ];
}

/** What a comparison with an earlier time does not tell. */
function uncompared(leaf: SingleLeaf): string[] {
  if (leaf.kind !== "change") return [];
  const [against, least] = [formatDuration(leaf.against), measured(leaf.least, { unit: baseUnit(leaf.signal) })];
  return [
    `what was as bad ${against} before is no change, and goes undetected; after a public holiday all is a rise, and on one a fall`,
    `without data of ${against} before, as in the first ${against}, and where those were below ${least}, it does not fire`,
  ];
}

/** `absent` has no answer while one series is left, whatever the values are distinguished by. */
function vanished(when: AlertCondition): string[] {
  if (when.kind !== "or-absent" || when.of.kind !== "value" || !when.of.signal.from.traits.series) return [];
  const { by, metric } = when.of.signal;
  return [
    `without data it fires when every series of ${metric.name} is gone; of several${by.length > 0 ? ` (by ${by.join(", ")})` : ""} one may vanish ` +
      "unseen: an alert on how many there are, such as a sum `below` the number that is expected, sees that",
  ];
}
