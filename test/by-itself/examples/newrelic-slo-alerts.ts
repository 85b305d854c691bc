import * as newrelic from "@pulumi/newrelic";
import { SloAlerts } from "../../../components/newrelic/by-itself/index.ts";

const page = new newrelic.AlertPolicy("page", { name: "Payments: page", incidentPreference: "PER_CONDITION_AND_TARGET" });
const ticket = new newrelic.AlertPolicy("ticket", { name: "Payments: ticket", incidentPreference: "PER_CONDITION_AND_TARGET" });

const checkout = new SloAlerts("checkout", {
  title: "Availability",
  service: "checkout",
  owner: "payments",
  application: "checkout",
  sli: { total: "Transaction", bad: { httpResponseCode: { startsWith: "5" } }, minimumTraffic: "200/h" },
  target: "99.9%",
  runbook: "https://runbooks.example.com/checkout",
  page: page.id,
  ticket: ticket.id,
});
export const condition = checkout.conditionIds["page-1h"];
