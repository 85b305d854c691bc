import { IssueAlerts } from "../../../components/sentry/by-itself/index.ts";

const errors = new IssueAlerts("checkout", {
  organization: "acme",
  project: "checkout",
  service: "checkout",
  owner: "payments",
  alerts: {
    "many-errors": { where: { level: ["error", "fatal"] }, above: 10, over: "5m", runbook: "https://runbooks.example.com/errors" },
    "new-crash": { where: { level: "fatal" }, issue: "new", runbook: "https://runbooks.example.com/crash" },
  },
  post: { slack: { workspace: "acme", channel: "#checkout" } },
});
export const alert = errors.alertIds["many-errors"];
