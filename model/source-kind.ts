import type { z } from "zod";
import type { Metric, SourceBase } from "./resolved.ts";
import type { EnvironmentWords, SourceEntry, SourceOf, Written } from "./vendors.ts";

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

/** A kind of source: the words that the catalog has for it, what they mean, and what it can hold. All of it is pure. */
export interface SourceKind<E extends SourceEntry = SourceEntry> {
  readonly kind: E["kind"];
  /** of an entry; strict, with the literal `kind` */
  readonly schema: z.ZodType;
  /** absent: its data do not distinguish environments */
  readonly environment?: EnvironmentForm;
  /** names that evaluate or page for it: no application has a key by one of them */
  readonly senders: readonly string[];
  /** the metrics that it can hold, in the order in which people read of them */
  readonly metrics: Readonly<Partial<Record<Metric["kind"], NameForm>>>;
  /** what a label is called in it */
  readonly label: Form;
  readonly traits: SourceOf<E["kind"]>["traits"];
  /** its causes of events are known: which of them are new, came back, or were resolved */
  readonly knowsCauses?: true;
  /** it takes a query in its own language, whose metrics it can tell */
  readonly raw?: true;
  /** It counts from the first of a month or quarter; or what keeps one of its entries from that. */
  calendar?(entry: E): string | undefined;
  /** it misses heartbeats */
  readonly receiver?: true;
  pace(entry: E): Pace;
  /** labels that it matches by itself, beside those of the environment */
  matched?(entry: E): readonly string[];
  /**
   * The source in one environment.
   *
   * @param base what does not depend on the kind
   * @throws Error if the environment lacks a word that the checks demand
   */
  resolve(entry: E, base: SourceBase, is: Written): SourceOf<E["kind"]>;
}
