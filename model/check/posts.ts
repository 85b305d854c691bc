import type { OrganizationFile } from "../schema/organization.ts";
import type { Vocabulary } from "../vocabulary.ts";
import type { Check } from "./report.ts";

type Channel = OrganizationFile["channels"][string];

/** How a channel pages people, if it does. */
function wakesBy({ pagers, otherPagers }: Vocabulary, { webhook, email }: Channel): string | undefined {
  if (webhook !== undefined) return `the gateway ${JSON.stringify(webhook)}`;
  const domain = email?.toLowerCase().split("@").at(-1) ?? "";
  const domains = [...pagers.flatMap(({ mail }) => mail), ...otherPagers];
  const pager = domains.find((one) => domain === one || domain.endsWith(`.${one}`));
  return pager && `an address at ${pager}`;
}

const ways = ["slack", "teams", "email", "webhook"] as const;

/**
 * Posts are sent at once, whatever the hours of their severity: through a gateway or a pager's address they would ring at
 * night (docs/adr/0009-posts-go-out-at-once.md).
 */
export const checkHours: Check = ({ organization, systems, vocabulary }, report) => {
  const { channels, severities, teams } = organization.value;
  for (const [id, { route, during }] of Object.entries(severities)) {
    if (route !== "post" || during === undefined) continue;
    const used = systems.flatMap(({ value: { system, owner, severities: own, services } }) => {
      const usual = [{ owner }, ...Object.values(services)].map((one) => own[id]?.channel ?? teams[one.owner ?? owner]?.channel);
      const alerts = Object.values(services).flatMap(({ alerts }) => Object.values(alerts).filter(({ severity }) => severity === id));
      return [...usual, ...alerts.map(({ channel }) => channel)].map((channel) => ({ channel, system }));
    });
    const waking = used.find(({ channel }) => channel !== undefined && channels[channel] && wakesBy(vocabulary, channels[channel]));
    const by = waking?.channel === undefined ? undefined : channels[waking.channel];
    if (waking && by)
      report(
        organization,
        ["severities", id, "during"],
        "hours-not-kept",
        `the system ${JSON.stringify(waking.system)} posts it to ${JSON.stringify(waking.channel)}, which includes ${wakesBy(vocabulary, by)}`,
      );
  }
};

/** What must not page anyone leads to no gateway and no pager, and into no channel of an environment that pages. */
export const checkPosts: Check = ({ organization, systems, vocabulary }, report) => {
  const { channels, environments, shadow, teams } = organization.value;
  const channelOf = (id: string | undefined) => (id !== undefined && Object.hasOwn(channels, id) ? channels[id] : undefined);
  const wake = (path: readonly string[], id: string | undefined, who: string) => {
    const channel = channelOf(id);
    const by = channel && wakesBy(vocabulary, channel);
    if (by) report(organization, path, "post-wakes", `${who} posts to ${JSON.stringify(id)}, which includes ${by}`);
  };
  if (shadow !== undefined) wake(["shadow"], shadow, "the dry run");
  const ofSystems = systems.flatMap(({ meanings, value }) =>
    meanings.flatMap(({ means, value: name }) =>
      means === "channel" ? [[String(name), `the system ${JSON.stringify(value.system)}`] as const] : [],
    ),
  );
  const ofTeams = Object.entries(teams).map(([id, { channel }]) => [channel, `the team ${JSON.stringify(id)}`] as const);
  for (const [id, { page, post }] of Object.entries(environments)) {
    const channel = channelOf(post);
    if (page !== "never" || post === undefined || !channel) continue;
    const path = ["environments", id, "post"];
    wake(path, post, JSON.stringify(id));
    for (const [other, whose] of [...ofTeams, ...ofSystems]) {
      const shared = ways.find((way) => channel[way] !== undefined && channel[way] === channelOf(other)?.[way]);
      if (shared === undefined) continue;
      report(
        organization,
        path,
        "post-shared",
        `${JSON.stringify(id)} does not page but posts to ${channel[shared]}, which ${whose} uses elsewhere`,
      );
      break;
    }
  }
};
