import * as datadog from "@pulumi/datadog";
import { SloAlerts, type SloAlertsArgs } from "../../../components/datadog/by-itself/index.ts";

/** Two SLOs of one service, one on its speed; the first has a connection of its own, the second pages through a webhook of the same program. */
const hook = new datadog.Webhook("gateway", { name: "gateway", url: "https://gateway.example.com" });

const common: Omit<SloAlertsArgs, "sli"> = {
  service: "checkout",
  owner: "payments",
  labels: { env: "prod" },
  target: "99%",
  runbook: "https://runbooks.example.com/checkout",
  page: "@pagerduty-checkout",
  ticket: ["@slack-acme-checkout", "@payments@example.com"],
};
const second = new datadog.Provider("second", { apiKey: "another-key", appKey: "another-key" });
const errors = new SloAlerts(
  "checkout-errors",
  { ...common, sli: { total: "checkout.requests", bad: "checkout.failures", minimumTraffic: "200/h" } },
  { provider: second },
);
const speed = new SloAlerts(
  "checkout-speed",
  {
    ...common,
    sli: { metric: "checkout.duration", below: "300ms", unit: "s", minimumTraffic: "200/h" },
    window: "7d",
    policy: { page: [{ share: "5%", in: "1h" }], ticket: [{ share: "20%", in: "1d" }], leastBadEvents: 5 },
    page: hook.name.apply((name) => `@webhook-${name}`),
  },
  { protect: true },
);
export const pages = [errors.pageId, speed.pageId];
export const tickets = [errors.ticketId, speed.ticketId];
export const absences = [errors.absenceId, speed.absenceId];
