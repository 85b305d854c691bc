import type { Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** What the evaluator of an alert asks, as a person reads and repeats it. */
export interface OwnQuery {
  /** where it is asked, how often, and when the answer is an alert; a sentence without its full stop */
  readonly asked: string;
  /** language of the text, as fenced blocks are marked */
  readonly language: "promql" | "datadog" | "cloudwatch" | "sentry" | "nrql" | "digitalocean" | "http";
  readonly text: string;
}

/** An alert of a source of one kind. */
export type Asked<K extends Source["kind"]> = Alert & { readonly evaluator: Extract<Source, { kind: K }> };
