import * as aws from "@pulumi/aws";
import { SloAlerts } from "../../../components/aws/by-itself/index.ts";

const logs = new aws.cloudwatch.LogGroup("checkout", { name: "/shop/checkout", retentionInDays: 30 });
const page = new aws.sns.Topic("payments-page");
const ticket = new aws.sns.Topic("payments-ticket");

const checkout = new SloAlerts("checkout", {
  title: "Availability",
  service: "checkout",
  owner: "payments",
  sli: { bad: { level: "error" }, minimumTraffic: "200/h" },
  target: "99.9%",
  runbook: "https://runbooks.example.com/checkout",
  logGroup: logs.name,
  format: "json",
  page: page.arn,
  ticket: ticket.arn,
});
export const alarm = checkout.pageArn;
