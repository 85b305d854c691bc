import type * as vendor from "@pulumi/pagerduty";
import type { Input } from "@pulumi/pulumi";
import type { Person, Team } from "../../model/resolved.ts";
import { description } from "./description.ts";

/**
 * A responder: may acknowledge, resolve and override their own shifts, but not edit schedules or policies, because an
 * edit by hand would be undone by the next update. The matching role in a team is `responder`.
 */
const roles = { user: "limited_user", member: "responder" } as const;

/** The API stores addresses in lower case. */
export const addressOf = ({ email }: Person): string => email.toLowerCase();

export function userArgs(person: Person): vendor.UserArgs {
  return { name: person.name, email: addressOf(person), role: roles.user, description };
}

export function teamArgs(team: Team): vendor.TeamArgs {
  return { name: team.name, description };
}

export function membershipArgs(team: Input<string>, user: Input<string>): vendor.TeamMembershipArgs {
  return { teamId: team, userId: user, role: roles.member };
}
