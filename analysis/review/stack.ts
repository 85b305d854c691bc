import { shownRoots } from "../../model/roots.ts";
import type { Change } from "./change.ts";

/** What is deployed to one stack besides the catalog, at one revision. */
export interface Stack {
  readonly catalog: string;
  readonly environment: string;
  readonly vendors: readonly string[];
  /** vendors that the catalog needs and the stack leaves out on purpose */
  readonly without: readonly string[];
  readonly protect: boolean;
  /** every other setting, and what else its files hold: compared, and not understood */
  readonly other: Readonly<Record<string, unknown>>;
}

export interface StackAsked {
  /** its name, for example prod */
  readonly stack: string;
  /** absent: the stack is not there at this revision */
  readonly base?: Stack;
  readonly head?: Stack;
  /** names of the vendors that call people */
  readonly pagers: readonly string[];
  /** ids of the teams that answer for what the stack deploys */
  readonly owners: readonly string[];
  /** its environment pages, before or after */
  readonly pages: boolean;
}

type Said = Pick<Change, "direction" | "what" | "means"> & { readonly key: string };

/** What changes in the settings of a stack. A review sees no account: what it cannot follow is looser, and someone answers for it. */
export function stackChanges({ stack, base, head, pagers, owners, pages }: StackAsked): Change[] {
  const said = base && head ? between(base, head, pagers) : cameOrWent(stack, base, head);
  // What a file holds beside settings has the name of the file in its key already.
  const entry = (key: string) => (key.startsWith("Pulumi.") ? key : `Pulumi.${stack}.yaml/${key}`);
  return said.map(({ key, ...change }) => ({ ...change, entry: entry(key), about: "other", tier: 1, owners, pages }));
}

function cameOrWent(stack: string, base: Stack | undefined, head: Stack | undefined): Said[] {
  const means = `it deploys ${shownRoots((head ?? base)?.catalog ?? "")} in environment ${(head ?? base)?.environment}`;
  if (!head)
    return base
      ? [{ key: `Pulumi.${stack}.yaml`, direction: "looser", what: `stack ${stack} has no settings any more`, means: [`${means} at base`] }]
      : [];
  return [{ key: `Pulumi.${stack}.yaml`, direction: "neutral", what: `stack ${stack} is new`, means: [means] }];
}

function between(base: Stack, head: Stack, pagers: readonly string[]): Said[] {
  const moved = (key: "catalog" | "environment", direction: Said["direction"], means: string): Said[] =>
    base[key] === head[key]
      ? []
      : [{ key: `slostack:${key}`, direction, what: [base, head].map((side) => shownRoots(side[key])).join(" -> "), means: [means] }];
  return [
    ...moved("catalog", "neutral", "another catalog is deployed: the changes are those between the two"),
    ...moved("environment", "looser", "the accounts of the stack get what another environment has"),
    ...base.vendors.filter((name) => !head.vendors.includes(name)).map((name) => vendorGone(name, pagers.includes(name))),
    ...head.vendors.filter((name) => !base.vendors.includes(name)).map(vendorNew),
    ...head.without.filter((name) => !base.without.includes(name)).map(waived),
    ...base.without.filter((name) => !head.without.includes(name)).map(required),
    ...protection(base, head),
    ...unread(base.other, head.other),
  ];
}

const vendorGone = (name: string, pager: boolean): Said => ({
  key: "slostack:vendors",
  direction: "looser",
  what: `removed: ${name}`,
  means: [`the next deployment removes everything that stands at ${name}${pager ? ", and it no longer notifies anyone" : ""}`],
});

const vendorNew = (name: string): Said => ({
  key: "slostack:vendors",
  direction: "neutral",
  what: `added: ${name}`,
  means: [`the next deployment sets up at ${name} what the catalog has for it`],
});

const waived = (name: string): Said => ({
  key: "slostack:withoutVendors",
  direction: "looser",
  what: `added: ${name}`,
  means: [`the stack deploys nothing to ${name}, whatever the catalog has for it`],
});

const required = (name: string): Said => ({
  key: "slostack:withoutVendors",
  direction: "tighter",
  what: `removed: ${name}`,
  means: [`the stack no longer deploys without ${name} where the catalog needs it`],
});

function protection(base: Stack, head: Stack): Said[] {
  if (base.protect === head.protect) return [];
  const change = { key: "slostack:protect", what: `${base.protect} -> ${head.protect}` };
  if (head.protect)
    return [{ ...change, direction: "tighter", means: ["what pages or holds data can no longer be deleted by a deployment"] }];
  return [{ ...change, direction: "looser", means: ["a deployment may delete what pages and what holds data"] }];
}

/** Settings whose effect is in no catalog: an address, an account, a secret. */
function unread(base: Stack["other"], head: Stack["other"]): Said[] {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(head)])].sort();
  return keys
    .filter((key) => JSON.stringify(base[key]) !== JSON.stringify(head[key]))
    .map((key) => ({
      key,
      direction: "looser",
      what: key in head ? (key in base ? "changed" : "added") : "removed",
      means: ["a review cannot see what it leads to: another account, another recipient, or none"],
    }));
}
