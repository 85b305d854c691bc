import { describe, expect, test } from "vitest";
import { checksOf } from "../../../cli/runbooks/by-hand/check.ts";
import { faultsOfEscalation } from "../../../cli/runbooks/by-hand/escalation.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog, soundCatalog } from "../../prometheus/catalog.ts";

const products = "test/products/catalog";
const checks = checksOf(soundCatalog(products));
const faultsIn = (language: string, query: string): string => (checks.get(language)?.(query) ?? ["not checked"]).join("\n");

describe("the check of a query", () => {
  test.each([
    ['rate(http_requests_total{env="prod", service="api"}[5m]) by (endpoint)', "syntax error"],
    ['sum(rate(http_request_total{env="prod", service="api"}[5m]))', "no series of the catalog"],
    ['sum(rate(http_requests_total{env="prod", service="api", route="/"}[5m]))', "has no label route"],
    ['sum(rate(http_requests_total{service="api"}[5m]))', 'lacks env="prod"'],
    ['sum by (route) (rate(http_requests_total{env="prod", service="api"}[5m]))', "cannot be grouped by route"],
    ['sum(http_requests_total{env="prod", service="api"})', "read through rate()"],
    ['rate(http_requests_total{env="prod", service="api"}[5m])', "nothing sums them"],
    ['rate(sum(http_requests_total{env="prod", service="api"})[5m:1m])', "inside of the sum"],
    ['histogram_quantile(0.95, sum(rate(page_load_duration_seconds_bucket{env="prod"}[5m])))', "drops le"],
    ['sum(rate(page_load_duration_seconds_bucket{env="prod", le="3"}[5m]))', "matches 0 bounds"],
    ['sum(rate(page_load_duration_seconds_bucket{env="prod", le="2"}[5m]))', "misses a spelling of 2"],
  ])("refuses %s", (query, fault) => {
    expect(faultsIn("promql", query)).toContain(fault);
  });

  test.each([
    ["sum:emailai.api.organisation.error{env:production}.as_count()", "no metric of the catalog"],
    ["sum:emailai.api.organization.error{env:production}", "read with as_count()"],
    ["avg:emailai.db.connections.active{env:staging}", "lacks env:production"],
    ["max:emailai.db.connections.active{env:production,pool:one}", "has no tag pool"],
    ["max:emailai.db.connections.active{env:production} by {pool}", "has no tag pool"],
    ["p95:emailai.db.connections.active{env:production}", "answers no p95"],
    ["emailai.db.connections.active", "nothing is selected"],
  ])("refuses %s of Datadog", (query, fault) => {
    expect(faultsIn("datadog", query)).toContain(fault);
  });

  test.each([
    ["SELECT count(*)", "no event"],
    ["FROM Transactions SELECT count(*)", "Transactions: no event of the catalog"],
    ["FROM Transaction SELECT count(*) WHERE appName = 'not-a-label'", "lacks environment = 'production'"],
    [
      "FROM Transaction SELECT average(durations) WHERE appName = 'not-a-label' AND environment = 'production'",
      "has no attribute durations",
    ],
  ])("refuses %s of New Relic", (query, fault) => {
    expect(faultsIn("nrql", query)).toContain(fault);
  });

  test.each([
    ["GET https://not-a-label.art/api/healthy", "no endpoint of the catalog"],
    ["GET https://staging.not-a-label.art/api/health", "no endpoint of the catalog"],
    ["POST https://not-a-label.art/api/health", "not of the form"],
  ])("refuses to ask %s", (request, fault) => {
    expect(faultsIn("http", request)).toContain(fault);
  });

  test.each([
    ["level:error", "lacks environment:production"],
    ["environment:production levels:error", "no tag levels"],
  ])("refuses %s of Sentry", (search, fault) => {
    expect(faultsIn("sentry", search)).toContain(fault);
  });
});

describe("the check of an escalation", () => {
  const resolved = resolvedCatalog(products);
  const alerts = alertsOf(resolved).filter(({ runbook }) => runbook.id === "api-down");
  const faultsOf = (text: string) => faultsOfEscalation(`# Down\n\n## Escalation\n\n${text}\n\n## Next\n`, alerts, resolved.organization);

  test("wants everybody who is called, and each wait", () => {
    const whole = "CRM primary; after 15 minutes CRM\nsecondary; after 15 minutes the CRM Engineering Manager, for 30 minutes.";
    expect(faultsOf(whole)).toEqual([]);
    expect(faultsOf("CRM primary, after 15 minutes the CRM Engineering Manager.")).toEqual([
      "its section Escalation does not name CRM secondary",
    ]);
  });

  test("lets one be that names nobody, and a page without one", () => {
    expect(faultsOf("The primary, then the secondary.")).toEqual([]);
    expect(faultsOfEscalation("# Down\n", alerts, resolved.organization)).toEqual([]);
  });
});
