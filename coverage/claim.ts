import type { DashboardPanel, DashboardSpec } from "../dashboards/dashboard.ts";
import { isProbed } from "../model/condition.ts";
import { logicalName } from "../model/ids.ts";
import type { Alert } from "../monitors/alert.ts";

/**
 * What would carry an entry, if it was there. Of a resource every part that is named must hold; nothing is taken for
 * carried because it should be: a claim is compared with what was registered and rendered.
 */
export type Claim = ResourceClaim | FileClaim | ContractClaim;

interface ClaimBase {
  /** what of the entry it carries, where the entry asks for several things: each of them must be carried by something */
  readonly part?: string;
}
export interface ResourceClaim extends ClaimBase {
  readonly kind: "resource";
  /** its logical name */
  readonly name?: string;
  /** its logical name, or what this begins with, followed by `--` */
  readonly stem?: string;
  /** its type token */
  readonly type?: RegExp;
  /** one of its inputs, at any depth and inside of JSON texts, is exactly this */
  readonly holds?: string;
  /** one of its inputs has this in it, as a word of its own */
  readonly says?: string;
}

/** A rendered file. */
export interface FileClaim extends ClaimBase {
  readonly kind: "file";
  /** it has this in it, as a word of its own */
  readonly says?: string;
  readonly path?: RegExp;
}

/** A line of the contract with the application. */
export interface ContractClaim extends ClaimBase {
  readonly kind: "contract";
  /** what the application owes, in words */
  readonly owes: string;
}

export const resource = (of: Omit<ResourceClaim, "kind">): ResourceClaim => ({ kind: "resource", ...of });
export const file = (says: string, path?: RegExp): FileClaim => ({ kind: "file", says, ...(path && { path }) });
export const fileAt = (path: RegExp): FileClaim => ({ kind: "file", path });
export const contract = (owes: string): ContractClaim => ({ kind: "contract", owes });

/** Claims that all carry the same part of an entry. */
export const part = (name: string, claims: readonly Claim[]): Claim[] => claims.map((claim) => ({ ...claim, part: name }));

/** Resources of vendors that ask endpoints. */
const prober = /^(better-uptime|uptimerobot):|synthetic/i;

/**
 * An alert stands under its name, with the parts that it is put together of; in a group of rules it is one of the inputs.
 * What asks an endpoint stands under the name of its signal, and tells by itself.
 */
export function alertClaims({ name, formerNames: [oldest = name], when }: Alert): Claim[] {
  const asked = isProbed(when) ? [resource({ name: logicalName(...when.signal.path.split("/")), type: prober })] : [];
  return [resource({ stem: name }), resource({ holds: oldest }), file(name), ...asked];
}

/** The dashboard, and the panel in it. */
export function panelClaims(dashboard: DashboardSpec, panel: DashboardPanel): Claim[] {
  return [resource({ name: dashboard.name, type: /dashboard/i, holds: panel.title })];
}
