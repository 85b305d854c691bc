import type { Matchers, Metric, Signal } from "../../model/resolved.ts";
import { Inexpressible } from "./inexpressible.ts";

/** How Sentry's API names what a monitor reads. */
export interface Reading {
  readonly dataset: "events" | "events_analytics_platform";
  readonly eventTypes: readonly ("default" | "error" | "trace_item_span")[];
  readonly queryType: "error" | "performance";
  /** what is measured of each item; undefined: items are counted */
  readonly column?: string;
  /** belongs to every search: what is no item of this kind */
  readonly only?: string;
}

/**
 * What Sentry holds, by the name that the catalog's metric must have. Transactions are read as spans: Sentry takes no
 * new monitor on its older dataset `transactions` ("Creation of transaction-based alerts is disabled", getsentry/sentry
 * `metric_issue_detector.py`, which names `is_transaction:true` as the way), where a span's duration is in milliseconds.
 */
const readings = {
  error: { kind: "counter", dataset: "events", eventTypes: ["default", "error"], queryType: "error" },
  "transaction.duration": {
    kind: "distribution",
    dataset: "events_analytics_platform",
    eventTypes: ["trace_item_span"],
    queryType: "performance",
    column: "span.duration",
    only: "is_transaction:true",
  },
} as const satisfies Record<string, Reading & { readonly kind: Metric["kind"] }>;

/** @throws Inexpressible if Sentry holds nothing of this name and kind */
export function readingOf({ name, kind }: Pick<Metric, "name" | "kind">): Reading {
  const found = Object.entries(readings).find(([known, reading]) => known === name && reading.kind === kind);
  if (found) return found[1];
  const known = Object.entries(readings).map(([one, reading]) => `the ${reading.kind} ${one}`);
  throw new Inexpressible(`Sentry holds no ${kind} ${name}; it holds ${known.join(" and ")}`);
}

/** The label that holds the environment of a source (`environments.<env>.is.sentry`). */
const environmentLabel = "environment";

/** @throws Inexpressible if the source does not say how this environment is written */
export function sentryEnvironment({ from }: Pick<Signal, "from">): string {
  const matcher = from.environment[environmentLabel];
  if (matcher && "is" in matcher) return matcher.is;
  throw new Inexpressible(`the environment is not said for Sentry (is: { sentry: { environment: … } })`);
}

/** What is searched for beside the environment, which monitors and alerts name in a field of their own. */
export function conditionsOf({ where }: Pick<Signal, "where">): Matchers {
  return Object.fromEntries(Object.entries(where).filter(([label]) => label !== environmentLabel));
}
