import * as sns from "@pulumi/aws/sns/index.js";
import { LogGroup } from "../../../components/aws/by-itself/index.ts";

/** Two log groups, of a web server and of a worker, that share topics. */
const pages = new sns.Topic("pages");
const tickets = new sns.Topic("tickets");
const common = { owner: "payments", page: pages.arn, ticket: tickets.arn };
const runbook = "https://runbooks.example.com/web";

const web = new LogGroup("web", {
  ...common,
  group: "/shop/prod/nginx",
  format: "nginx-combined",
  retention: "90d",
  service: "web",
  keep: true,
  alerts: {
    refused: { title: "Requests are refused", where: { status: ["401", "403"] }, above: 100, over: "10m", severity: "critical", runbook },
    idle: { below: 1, over: "1h", runbook },
  },
});
const worker = new LogGroup("worker", {
  ...common,
  group: "/shop/prod/worker",
  format: "json",
  retention: "7d",
  service: "worker",
  alerts: { crashes: { where: { level: "fatal" }, above: 0, over: "5m", severity: "critical", runbook } },
});
export const alarms = [web.alarmArns.refused, worker.alarmArns.crashes];
