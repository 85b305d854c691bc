import { ServiceDashboard, SloAlerts } from "../../../components/grafana/by-itself/index.ts";

const errors = new SloAlerts("checkout-errors", {
  title: "Availability",
  service: "checkout",
  owner: "payments",
  labels: { env: "prod" },
  sli: { total: "http_requests_total", bad: { code: { startsWith: "5" } }, minimumTraffic: "200/h" },
  target: "99.9%",
  runbook: "https://runbooks.example.com/checkout",
  datasource: "prometheus",
  folder: "payments",
  page: "payments-on-call",
  ticket: "payments-channel",
});
const dashboard = new ServiceDashboard("checkout", { title: "Checkout", slos: [errors], folder: "payments" });
export const url = dashboard.url;
