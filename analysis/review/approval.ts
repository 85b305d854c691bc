import type { Organization, Person } from "../../model/resolved.ts";
import type { Change } from "./change.ts";

/** One approval that a policy asks for, however many changes ask for it. */
export interface Approval {
  /** `owner`, or the id of a group */
  readonly asked: string;
  /** whose members own the changes: ids of teams, of a change of the policy itself those of its groups; empty for a group */
  readonly teams: readonly string[];
  /** the changes that ask for it, in their order */
  readonly changes: readonly Change[];
  /** who can give it, without the author */
  readonly by: readonly Approver[];
  /** who gave it; none: it is missing */
  readonly given: readonly Approver[];
}

export interface Approver {
  readonly id: string;
  readonly name: string;
  readonly login?: string;
}

/** A name that approves nothing. */
export interface Ignored {
  readonly name: string;
  readonly why: string;
}

/**
 * What a policy asks for, and what was given of it. The base's policy, teams and people decide: a change cannot approve
 * itself by its own first line.
 *
 * @param base the organization at base
 * @param approvedBy ids of people, or their logins where the code is hosted; `@name` is taken for a login alone
 * @param authors ids, logins or e-mail addresses of all who made the change or pushed it; what they approve does not count
 */
export function approvalsOf(
  changes: readonly Change[],
  base: Organization,
  approvedBy: readonly string[],
  authors: readonly string[] = [],
): Approval[] {
  const asked = new Map<string, { asked: string; teams: readonly string[]; changes: Change[]; people: readonly Person[] }>();
  for (const change of changes) {
    for (const by of askedBy(change, base)) {
      const teams = by === "owner" ? change.owners : [];
      const key = [by, change.about === "policy" ? "approvers" : "teams", ...teams].join(" ");
      const known = asked.get(key);
      if (known) known.changes.push(change);
      else asked.set(key, { asked: by, teams, changes: [change], people: peopleOf(by, change, base) });
    }
  }
  const excluded = authorsOf(authors, base);
  const given = new Set(approvedBy.flatMap((name) => personOf(name, base)?.id ?? []));
  return [...asked.values()].map(({ people, ...approval }) => {
    const by = people.filter(({ id }) => !excluded.has(id)).map(approver);
    return { ...approval, by, given: by.filter(({ id }) => given.has(id)) };
  });
}

export const isGiven = ({ given }: Approval): boolean => given.length > 0;

/** Names that approve nothing, and why: a typing error must not look like a missing signature. */
export function ignoredApprovers(base: Organization, approvedBy: readonly string[], authors: readonly string[] = []): Ignored[] {
  const by = authorsOf(authors, base);
  return [...new Set(approvedBy)].flatMap((name) => {
    const person = personOf(name, base);
    if (!person) return [{ name, why: "no person in the catalog at base has this id or login" }];
    return by.has(person.id) ? [{ name, why: "the approval of an author does not count" }] : [];
  });
}

/** Ids of people, by whatever a commit or the place where code is hosted calls them. */
function authorsOf(names: readonly string[], base: Organization): ReadonlySet<string> {
  const byMail = (name: string) => base.people.filter(({ email }) => email.toLowerCase() === name.toLowerCase());
  return new Set(names.flatMap((name) => [personOf(name, base), ...byMail(name)].flatMap((person) => person?.id ?? [])));
}

/** Each once, in the order of the policy. */
function askedBy({ direction, tier }: Change, { review }: Organization): string[] {
  const lines =
    review?.approvals.filter((line) => line.change.includes(direction) && (line.tier.length === 0 || line.tier.includes(tier))) ?? [];
  return [...new Set(lines.flatMap(({ by }) => by))];
}

function peopleOf(by: string, { owners, about }: Change, base: Organization): Person[] {
  const groups = base.review?.approvers ?? [];
  const group = (id: string) => groups.find((one) => one.id === id)?.people ?? [];
  const team = (id: string) => base.teams.find((one) => one.id === id)?.members ?? [];
  // A change of who approves belongs to those who approve.
  const found = by === "owner" ? owners.flatMap(about === "policy" ? group : team) : group(by);
  return [...new Map(found.map((person) => [person.id, person])).values()];
}

/** `@name` is a login and nothing else: anyone may have taken someone's id for a login. In any case, as where code is hosted. */
function personOf(name: string, { people }: Organization): Person | undefined {
  const login = name.replace(/^@/, "").toLowerCase();
  const byId = name.startsWith("@") ? undefined : people.find(({ id }) => id === name);
  return byId ?? people.find((person) => person.login?.toLowerCase() === login);
}

const approver = ({ id, name, login }: Person): Approver => ({ id, name, ...(login !== undefined && { login }) });
