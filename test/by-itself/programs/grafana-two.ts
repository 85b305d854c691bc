import * as grafana from "@pulumiverse/grafana";
import { SloAlerts, type SloAlertsArgs } from "../../../components/grafana/by-itself/index.ts";

/** Two SLOs of one service, where folder and contact point are of the same program. */
const folder = new grafana.oss.Folder("payments", { uid: "payments", title: "Payments" });
const point = new grafana.alerting.ContactPoint("channel", { name: "payments-mail", emails: [{ addresses: ["payments@example.com"] }] });

const common: Omit<SloAlertsArgs, "sli"> = {
  service: "checkout",
  owner: "payments",
  labels: { env: "prod" },
  target: "99%",
  runbook: "https://runbooks.example.com/checkout",
  datasource: "prometheus",
  folder: folder.uid,
  page: "payments-on-call",
  ticket: point.name,
};
const errors = new SloAlerts("checkout-errors", {
  ...common,
  sli: { total: "http_requests_total", bad: "http_failures_total", minimumTraffic: "200/h" },
});
const speed = new SloAlerts("checkout-speed", {
  ...common,
  sli: { metric: "http_request_duration_seconds", below: "300ms", unit: "s", buckets: ["100ms", "300ms", "1s"], minimumTraffic: "200/h" },
});
export const groups = [errors.alertsId, errors.recordingsId, speed.alertsId, speed.recordingsId];
