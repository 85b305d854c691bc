import { nearest } from "../../model/nearest.ts";
import { type Carrier, searchOf } from "./carriers.ts";
import { claimsOf, isDuty } from "./claims.ts";
import type { Named } from "./named.ts";
import type { Requirement, Requirements } from "./requirement.ts";
import type { Stack } from "./stack.ts";

/** An entry that names a requirement, with the objects that implement it. */
export interface Standing {
  readonly entry: Named;
  readonly carriers: readonly Carrier[];
  /** its parts that nothing implements, in words; empty if all of it is implemented */
  readonly bare: readonly string[];
}
export interface Answer {
  readonly requirement: Requirement;
  readonly standings: readonly Standing[];
  /** why it is none, one sentence each */
  readonly faults: readonly string[];
}
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}
export interface Coverage {
  /** in the order of the page */
  readonly answers: readonly Answer[];
  /** what belongs to no single requirement of the page */
  readonly faults: readonly Fault[];
}

export interface Asked {
  /** path of the page, for people */
  readonly page: string;
  readonly requirements: Requirements;
  readonly named: readonly Named[];
  readonly stacks: readonly Stack[];
  /** whether a link of the page leads somewhere */
  readonly leads: (link: string) => boolean;
  /** whether the part of a procedure that a link leads to says which requirement it answers */
  readonly answers: (link: string, id: string) => boolean;
}

/** For each requirement, where the catalog answers it and what carries the answer, or why neither is so. */
export function coverageOf({ page, requirements: { requirements, misprints }, named, stacks, leads, answers: says }: Asked): Coverage {
  const searches = stacks.map((stack) => ({ stack, search: searchOf(stack) }));
  const standings = new Map(named.map((entry) => [entry, standingOf(entry, searches)]));
  const answers = requirements.map((requirement): Answer => {
    const own = named.filter(({ ids }) => ids.includes(requirement.id)).flatMap((entry) => standings.get(entry) ?? []);
    return { requirement, standings: own, faults: faultsOf(requirement, own, { leads, answers: says }) };
  });
  const known = requirements.map(({ id }) => id);
  const unknown = named.flatMap(({ ids, file, line, entry }) =>
    ids
      .filter((id) => !known.includes(id))
      .map((id): Fault => ({ file, line, what: `${entry} names ${id}, which ${page} does not know${meant(id, known)}` })),
  );
  return { answers, faults: [...misprints.map((one) => ({ file: page, ...one })), ...unknown] };
}

type Searches = readonly { readonly stack: Stack; readonly search: ReturnType<typeof searchOf> }[];

function standingOf(entry: Named, searches: Searches): Standing {
  const claimed = searches.map(({ stack, search }) => ({ search, claims: claimsOf(entry, stack) ?? [] }));
  const carriers = claimed.flatMap(({ search, claims }) => search(claims));
  // What the contract says is said once, not once an environment.
  const owed = new Map(carriers.flatMap((carrier) => (carrier.kind === "contract" ? [[carrier.owes, carrier]] : [])));
  const parts = new Set(claimed.flatMap(({ claims }) => claims.flatMap(({ part }) => part ?? [])));
  const bare = [...parts].filter((part) =>
    claimed.every(({ search, claims }) => search(claims.filter((one) => one.part === part)).length === 0),
  );
  return {
    entry,
    carriers: [...carriers.filter(({ kind }) => kind !== "contract"), ...owed.values()],
    bare: carriers.length === 0 ? [entry.entry] : bare.map((part) => `${part} of ${entry.entry}`),
  };
}

function meant(id: string, known: readonly string[]): string {
  const near = nearest(id, known);
  return near === undefined ? "" : `; did you mean ${near}?`;
}

function faultsOf(
  { reason, id }: Requirement,
  standings: readonly Standing[],
  { leads, answers }: Pick<Asked, "leads" | "answers">,
): string[] {
  const bare = standings.flatMap((standing) => standing.bare.map((what) => `nothing that exists carries ${what}`));
  const duties = standings.filter(({ entry }) => isDuty(entry));
  const others = standings.filter(({ entry }) => !isDuty(entry));
  const [first] = others;
  if (!reason) {
    if (first) return bare;
    if (duties.length === 0) return ["no entry of the catalog names it, and no reason says where else it belongs"];
    return [...bare, `only a duty of the application answers it: say why, after "application:"`];
  }
  const stale = first ? [`the reason says ${reason.kind}, but ${first.entry.entry} carries ${id}: one of the two is wrong`] : [];
  if (reason.kind === "application") {
    if (duties.length === 0) return [...stale, "no duty of the application names it, so the contract does not carry what is needed of it"];
    return [...stale, ...bare];
  }
  const also = duties.map(({ entry }) => `the reason says ${reason.kind}, but ${entry.entry} makes it a duty of the application`);
  const lost = reason.links.filter((link) => !leads(link)).map((link) => `${link} leads nowhere`);
  const silent = reason.kind === "people" && lost.length === 0 && !reason.links.some((link) => answers(link, id));
  return [...stale, ...also, ...lost, ...(silent ? [`no procedure that the reason links says [${id}] where it answers it`] : [])];
}
