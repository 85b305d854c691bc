import { ServiceDashboard, SloAlerts } from "../../../components/datadog/by-itself/index.ts";

const common = {
  service: "checkout",
  owner: "payments",
  labels: { env: "prod" },
  target: "99.9%",
  runbook: "https://runbooks.example.com/checkout",
  page: "@pagerduty-checkout",
  ticket: "@slack-acme-checkout",
} as const;
const errors = new SloAlerts("checkout-errors", {
  ...common,
  title: "Availability",
  sli: { total: "checkout.requests", bad: { status: { startsWith: "5" } }, minimumTraffic: "200/h" },
});
const speed = new SloAlerts("checkout-speed", {
  ...common,
  title: "Latency",
  sli: { metric: "checkout.duration", below: "300ms", unit: "s", minimumTraffic: "200/h" },
});
const dashboard = new ServiceDashboard("checkout", { title: "Checkout", slos: [errors, speed] });
export const url = dashboard.url;
