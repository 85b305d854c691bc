import * as pagerduty from "@pulumi/pagerduty";
import * as pulumi from "@pulumi/pulumi";
import { OnCallService, type OnCallServiceArgs } from "../../../components/pagerduty/by-itself/index.ts";

/** Two on-call services; the second has a connection of its own, follows the sun and is protected. */
const common = { team: "Payments", levels: [{ schedule: "primary", wait: "15m" }] } satisfies Pick<OnCallServiceArgs, "team" | "levels">;
const turns = { since: "2026-01-05", handoff: "09:00" };
const checkout = new OnCallService("checkout", {
  ...common,
  schedules: { primary: { timeZone: "UTC", rotation: ["ada@example.com"], ...turns } },
  senders: ["datadog", "aws"],
});
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const search = new OnCallService(
  "search",
  {
    ...common,
    title: "Search",
    schedules: {
      primary: {
        timeZone: "UTC",
        layers: {
          day: { rotation: ["ada@example.com", "bob@example.com"], ...turns, hours: { days, from: "06:00", to: "18:00" } },
          night: { rotation: ["carol@example.com"], ...turns, hours: { days, from: "18:00", to: "06:00" } },
        },
      },
    },
    senders: ["indexer"],
    group: "5m",
  },
  {
    protect: true,
    providers: [new pagerduty.Provider("own", { token: new pulumi.Config("pagerduty").requireSecret("token") }, { version: "4.34.0" })],
  },
);
export const urls = [checkout.url, search.url];
export const policies = [checkout.escalationPolicyId, search.escalationPolicyId];
export const keys = [checkout.keys.aws, search.keys.indexer];
