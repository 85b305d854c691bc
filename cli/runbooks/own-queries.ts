import type { Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { cloudwatchOf } from "./cloudwatch.ts";
import { datadogOf } from "./datadog.ts";
import { digitalOceanOf } from "./digitalocean.ts";
import { nrqlOf } from "./newrelic.ts";
import { outsideOf } from "./outside.ts";
import type { Asked, OwnQuery } from "./own-query.ts";
import { promqlOf } from "./prometheus.ts";
import { sentryOf } from "./sentry.ts";

/** How the alerts of each kind of source are asked, in the language of their evaluator. */
const queries: { readonly [K in Source["kind"]]: (alert: Asked<K>) => OwnQuery } = {
  prometheus: promqlOf,
  datadog: datadogOf,
  "cloudwatch-logs": cloudwatchOf,
  sentry: sentryOf,
  newrelic: nrqlOf,
  digitalocean: digitalOceanOf,
  "better-stack": outsideOf,
  uptimerobot: outsideOf,
  "datadog-synthetics": outsideOf,
  "grafana-synthetics": outsideOf,
};

/**
 * What the evaluator of an alert asks, as the vendor gets it.
 *
 * @throws Error where the evaluator cannot say it, and would refuse the alert
 */
export function ownQuery(alert: Alert): OwnQuery {
  // The type checker does not see that the key and the argument are of one kind.
  const asked = queries[alert.evaluator.kind] as (alert: Alert) => OwnQuery;
  return asked(alert);
}
