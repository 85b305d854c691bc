import { OnCallService } from "../../../components/pagerduty/by-itself/index.ts";

const checkout = new OnCallService("checkout", {
  team: "Payments",
  schedules: {
    primary: { timeZone: "Europe/Berlin", rotation: ["ada@example.com", "bob@example.com"], since: "2026-01-05", handoff: "09:00" },
  },
  levels: [
    { schedule: "primary", wait: "15m" },
    { person: "carol@example.com", wait: "30m" },
  ],
  senders: ["datadog"],
});
export const key = checkout.keys.datadog;
