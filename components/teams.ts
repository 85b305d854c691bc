import type { Refusal } from "../model/refusal.ts";
import type { Alert } from "../monitors/alert.ts";

/**
 * The channels of alerts that would reach nobody, because they are in Microsoft Teams and their evaluator does not post there.
 *
 * @param evaluator name of the vendor, for people
 * @param ways how it does post
 */
export function teamsRefusals(
  alerts: readonly Pick<Alert, "route">[],
  evaluator: string,
  ways: readonly ("slack" | "email" | "webhook")[],
): Refusal[] {
  const channels = [...new Map(alerts.map(({ route: { channel } }) => [channel.id, channel])).values()];
  return channels
    .filter((channel) => channel.teams !== undefined && ways.every((way) => channel[way] === undefined))
    .map(({ id }) => ({
      entry: `channels/${id}`,
      why: `${evaluator} does not post to Microsoft Teams; give the channel the \`email\` address that Teams has for it ("Get email address")`,
    }));
}
