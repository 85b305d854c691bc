import * as aws from "@pulumi/aws";
import { LogGroup } from "../../../components/aws/by-itself/index.ts";

const topic = new aws.sns.Topic("checkout-pages");
const logs = new LogGroup("checkout", {
  group: "/checkout/prod/app",
  format: "json",
  retention: "30d",
  service: "checkout",
  owner: "payments",
  alerts: {
    "payments-fail": {
      where: { level: "error", event: { startsWith: "payment" } },
      above: 5,
      over: "5m",
      severity: "critical",
      runbook: "https://runbooks.example.com/payments",
    },
  },
  page: topic.arn,
});
export const group = logs.groupName;
