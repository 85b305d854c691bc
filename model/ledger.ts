import { everyName } from "./ids.ts";
import type { Identified, OnCall, Resolved } from "./resolved.ts";

/**
 * A logical name that stands for something at a vendor, or for recorded history. The ledger of an environment
 * (`test/ledger/<environment>.txt`, one line a name) remembers those that were deployed, so that a name that is lost by
 * accident is seen before an alert, its history or someone's place in a rotation is.
 */
export interface Identity {
  readonly kind: "alert" | "signal" | "dashboard" | "on-call" | "sender" | "channel" | "escalation" | "schedule" | "team" | "person";
  readonly name: string;
  readonly formerNames: readonly string[];
  /** it pages people: its removal must be written down with `retired:` */
  readonly pages: boolean;
}

/** A line of the ledger whose name the catalog has lost. */
export interface Loss {
  /** the line of the ledger */
  readonly entry: string;
  readonly kind: string;
  readonly name: string;
  readonly pages: boolean;
}

/** Kinds of which an environment may page. */
const wakes: readonly string[] = ["alert", "on-call", "sender"] satisfies Identity["kind"][];

/** What the ledger needs of an alert. */
interface Named {
  readonly name: string;
  readonly formerNames: readonly string[];
  readonly route: { readonly kind: "page" | "post" };
}

/** Everything of a resolved catalog that has an identity of its own. */
export function identitiesOf({ environment, organization, systems }: Resolved, alerts: readonly Named[]): Identity[] {
  const identity = (kind: Identity["kind"], path: readonly Identified[], pages = false): Identity => {
    const [name = "", ...formerNames] = everyName(path);
    return { kind, name, formerNames, pages };
  };
  const onCallAndSenders = (onCall: OnCall) => [
    identity("on-call", [onCall], true),
    ...onCall.senders.map((id) => identity("sender", [onCall, { id, formerly: [] }], true)),
  ];
  const account = environment.ownsAccount
    ? [
        ...organization.escalations.map((entry) => identity("escalation", [entry])),
        ...organization.schedules.map((entry) => identity("schedule", [entry])),
        ...organization.teams.map((entry) => identity("team", [entry])),
        ...organization.people.map((entry) => identity("person", [entry])),
      ]
    : [];
  return [
    ...alerts.map(({ name, formerNames, route }): Identity => ({ kind: "alert", name, formerNames, pages: route.kind === "page" })),
    ...systems.flatMap((system) => [
      ...system.dashboards.map((dashboard) => identity("dashboard", [system, dashboard])),
      ...system.services.flatMap((service) => service.signals.map((signal) => identity("signal", [system, service, signal]))),
    ]),
    ...(environment.pages ? organization.onCalls.flatMap(onCallAndSenders) : []),
    ...organization.channels.map((entry) => identity("channel", [entry])),
    ...account,
  ];
}

const line = ({ kind, name, pages }: Identity) => `${kind} ${name}${pages ? " pages" : ""}`;

/** The ledger of a catalog: a line a name, in alphabetical order. */
export function writeLedger(identities: readonly Identity[]): string {
  return `${[...new Set(identities.map(line))].sort().join("\n")}\n`;
}

/** The names of a ledger with their kinds; comments and empty lines are none. */
export function namesIn(ledger: string): Loss[] {
  return ledger.split("\n").flatMap((entry) => {
    const [kind = "", name = "", pages] = entry.trim().split(/\s+/);
    return name === "" || kind.startsWith("#") ? [] : [{ entry, kind, name, pages: pages !== undefined }];
  });
}

/**
 * What a catalog has lost since its ledger was written. New names pass; a renamed entry passes with `formerly:`; what
 * pages may only go with `retired:`; anything else when its line is removed from the ledger, which a reviewer sees.
 *
 * @param ledger text of the ledger
 * @param retired names under `retired:` of any system
 */
export function lossesOf(ledger: string, identities: readonly Identity[], retired: readonly string[]): Loss[] {
  const known = new Set(identities.flatMap(({ kind, name, formerNames }) => [name, ...formerNames].map((any) => `${kind} ${any}`)));
  // Retired once is retired everywhere: what pages in one environment may post in another.
  const isRetired = ({ kind, name }: Loss) => wakes.includes(kind) && retired.includes(name);
  return namesIn(ledger).filter((one) => !known.has(`${one.kind} ${one.name}`) && !isRetired(one));
}
