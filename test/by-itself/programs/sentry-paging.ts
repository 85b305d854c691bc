import * as pulumi from "@pulumi/pulumi";
import { IssueAlerts } from "../../../components/sentry/by-itself/index.ts";

/** An alert that calls a service of PagerDuty; its key comes from elsewhere, as that of an `OnCallService` does. */
const errors = new IssueAlerts("checkout", {
  organization: "acme",
  project: "checkout",
  sentryEnvironment: "production",
  service: "checkout",
  owner: "payments",
  alerts: {
    crashes: { where: { level: "fatal" }, above: 0, over: "5m", severity: "critical", runbook: "https://runbooks.example.com/crash" },
  },
  page: { account: "acme", service: "Checkout", key: pulumi.secret("key-of-the-service") },
  post: { email: "ops@example.com" },
});
export const crashes = errors.alertIds.crashes;
