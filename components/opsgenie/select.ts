import type { Escalation, OnCall, Person, Resolved, Schedule, Team } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Notifying, notifyingOf } from "../../monitors/notifying.ts";

/** An on-call service that Opsgenie wakes, or is the standby of, and who sends to it. */
export interface Call {
  readonly onCall: OnCall;
  /** false: it is the standby, and refuses whatever it is sent */
  readonly enabled: boolean;
  /** in alphabetical order */
  readonly senders: readonly string[];
}

/** All that one environment has at Opsgenie, each entry once and in the order of the catalog. */
export interface OpsgenieOnCall {
  readonly calls: readonly Call[];
  readonly escalations: readonly Escalation[];
  readonly schedules: readonly Schedule[];
  readonly teams: readonly Team[];
  readonly people: readonly Person[];
}

/** Senders whose pages Opsgenie can take: those that post to its API by a key of its own. */
const posting: ReadonlySet<string> = new Set(["grafana", "alertmanager"]);

export const canPage = ({ sender }: Notifying): boolean => posting.has(sender);

const isHere = ({ pager, standby }: OnCall): boolean => pager === "opsgenie" || standby === "opsgenie";

/** People, teams, schedules and escalations exist once, and so does what pages through them: in the account's environment. */
export function forOpsgenie(resolved: Resolved, alerts: readonly Alert[]): OpsgenieOnCall {
  const { environment, organization } = resolved;
  const notifying = notifyingOf(resolved, alerts);
  const onCalls = environment.ownsAccount && environment.pages ? organization.onCalls.filter(isHere) : [];
  const calls = onCalls.map((onCall): Call => {
    const paging = notifying.filter(({ route }) => route.kind === "page" && route.onCall.id === onCall.id);
    const senders = new Set([...paging.filter(canPage).map(({ sender }) => sender), ...onCall.senders]);
    return { onCall, enabled: onCall.pager === "opsgenie", senders: [...senders].sort() };
  });
  const ids = new Set(onCalls.map(({ escalation }) => escalation.id));
  const escalations = organization.escalations.filter(({ id }) => ids.has(id));
  const targets = new Set(escalations.flatMap(({ levels }) => levels.map(({ kind, target }) => `${kind} ${target.id}`)));
  const schedules = organization.schedules.filter(({ id }) => targets.has(`schedule ${id}`));
  const teamIds = new Set(escalations.map(({ team }) => team.id));
  const teams = organization.teams.filter(({ id }) => teamIds.has(id));
  const needed = new Set([
    ...teams.flatMap(({ members }) => members.map(({ id }) => id)),
    ...schedules.flatMap(({ layers }) => layers.flatMap(({ rotation }) => rotation.map(({ id }) => id))),
    ...[...targets].flatMap((target) => (target.startsWith("person ") ? [target.slice("person ".length)] : [])),
  ]);
  return { calls, escalations, schedules, teams, people: organization.people.filter(({ id }) => needed.has(id)) };
}
