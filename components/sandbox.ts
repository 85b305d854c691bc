import type { Resolved } from "../model/resolved.ts";
import type { OrganizationFile } from "../model/schema/organization.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/** Objects of an account by kind and id. */
type Seed = Readonly<Record<string, Readonly<Record<string, { readonly [key: string]: Json }>>>>;

/** What `components/<vendor>/sandbox.ts` exports: what a company has and sets at a vendor before its first `pulumi up`. */
export interface SandboxAccount {
  /** plain settings of every stack, but for those in `Pulumi.<stack>.yaml` */
  readonly config?: Readonly<Record<string, string>>;
  /** plain settings that differ from stack to stack. @param place of the stack among the environments, from 1 */
  configOf?(place: number): Readonly<Record<string, string>>;
  /** keys of secret settings, whatever the catalog, each with what its value must begin with */
  readonly secrets?: Readonly<Record<string, string>>;
  /** what a stack refers to and never makes */
  seed?(organization: OrganizationFile, environments: readonly Resolved[]): Seed;
}

/** The name under which a made-up company has installed one vendor in another. */
export const company = "haste";

/** Addresses of all people and mailboxes. */
export function mailsOf({ people, channels }: OrganizationFile): string[] {
  return [...Object.values(people), ...Object.values(channels)].flatMap(({ email }) => email ?? []);
}
