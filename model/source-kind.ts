import type { z } from "zod";
import type { Check } from "./check/report.ts";
import type { Living } from "./condition.ts";
import type { EvaluatorLimits } from "./evaluator-limits.ts";
import type { Metric, SourceBase } from "./resolved.ts";

/**
 * The kinds of source that a catalog may name: of each the shape of its entry, and what it resolves to. A kind adds
 * itself where it is described, in the folder of its vendor:
 *
 * @example
 * declare module "../../model/source-kind.ts" {
 *   interface SourceKinds {
 *     graphite: { readonly entry: z.output<typeof schema>; readonly source: GraphiteSource };
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: each kind adds itself
export interface SourceKinds {}
export type SourceKindName = keyof SourceKinds;
/** A source of one kind, or of any. */
export type SourceOf<K extends SourceKindName> = SourceKinds[K]["source"];
export type Source = SourceOf<SourceKindName>;
/** A source as the catalog writes it. */
export type SourceEntry = SourceKinds[SourceKindName]["entry"];

/** How an environment is written in the data of each vendor, by the key of `is`. A kind adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: each kind adds its own
export interface EnvironmentWords {}
export type Written = { readonly [K in keyof EnvironmentWords]?: EnvironmentWords[K] | undefined };

/** How a vendor writes an environment in its data. */
export interface EnvironmentForm {
  readonly key: keyof EnvironmentWords;
  readonly schema: z.ZodType;
  /** the words are labels of every series; else they are part of a name */
  readonly labels: boolean;
}

/** What a name looks like; the example ends the sentence that begins with "write". */
export interface Form {
  readonly form: RegExp;
  readonly example: string;
}

/** What a metric is called. Some vendors name what they measure (`names`): there is nothing else to ask them for. */
export interface NameForm extends Form {
  readonly names?: readonly string[];
}

/** How often a source measures and is evaluated. */
export interface Pace {
  /** seconds between two points of a series */
  readonly scrape: number;
  /** seconds between two evaluations of an alert */
  readonly evaluate: number;
  /** what the points come from, in the plural */
  readonly points: string;
  /** long windows are counted by the full hour */
  readonly byTheHour?: true;
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
  /** it holds events, so that a sum of a gauge grows with how often each instance sends */
  readonly gaugesAreEvents?: true;
  /** the client library is told the environment; else collection adds it */
  readonly environmentByClient?: true;
  /** the name by which it knows a metric; default: as written */
  nameOf?(source: Source, name: string): string;
  /** a metric as the application really sends it; absent: it holds none */
  sent?(metric: Metric): Sent;
  /** what is missed when it sees nothing at all; absent: it cannot report that */
  silence?(source: Source): Silence;
  /** the evaluator of its alerts, where that can send signs of life again and again; absent: it tells only of changes */
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
  /** the setting of its operator that keeps series for a duration such as `31d` */
  keeping(duration: string): string;
}

/** A metric by the name under which the application sends it; a name may stand for several series. */
export interface Sent {
  readonly sort: "series" | "log-line" | "event" | "host-metric";
  readonly name: string;
  readonly type: string;
  readonly series?: readonly string[];
}

/** How people are told that a source sees nothing; `missed` begins a sentence that ends with how long. */
export interface Silence {
  readonly title: string;
  readonly missed: string;
}

/** Traits of who asks endpoints from outside. */
export interface ProberTraits extends SourceTraits {
  readonly prober: true;
}

/** A kind of source: the words that the catalog has for it, what they mean, and what it can hold. All of it is pure. */
export interface SourceKind<E extends SourceEntry = SourceEntry> {
  readonly kind: E["kind"];
  /** of an entry; strict, with the literal `kind` */
  readonly schema: z.ZodType;
  /** absent: its data do not tell environments apart */
  readonly environment?: EnvironmentForm;
  /** names that evaluate or page for it: no application has a key by one of them */
  readonly senders: readonly string[];
  /** the metrics that it can hold, in the order in which people are told of them */
  readonly metrics: Readonly<Partial<Record<Metric["kind"], NameForm>>>;
  /** what a label is called in it */
  readonly label: Form;
  readonly traits: SourceOf<E["kind"]>["traits"];
  /** its causes of events are known: which of them are new, came back, or were resolved */
  readonly knowsCauses?: true;
  /** it misses signs of life */
  readonly receiver?: true;
  /** what else is to be said of a catalog with such sources */
  readonly checks?: readonly Check[];
  pace(entry: E): Pace;
  /** labels that it matches by itself, beside those of the environment */
  matched?(entry: E): readonly string[];
  /**
   * The source in one environment.
   *
   * @param base what does not depend on the kind
   * @throws Error where the environment lacks a word that the checks demand
   */
  resolve(entry: E, base: SourceBase, is: Written): SourceOf<E["kind"]>;
}
