import type { Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { cloudwatchOf } from "./cloudwatch.ts";
import { datadogOf } from "./datadog.ts";
import { digitalOceanOf } from "./digitalocean.ts";
import { outsideOf } from "./outside.ts";
import type { Asked, OwnQuery } from "./own-query.ts";
import { promqlOf } from "./prometheus.ts";
import { sentryOf } from "./sentry.ts";

/** How the alerts of each kind of source are asked, in the language of their evaluator. */
const queries: { readonly [K in Exclude<Source["kind"], "newrelic">]: (alert: Asked<K>) => OwnQuery } = {
  prometheus: promqlOf,
  datadog: datadogOf,
  "cloudwatch-logs": cloudwatchOf,
  sentry: sentryOf,
  digitalocean: digitalOceanOf,
  "better-stack": outsideOf,
  uptimerobot: outsideOf,
  "datadog-synthetics": outsideOf,
  "grafana-synthetics": outsideOf,
};

/**
 * What the evaluator of an alert asks, as the vendor gets it; undefined where no dialect of the evaluator is known.
 *
 * @throws Error where the evaluator cannot say it, and would refuse the alert
 */
export function ownQuery(alert: Alert): OwnQuery | undefined {
  const { kind } = alert.evaluator;
  if (kind === "newrelic") return undefined;
  // The type checker does not see that the key and the argument are of one kind.
  const asked = queries[kind] as (alert: Alert) => OwnQuery;
  return asked(alert);
}
