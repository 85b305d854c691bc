import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../components/sentry/catalog.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";

/** Each kind of condition that New Relic evaluates, once at once and once held. */
const cafe = `system: cafe
name: Cafe
owner: shop
on-call: shop
source: apm
policy: standard

services:
  api:
    name: API
    where: { transactionType: Web }
    metrics:
      requests: { counter: Transaction, labels: [transactionType, httpResponseCode] }
      duration: { distribution: Transaction.duration, unit: s, labels: [transactionType, httpResponseCode] }
    signals:
      success: { events: { of: requests, bad: { httpResponseCode: { starts-with: "5" } } }, minimum-traffic: 40/h }
      fast: { events: { of: duration, good: { under: 2s } }, minimum-traffic: 40/h }
    alerts:
      errors: { signal: success, when: { bad-share: { above: 5%, over: 5m, least: 3 } }, for: 5m, missing: absence, severity: critical, runbook: fix }
      errors-at-once: { signal: success, when: { bad-share: { above: 5%, over: 5m, least: 3 } }, for: 0s, missing: quiet, why: errors tells, severity: critical, runbook: fix }
      slow: { signal: fast, when: { bad-share: { above: 5%, over: 5m, least: 3 } }, for: 10m, missing: quiet, why: errors tells, severity: warning, runbook: fix }
      slow-for-a-minute: { signal: fast, when: { bad-share: { above: 5%, over: 5m, least: 3 } }, for: 1m, missing: quiet, why: errors tells, severity: warning, runbook: fix }
  payments:
    name: Payments
    metrics:
      attempts: { counter: PaymentAttempt, labels: [outcome] }
    signals:
      gateway-errors: { count: { of: attempts, where: { outcome: gateway-error } } }
    alerts:
      gateway-errors: { signal: gateway-errors, when: { count: { above: 0, over: 5m } }, for: 0s, missing: quiet, why: nobody pays at night, severity: critical, runbook: fix }
      many-errors: { signal: gateway-errors, when: { count: { above: 5, over: 5m } }, for: 5m, missing: quiet, why: nobody pays at night, severity: critical, runbook: fix }
  database:
    name: Database
    metrics:
      pool: { gauge: PlatformSample.databasePoolUsage, unit: percent }
    signals:
      pool: { value: { of: pool, aggregation: max } }
    alerts:
      pool: { signal: pool, when: { above: 90% }, for: 5m, missing: absence, severity: critical, runbook: fix }
      pool-at-once: { signal: pool, when: { above: 90% }, for: 0s, missing: quiet, why: pool tells, severity: critical, runbook: fix }
`;
const prom = "  prom: {";
const edits: readonly Edit[] = [
  {
    file: "organization.yaml",
    replace: "prod: { is: { prometheus: { env: prod } } }",
    with: "prod: { is: { prometheus: { env: prod }, newrelic: { environment: production } } }",
  },
  {
    file: "organization.yaml",
    replace: "staging: { is: { prometheus: { env: staging } }",
    with: "staging: { is: { prometheus: { env: staging }, newrelic: { environment: staging } }",
  },
  {
    file: "organization.yaml",
    replace: prom,
    with: `  apm: { kind: newrelic, application: cafe, evaluator: newrelic, owner: shop, on-call: shop, severity: warning, runbook: fix }\n${prom}`,
  },
  { file: "systems/cafe.yaml", write: cafe },
];

/** Its alerts of production, by their name within the system. */
export const alerts = withCatalog(
  edits,
  (catalog) =>
    new Map(
      alertsOf(resolvedCatalog(catalog, "prod"))
        .filter(({ evaluator }) => evaluator.kind === "newrelic")
        .map((alert) => [alert.name.replace("cafe--", ""), alert]),
    ),
);
