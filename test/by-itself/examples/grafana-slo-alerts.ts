import { SloAlerts } from "../../../components/grafana/by-itself/index.ts";

const checkout = new SloAlerts("checkout", {
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
export const rules = checkout.alertsId;
