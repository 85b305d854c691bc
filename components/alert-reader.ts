import type { Unwrap } from "@pulumi/pulumi";

/*
 * What the policy pack knows of a vendor: how to read an alert from the inputs of a resource, whoever declared it. Each vendor's `policy.ts`
 * says it of its own types; `policies.ts` has the rules. Nothing here loads an SDK or the catalog.
 */

/** A resource of the stack, as far as the recipients of an alert are found in others. */
export interface StackResource {
  readonly type: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** Why an alert never fires, or nobody hears of it, and how that is mended: two sentences without a capital in front and a stop at the end. */
export interface Fault {
  readonly what: string;
  readonly remediation: string;
}

/**
 * One alert of a resource. Each function reads what it needs and no more: a value that is unknown before an update throws when it is
 * read. Nothing is guessed: a function answers `undefined` where the resource does not say it.
 */
export interface AlertRead {
  /** its name among those of the resource, where a resource holds several */
  readonly name?: string;
  /** labels, tags and the like by their names */
  labels(): Readonly<Record<string, string>>;
  /** whether its owner is named, where the vendor has a place for one that is no label */
  owner?(): boolean;
  /** texts that people get with it, where a runbook may be linked; one alone that is nothing else is under `runbook` */
  texts?(): readonly (string | undefined)[];
  /** address of the runbook, where the vendor has a place for it */
  runbook?(): string | undefined;
  /** whether it always fires, so that somebody else misses it once it does not: nobody is called by it, and it has nothing to explain */
  heartbeat?(): boolean;
  /** whether the resource names anybody who hears of it */
  notifies(): boolean | undefined;
  /** whether somebody is called, by a pager that the resource or one of `stack` names */
  pages?(stack: readonly StackResource[]): boolean | undefined;
  /** what is certain from the resource alone; empty where nothing is */
  faults(): readonly (Fault | undefined | false)[];
}

/** How the resources of one type are read. */
export interface AlertReader<Props = never> {
  /** what people call one */
  readonly noun: string;
  /** where its runbook belongs, for people; left out where it can have none */
  readonly runbookIn?: string;
  /** where its owner belongs; `<key>` stands for the first key of the policy's configuration */
  readonly ownerIn?: string;
  /** where its recipients belong */
  readonly recipientsIn: string;
  read(props: Props): readonly AlertRead[];
}

/** Inputs as anybody declares them: what this project always switches on may be off. @typeParam Args those of our own plan */
export type Declared<Args> = { readonly [K in keyof Unwrap<Args>]: Unwrap<Args>[K] extends boolean ? boolean : Unwrap<Args>[K] };

/** By type token. */
export type AlertReaders = Readonly<Record<string, AlertReader>>;

/** `["team:crm", "urgent"]` is `{ team: "crm", urgent: "" }`. */
export function labelsOfTags(tags: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    tags.map((tag) => {
      const [key = "", ...value] = tag.split(":");
      return [key, value.join(":")];
    }),
  );
}

/** What is switched off evaluates nothing: the commonest reason for silence, said alike of every vendor. */
export function switchedOff(is: boolean | undefined, setting: string): Fault | false {
  return (
    is === true && {
      what: `\`${setting}\` switches it off: it looks as if it watched, and never fires`,
      remediation: `remove \`${setting}\`, or the alert`,
    }
  );
}
