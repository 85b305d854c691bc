import type { Team } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import type { Change, Pair } from "../change.ts";
import type { Context } from "./context.ts";
import { declarationOf } from "./declared.ts";
import type { Told } from "./draft.ts";
import type { Paired } from "./kinds.ts";
import { is } from "./paired.ts";
import { isBlinded, pagesIn } from "./recipients.ts";
import { isDerived } from "./verdict.ts";

/** A change with what it owes to where it stands: its owners, its significance, and what was written about it. */
export function finished({ draft, paired, about }: Told, context: Context): Change {
  const { what, direction, means = [], alerts = [], lost } = draft;
  const silenced = new Set([
    ...(direction === "blind" ? written(lost ?? alerts.filter((pair) => isBlinded(pair, context))) : []),
    ...alerts.filter(isKilled),
  ]);
  const words = [...silenced].map((pair) => ({ pair, text: declarationOf(pair, context) }));
  const undeclared = [...new Set(words.flatMap(({ pair, text }) => (text === undefined ? [writtenAt(pair, paired)] : [])))];
  const declared = [...new Set(words.flatMap(({ text }) => text ?? []))].join(" ");
  return {
    entry: paired.entry,
    about: draft.about ?? about,
    direction,
    what,
    means,
    tier: tierOf(paired),
    owners: draft.approval ? approversOf(context) : ownersOf(paired, context),
    pages: draft.pages === true || alerts.some(pagesIn),
    ...(undeclared.length === 0 && declared !== "" && { declared }),
    ...(undeclared.length > 0 && { undeclared }),
  };
}

/** What is derived from entries (the absence of their metric) answers with them, and by itself only where nothing else does. */
function written(blinded: readonly Pair[]): readonly Pair[] {
  const own = blinded.filter((pair) => !ofDerived(pair));
  return own.length > 0 ? own : blinded;
}

/** What pages may not go without a word, even where another alert sees the same: its name was the one that people knew. */
const isKilled = (pair: Pair): boolean => pair.before?.route.kind === "page" && !pair.after && !ofDerived(pair);

function ofDerived({ before, after }: Pair): boolean {
  const alert = after ?? before;
  return alert !== undefined && isDerived(alert);
}

/** The entry that has a place to say so. */
function writtenAt(pair: Pair, paired: Paired): string {
  const own = is(paired, "slo") || is(paired, "alert");
  return own ? paired.entry : ((pair.after ?? pair.before)?.entry ?? paired.entry);
}

/** The graver of both sides: nothing gets out of an approval by calling itself unimportant. */
function tierOf({ service, system, ...paired }: Paired): number {
  const own: Paired | undefined = is(paired, "service") ? paired : service;
  if (own && is(own, "service")) return Math.min(own.sides.before?.tier ?? 4, own.sides.after?.tier ?? 4);
  const of: Paired | undefined = is(paired, "system") ? paired : system;
  if (!of || !is(of, "system")) return 1;
  const { before, after } = of.sides;
  return Math.min(4, ...[...(before?.services ?? []), ...(after?.services ?? [])].map(({ tier }) => tier));
}

/** Base decides whose an entry is. What systems share belongs to all whose alerts it moves, or else to everyone. */
function ownersOf(paired: Paired, context: Context): string[] {
  // A service may have an owner of its own; what stands in no service is the system's.
  const service: Paired | undefined = is(paired, "service") ? paired : paired.service;
  const system: Paired | undefined = is(paired, "system") ? paired : paired.system;
  for (const part of [service, system]) {
    if (!part || !(is(part, "service") || is(part, "system"))) continue;
    const owner = (part.sides.before ?? part.sides.after)?.owner.id;
    return owner === undefined ? [] : [owner];
  }
  const own = teamOf(paired);
  if (own.length > 0) return own;
  const teams = (alert: Alert | undefined) => (alert ? [alert.owner.id] : []);
  const moved = context.affected(paired.key).flatMap(({ before, after }) => (before ? teams(before) : teams(after)));
  return [...new Set(moved.length > 0 ? moved : context.base.organization.teams.map(({ id }) => id))].sort();
}

function teamOf(paired: Paired): string[] {
  const team = ownTeam(paired);
  return team === undefined ? [] : [team.id];
}

function ownTeam(paired: Paired): Team | undefined {
  if (is(paired, "escalation")) return (paired.sides.before ?? paired.sides.after)?.team;
  return is(paired, "source") || is(paired, "dead-man") ? (paired.sides.before ?? paired.sides.after)?.owner : undefined;
}

const approversOf = ({ base }: Context): string[] => base.organization.review?.approvers.map(({ id }) => id) ?? [];
