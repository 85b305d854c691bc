import type { z } from "zod";
import type { EvaluatorLimits } from "../evaluator-limits.ts";
import type { Derived } from "../schema/meaning.ts";
import type { owned } from "../schema/source.ts";
import type { Source } from "../vendors.ts";
import type { Matchers, Metric } from "./signal.ts";

export type { ProberSource, Source, SourceOf } from "../vendors.ts";

/** What every source has, whatever its kind. */
export interface SourceBase extends Derived<z.output<typeof owned>> {
  readonly id: string;
  /** seconds between two points of a series */
  readonly scrape: number;
  /** seconds between two evaluations of an alert */
  readonly evaluate: number;
  /** the environment, as this source's data writes it */
  readonly environment: Matchers;
  readonly traits: SourceTraits;
}

/** What others ask of a resolved source, instead of which kind it is. */
export interface SourceTraits {
  /** what its evaluator can look back on */
  readonly limits: EvaluatorLimits;
  /** it asks endpoints from outside, and holds no metric */
  readonly prober?: true;
  /** a dashboard can show its figures */
  readonly shown?: true;
  /** it holds each series by itself */
  readonly series?: SeriesTraits;
  /** the form in which an application sends to it, where what is sent can be read */
  readonly form?: "exposition" | "datagrams";
  /** it holds events, so that a sum of a gauge grows with how often each instance sends */
  readonly gaugesAreEvents?: true;
  /** the client library knows the environment; else collection adds it */
  readonly environmentByClient?: true;
  /** the name by which it knows a metric; default: as written */
  nameOf?(source: Source, name: string): string;
  /** a metric as the application really sends it; absent: it holds none */
  sent?(metric: Metric): Sent;
  /** what is missed when it sees nothing at all; absent: it cannot report that */
  silence?(source: Source): Silence;
  /** who sends the notifications of its alerts, where another program than their evaluator does */
  sender?(source: Source): string;
  /** the evaluator of its alerts, where that can send heartbeats again and again; absent: it tells only of changes */
  living?(source: Source): Living;
}
/** Of a source whose series begin, end and are deleted one by one: a series that begins above 0 has no increase. */
export interface SeriesTraits {
  /** names of the series that collection makes by itself: no application sends them */
  readonly made: RegExp;
  /** the gauge, made by collection, that is 1 where the last question to a target was answered, else 0 */
  readonly answering: { readonly name: string; readonly labels: readonly string[] };
  /** what is kept may be gone so many seconds early */
  readonly deletedBy: number;
  /** the count of a minute holds each event of it, once and whole; else one may count in halves over two minutes */
  exact(source: Source): boolean;
  /** experimental features that the server must enable to answer what it is asked, with the version that has each */
  features(source: Source): readonly { readonly name: string; readonly since: string }[];
  /** the program that evaluates rules as its server does */
  engine(source: Source): "rule-manager" | "vmalert-tool";
  /** the setting of its operator that keeps series for a duration such as `31d` */
  keeping(duration: string, source: Source): string;
}

/** A metric by the name under which the application sends it; a name may stand for several series. */
export interface Sent {
  readonly sort: "series" | "log-line" | "event" | "host-metric";
  readonly name: string;
  readonly type: string;
  readonly series?: readonly string[];
}

/** How people are notified that a source sees nothing; `missed` begins a sentence that ends with how long. */
export interface Silence {
  readonly title: string;
  readonly missed: string;
}

/** Traits of who asks endpoints from outside. */
export interface ProberTraits extends SourceTraits {
  readonly prober: true;
}

/** An evaluator that sends heartbeats. */
export interface Living {
  readonly evaluator: Source["evaluator"];
  /** of the program or vendor, for people */
  readonly name: string;
  /** evaluates by itself, and not for others as well */
  readonly source?: Source;
}
