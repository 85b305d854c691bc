import { SloAlerts } from "../../../components/datadog/by-itself/index.ts";

const checkout = new SloAlerts("checkout", {
  title: "Availability",
  service: "checkout",
  owner: "payments",
  labels: { env: "prod" },
  sli: { total: "checkout.requests", bad: { status: { startsWith: "5" } }, minimumTraffic: "200/h" },
  target: "99.9%",
  runbook: "https://runbooks.example.com/checkout",
  page: "@pagerduty-checkout",
  ticket: "@slack-acme-checkout",
});
export const slo = checkout.sloId;
