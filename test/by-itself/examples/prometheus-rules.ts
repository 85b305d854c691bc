import { prometheusRules } from "../../../by-itself/prometheus-rules.ts";

const rules = prometheusRules({
  name: "checkout",
  title: "Availability",
  service: "checkout",
  owner: "payments",
  environment: "prod",
  labels: { env: "prod" },
  sli: { total: "http_requests_total", bad: { code: { startsWith: "5" } }, minimumTraffic: "200/h" },
  target: "99.9%",
  runbook: "https://runbooks.example.com/checkout",
  page: { severity: "page" },
});
process.stdout.write(rules);
