import type { Catalog } from "../model/load.ts";
import type { Source, Store, System } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";

/** What the evaluator of an alert asks, as a person reads and repeats it. */
export interface AlertQuery {
  /** where it is asked, how often, and when the answer is an alert; a sentence without its full stop */
  readonly asked: string;
  /** language of the text, as fenced blocks are marked */
  readonly language: string;
  readonly text: string;
}

/** An alert of a source of one kind. */
export type Asked<K extends Source["kind"]> = Alert & { readonly evaluator: Extract<Source, { kind: K }> };

/** What `components/<vendor>/runbook.ts` exports: what runbooks say of a vendor. All texts are lines in Markdown. */
export interface Runbook {
  /** the vendor's name for people, where it draws dashboards of these kinds of source */
  readonly draws?: { readonly [K in Source["kind"]]?: string };
  /** how it asks the alerts of each kind of source that it evaluates; an alert that the vendor refuses throws */
  readonly queries?: { readonly [K in Source["kind"]]?: (alert: Asked<K>) => AlertQuery };
  /** what is wrong with a query that a person has written in one of its languages; empty when nothing is */
  readonly checks?: Readonly<Record<string, (catalog: Catalog) => (query: string) => string[]>>;
  /** where somebody who is woken finds the lines of a system */
  logs?(system: System): string[];
  readonly stores?: { readonly [K in Store["kind"]]?: (store: Extract<Store, { kind: K }>) => string };
  readonly sources?: { readonly [K in Source["kind"]]?: (source: Extract<Source, { kind: K }>) => string };
  /** what can be switched there */
  switches?(system: System): string[];
}
