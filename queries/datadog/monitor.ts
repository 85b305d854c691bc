import { single } from "../../model/composite.ts";
import { labelsBy } from "../../model/groups.ts";
import { decimal, formatDuration } from "../../model/quantity.ts";
import type { Condition, Signal, SourceOf } from "../../model/resolved.ts";
import { gaugeQueries } from "./gauge.ts";
import { Inexpressible } from "./inexpressible.ts";
import { badCount, eventsOf, totalCount } from "./series.ts";
import { filter } from "./tag.ts";
import { lastWindow } from "./window.ts";

/** What a metric monitor asks, and its threshold, which the API wants in both places and equal. */
export interface MonitorQuery {
  readonly query: string;
  readonly critical: string;
}

type Of<Kind extends Condition["kind"]> = Extract<Condition, { kind: Kind }>;

/** A monitor evaluates once a minute; nothing shorter can be asked. */
const shortestWindow = 60;

function compared(left: string, sign: ">" | ">=" | "<", right: string): MonitorQuery {
  return { query: `${left} ${sign} ${right}`, critical: right };
}

const sign = ({ compare }: { compare: "above" | "below" }): ">" | "<" => (compare === "above" ? ">" : "<");

/**
 * A condition of the catalog as the query of one metric monitor.
 *
 * @param held seconds for which it must hold
 * @throws Inexpressible if one metric monitor cannot say it
 */
export function monitorQuery(when: Condition, held: number): MonitorQuery {
  switch (when.kind) {
    case "bad-share":
      return shareQuery(unheld(when, held));
    case "value":
      return valueQuery(when, held);
    case "forecast":
      throw new Inexpressible(
        `Datadog forecasts by a model of its own and not by the trend of ${formatDuration(when.from)}; write the value with ${when.compare}`,
      );
    case "change":
      throw new Inexpressible(
        "a monitor of Datadog does not ask how much there was before; write a count or value with below or above what is usual",
      );
    case "age":
      throw new Inexpressible(ageWay(when));
    case "count":
      return countQuery(unheld(when, held));
    case "absent":
      return absenceQuery(when.signal, held);
    case "groups":
      return groupsQuery(when, held);
    case "occurs":
      throw new Inexpressible("Datadog's metrics know no issue that occurs, is resolved and occurs again; write a count");
  }
}

/** No query asks for the time, and a window without an increase is no data, which a monitor does not tell from a source that is gone. */
const ageWay = ({ signal, olderThan }: Of<"age">): string =>
  signal.metric.kind === "counter"
    ? `Datadog knows no age of a counter; write a count signal with count: { below: 1, over: ${formatDuration(olderThan)} }`
    : "no query of Datadog asks for the time; export the age as a gauge in seconds, and compare its value";

/** Monitors have no pending time, and the sum of a window cannot be watched over a second window. */
function unheld<Kind extends Condition>(when: Kind, held: number): Kind {
  if (held === 0) return when;
  throw new Inexpressible(
    `a monitor on a ${when.kind === "count" ? "count" : "share"} has no pending period; write for: 0s and a longer window`,
  );
}

/** Sum by sum: `.as_count()` adds up numerator and denominator over the window before it divides. */
export function shareQuery({ signal: asked, above, over, inclusive }: Omit<Of<"bad-share">, "kind">): MonitorQuery {
  const signal = single(asked);
  if (signal.kind === "slices") throw new Inexpressible("a metric monitor cannot count bad minutes; only the burn rate of an SLO can");
  const by = labelsBy(signal);
  const ratio = `sum(${lastWindow(over)}):${badCount(signal, by)} / ${totalCount(signal, by)}`;
  return compared(ratio, inclusive ? ">=" : ">", decimal(above));
}

/**
 * At least `least` bad events in the window: what keeps a quiet hour quiet.
 *
 * @example
 * ```datadog
 * sum(last_1h):sum:harbor.calls{code:5* AND env:live AND region:one AND service:docks}.as_count() >= 10
 * ```
 */
export function guardQuery({ signal: asked, over, least }: Pick<Of<"bad-share">, "signal" | "over" | "least">): MonitorQuery {
  const signal = single(asked);
  if (signal.kind === "slices") throw new Inexpressible("minutes come at the same pace at every hour and need no count of failures");
  return compared(`sum(${lastWindow(over)}):${badCount(signal, labelsBy(signal))}`, ">=", String(least));
}

/** Above for the whole window: even its lowest point is. */
function valueQuery(when: Of<"value">, held: number): MonitorQuery {
  const { signal } = when;
  const window = lastWindow(Math.max(held, shortestWindow));
  const time = when.compare === "above" ? "min" : "max";
  const value = gaugeQueries(signal).join(" / ");
  return compared(`${time}(${window}):${value}`, sign(when), decimal(when.threshold));
}

function countQuery(when: Of<"count">): MonitorQuery {
  return compared(`sum(${lastWindow(when.over)}):${totalCount(when.signal, labelsBy(when.signal))}`, sign(when), decimal(when.threshold));
}

/** Groups that had an event: a point knows no others, so the highest of the window is the nearest to all of them. */
function groupsQuery({ signal }: Of<"groups">, held: number): MonitorQuery {
  if (signal.kind === "slices") throw new Inexpressible("a metric monitor cannot count bad minutes; only the burn rate of an SLO can");
  const { by, atMost } = signal.groups;
  const window = lastWindow(Math.max(held, shortestWindow));
  return compared(`max(${window}):count_not_null(${eventsOf(signal.metric, signal.where, by)})`, ">", String(atMost));
}

/** Never true: such a monitor is there for its "no data" alone. A count is not below 0, an absolute value neither. */
function absenceQuery(signal: Signal, held: number): MonitorQuery {
  const { metric, where } = signal;
  const window = lastWindow(Math.max(held, shortestWindow));
  if (metric.kind === "gauge") return neverTrue(window, `${metric.name}${filter(where)}`);
  return compared(`sum(${window}):${eventsOf(metric, where)}.as_count()`, "<", "0");
}

const neverTrue = (window: string, series: string): MonitorQuery => compared(`max(${window}):abs(max:${series})`, "<", "0");

/** Agents report that they run; where none does, nothing of the environment arrives. */
const agents = "datadog.agent.running";

/** @param held seconds without any agent */
export function silenceQuery(source: SourceOf<"datadog">, held: number): MonitorQuery {
  return neverTrue(lastWindow(held), `${agents}${filter(source.environment)}`);
}
