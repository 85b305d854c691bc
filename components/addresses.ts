import type { Alert } from "../monitors/alert.ts";
import { gatewaySetting, slackSetting, teamsSetting } from "./names.ts";
import type { Setting } from "./vendor.ts";

/** Where a vendor posts by itself, to an address that is secret. */
type Way = "slack" | "teams" | "webhook";

/** The settings that hold the addresses to which these alerts post: incoming webhooks of Slack, workflows of Teams, and gateways; each once. */
export function addressSettings(alerts: readonly Pick<Alert, "route">[], ways: readonly Way[] = ["slack", "webhook"]): Setting[] {
  const names = ways.flatMap((way) =>
    alerts.flatMap(({ route: { channel } }) => {
      if (way === "slack") return channel.slack === undefined ? [] : [slackSetting(channel)];
      if (way === "teams") return channel.teams === undefined ? [] : [teamsSetting(channel.teams)];
      return channel.webhook === undefined ? [] : [gatewaySetting(channel.webhook)];
    }),
  );
  return [...new Set(names)].map((name) => ({ key: `slostack:${name}`, secret: true }));
}
