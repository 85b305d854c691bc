import { partsOf } from "../../model/matcher.ts";
import type { Matcher, Matchers, Pattern } from "../../model/resolved.ts";
import type { Reader, ReaderKind } from "./demand.ts";

/** Readers of what is no metric, beside those that are. */
export type AnyReaderKind =
  | ReaderKind
  | "pipeline"
  | "detection"
  | "store"
  | "saved-query"
  | "status-component"
  | "analytics"
  | "tracing"
  | "journey";
export interface AnyReader {
  readonly kind: AnyReaderKind;
  readonly name: string;
}

export type Sort =
  | "series"
  | "event"
  | "log-line"
  | "host-metric"
  | "endpoint"
  | "log-field"
  | "span-attribute"
  | "trace"
  | "product-event"
  | "retention"
  | "server-feature"
  | "duty";

/**
 * application: with each single value; client: once, where the client library is configured; collection: by whatever
 * collects, so that the application need not
 */
export type SetBy = "application" | "client" | "collection";

export interface Label {
  readonly name: string;
  readonly setBy: SetBy;
  /** what readers look for, in words; empty where any value will do */
  readonly values: readonly string[];
}

/** One thing that an application has to send, answer or do. Plain data: this is what `--format json` prints. */
export interface Item {
  readonly sort: Sort;
  /** as the application sends it */
  readonly name: string;
  /** its kind in the terms of the receiver, for example `histogram` or `count (c)` */
  readonly type: string;
  /** what takes it: the id of a source or store, or the name of a log group */
  readonly to?: string;
  /** names of the individual series behind one name */
  readonly series: readonly string[];
  readonly unit?: string;
  readonly labels: readonly Label[];
  /** upper bounds in the unit; without the infinite one */
  readonly buckets: readonly string[];
  /** those of the bounds that an SLO or alert asks for by name */
  readonly bounds: readonly string[];
  /** not sent in this form yet */
  readonly pending: boolean;
  readonly text?: string;
  readonly readers: readonly AnyReader[];
}

export const item = (of: Pick<Item, "sort" | "name" | "type"> & Partial<Item>): Item => ({
  series: [],
  labels: [],
  buckets: [],
  bounds: [],
  pending: false,
  readers: [],
  ...of,
});

/** Readers each once, in the order of their kinds and names. */
export function once(readers: readonly Reader[]): Reader[];
export function once(readers: readonly AnyReader[]): AnyReader[];
export function once(readers: readonly AnyReader[]): AnyReader[] {
  const keyed = new Map(readers.map((reader) => [`${reader.kind} ${reader.name}`, reader]));
  const byKind = (one: AnyReader, other: AnyReader) => order.indexOf(one.kind) - order.indexOf(other.kind);
  return [...keyed.values()].sort((one, other) => byKind(one, other) || (one.name < other.name ? -1 : 1));
}

const order: readonly AnyReaderKind[] = [
  "slo",
  "alert",
  "panel",
  "pipeline",
  "detection",
  "store",
  "saved-query",
  "status-component",
  "analytics",
  "tracing",
  "journey",
];

/** Label to what is looked for in it, over several selections. */
export function valuesIn(selections: readonly Matchers[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, Set<string>>();
  for (const selection of selections)
    for (const [label, matcher] of Object.entries(selection))
      for (const value of inWords(matcher)) values.set(label, (values.get(label) ?? new Set()).add(value));
  return new Map([...values].map(([label, found]) => [label, [...found].sort()]));
}

/** `5…` is whatever begins with 5, `/5../` what matches the pattern. */
function inWords(matcher: Matcher): readonly string[] {
  if ("anyOf" in matcher) return matcher.anyOf;
  const { some, none } = partsOf(matcher);
  return [...some.map(patternInWords), ...none.map((one) => `not ${patternInWords(one)}`)];
}

function patternInWords(pattern: Pattern): string {
  if ("is" in pattern) return pattern.is;
  return "startsWith" in pattern ? `${pattern.startsWith}…` : `/${pattern.matches}/`;
}
