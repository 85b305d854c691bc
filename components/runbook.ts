import type { CheckedCatalog } from "../model/load.ts";
import type { Measure } from "../model/measure.ts";
import type { Source, Store, System } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";

/** The query that the evaluator of an alert runs, for a person to read and repeat. */
export interface AlertQuery {
  /** where it runs, how often, and when it fires; a sentence without its full stop */
  readonly intro: string;
  /** info string of the fenced block */
  readonly language: string;
  readonly text: string;
}

/** An alert that a source of one kind evaluates. */
export type AlertOn<K extends Source["kind"]> = Alert & { readonly evaluator: Extract<Source, { kind: K }> };

/** What `components/<vendor>/runbook.ts` exports: what runbooks say about a vendor. All texts are lines of Markdown. */
export interface Runbook {
  /** the vendor's name as people know it, for the kinds of source that it draws dashboards of */
  readonly draws?: { readonly [K in Source["kind"]]?: string };
  /** the query of one line of a panel, for the kinds of source that it draws; throws for what it cannot show */
  readonly panels?: { readonly [K in Source["kind"]]?: (measure: Measure) => string };
  /** the query of an alert, for each kind of source that it evaluates; throws for an alert that the vendor does not support */
  readonly queries?: { readonly [K in Source["kind"]]?: (alert: AlertOn<K>) => AlertQuery };
  /** errors of a hand-written query in one of its languages; empty if it is valid */
  readonly checks?: Readonly<Record<string, (catalog: CheckedCatalog) => (query: string) => string[]>>;
  /** where the on-call finds the logs of a system */
  logs?(system: System): string[];
  readonly stores?: { readonly [K in Store["kind"]]?: (store: Extract<Store, { kind: K }>) => string };
  readonly sources?: { readonly [K in Source["kind"]]?: (source: Extract<Source, { kind: K }>) => string };
  /** feature flags */
  switches?(system: System): string[];
}
