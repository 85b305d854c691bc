import type { DashboardPanel, DashboardSpec } from "../../dashboards/dashboard.ts";
import { isProbed } from "../../model/condition.ts";
import type { Alert } from "../../monitors/alert.ts";
import { entryOf } from "../../monitors/entry.ts";

/**
 * What would carry an entry, if it was there. Of an object every part that is named must hold; nothing is taken for
 * carried because it should be: a claim is compared with what is planned and rendered.
 */
export type Claim = ObjectClaim | FileClaim | ContractClaim;

interface ClaimBase {
  /** what of the entry it carries, where the entry asks for several things: each of them must be carried by something */
  readonly part?: string;
}

/** An object at a vendor, by the entry that it answers. */
export interface ObjectClaim extends ClaimBase {
  readonly kind: "object";
  /** path of the entry: `shop/api/slos/availability`, `on-call/crm` */
  readonly answers: string;
  /** what answers an entry below that one carries it too */
  readonly below?: true;
  /** name of the vendor that holds it */
  readonly vendor?: string;
  /** its logical name is this, begins with it and `--`, or one of its texts is one of these: where several objects share an entry */
  readonly named?: readonly string[];
  /** one of its arguments, at any depth and inside of JSON texts, is exactly this */
  readonly holds?: string;
  /** one of its arguments has this in it, as a word of its own */
  readonly says?: string;
}

/** A rendered file. */
export interface FileClaim extends ClaimBase {
  readonly kind: "file";
  /** path of the entry that it answers; default: any */
  readonly answers?: string;
  /** it has this in it, as a word of its own */
  readonly says?: string;
}

/** A line of the contract with the application. */
export interface ContractClaim extends ClaimBase {
  readonly kind: "contract";
  /** what the application owes, in words */
  readonly owes: string;
}

export const object = (answers: string, also: Omit<ObjectClaim, "kind" | "answers"> = {}): ObjectClaim => ({
  kind: "object",
  answers,
  ...also,
});
export const file = (says: string): FileClaim => ({ kind: "file", says });
export const fileOf = (answers: string, says?: string): FileClaim => ({ kind: "file", answers, ...(says !== undefined && { says }) });
export const contract = (owes: string): ContractClaim => ({ kind: "contract", owes });

/** Claims that all carry the same part of an entry. */
export const part = (name: string, claims: readonly Claim[]): Claim[] => claims.map((claim) => ({ ...claim, part: name }));

/** The objects of an alert. The alerts of an SLO share its entry, so each is known by its name; what probes an endpoint has that of the signal. */
export function alertObject({ name, formerNames: [oldest = name], ...alert }: Alert): ObjectClaim {
  return object(entryOf(alert), isProbed(alert.when) ? {} : { named: [name, oldest] });
}

/** The objects of an alert, and the rendered rules. */
export const alertClaims = (alert: Alert): Claim[] => [alertObject(alert), file(alert.name)];

export const dashboardClaim = ({ entry, name }: DashboardSpec): ObjectClaim => object(entry, { named: [name] });

/** The dashboard, as long as the panel is in it. */
export const panelClaim = (dashboard: DashboardSpec, { title }: DashboardPanel): ObjectClaim => ({
  ...dashboardClaim(dashboard),
  holds: title,
});
