import type { Policy } from "./arguments.ts";

/**
 * Ids of what a catalog cannot be without. Whom a component notifies is not in a catalog by people, channels and schedules: a program says it by
 * what it has at the vendor. So the people here stand for the recipients of the program, and no object is made of them.
 */
export const recipient = "recipients";

/** The catalog's own severities (`slostack init`). */
export const severities = {
  critical: { priority: "P1", respond: "15m", route: "page" },
  warning: { priority: "P3", respond: "1d", route: "post" },
} as const;

/** The policy of `slostack init`. */
export const policyOf = ({ window = "30d", page, ticket, leastBadEvents = 10, leastBadMinutes, absence = "10m" }: Policy) => ({
  window,
  page: page ?? [
    { share: "2%", in: "1h" },
    { share: "5%", in: "6h" },
  ],
  ticket: ticket ?? [
    { share: "10%", in: "1d" },
    { share: "10%", in: "3d" },
  ],
  "page-severity": "critical",
  "ticket-severity": "warning",
  "least-bad-events": leastBadEvents,
  ...(leastBadMinutes !== undefined && { "least-bad-minutes": leastBadMinutes }),
  absence,
});

/** What differs between the organizations of components. */
export interface OrganizationOf {
  readonly environment: string;
  /** how the data of the one source say the environment, by the key of `is` */
  readonly is: Readonly<Record<string, unknown>>;
  /** id of the team that owns everything */
  readonly owner: string;
  /** base of the addresses of runbooks */
  readonly runbooks: string;
  readonly sources: Readonly<Record<string, object>>;
  readonly policies: Readonly<Record<string, object>>;
}

/** The organization of a program: one environment, one team, and somebody to notify. */
export function organizationOf({ environment, is, owner, runbooks, sources, policies }: OrganizationOf) {
  return {
    organization: "program",
    name: "Program",
    runbooks,
    "account-owner": environment,
    pagers: { people: "look-up" },
    environments: { [environment]: { is } },
    sources,
    severities,
    channels: { [recipient]: { email: "recipients@example.com" } },
    people: { [recipient]: { name: "Recipients", email: "recipients@example.com" } },
    teams: { [owner]: { name: owner, members: [recipient], channel: recipient } },
    escalations: { [recipient]: { name: "Recipients", team: owner, levels: [{ person: recipient, wait: "15m" }] } },
    "on-call": { [recipient]: { name: "Recipients", escalation: recipient } },
    policies,
  };
}
