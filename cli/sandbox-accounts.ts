import { gatewaySetting, slackSetting, teamsSetting } from "../components/names.ts";
import { registry } from "../components/registry.ts";
import type { SandboxAccount } from "../components/sandbox.ts";
import { resolve } from "../language.ts";
import type { CheckedCatalog } from "../model/load.ts";
import type { OrganizationFile } from "../model/schema/organization.ts";
import type { Seed } from "../sandbox/engine.ts";
import { fakes } from "../sandbox/fakes.ts";
import { fromFolders } from "../sandbox/vendor-folders.ts";

/** What a company has and sets before its first `pulumi up`, for the accounts of the sandbox. */

const accounts = new Map(
  [...(await fromFolders<{ readonly sandbox: SandboxAccount }>("sandbox"))].map(([name, { sandbox }]) => [name, sandbox]),
);

/** The provider's name, where it is another than the vendor's. */
export const packageOf = (vendor: string): string => fakes.get(vendor)?.package ?? vendor;

/** Packages of all vendors that the project knows. */
export const sandboxVendors: readonly string[] = registry.map(({ name }) => packageOf(name));

/** The plain settings that a stack of real accounts has, but for those in `Pulumi.<stack>.yaml`. */
export const sandboxSettings: Readonly<Record<string, string>> = Object.assign({}, ...[...accounts.values()].map(({ config }) => config));

/** The plain settings that differ from stack to stack, though environments share the sandbox's accounts. */
export function settingsOfStack({ environments }: OrganizationFile, stack: string): Readonly<Record<string, string>> {
  const place = Object.keys(environments).indexOf(stack) + 1;
  return Object.assign({}, ...[...accounts.values()].map(({ configOf }) => configOf?.(place)));
}

/**
 * Every secret setting that a catalog may need, made up.
 *
 * @param madeUp recognisable text for a key
 */
export function secretSettings(organization: OrganizationFile, madeUp: (key: string) => string): Record<string, string> {
  const channels = Object.entries(organization.channels);
  const hooks = channels.flatMap(([id, { slack, formerly = [] }]) =>
    slack === undefined ? [] : [`slostack:${slackSetting({ id, formerly })}`],
  );
  const gateways = channels.flatMap(([, { webhook }]) => (webhook === undefined ? [] : [`slostack:${gatewaySetting(webhook)}`]));
  const workflows = channels.flatMap(([, { teams }]) => (teams === undefined ? [] : [`slostack:${teamsSetting(teams)}`]));
  const keys = [...accounts.values()].flatMap(({ secrets = {} }) => Object.entries(secrets));
  return {
    ...Object.fromEntries(keys.map(([key, prefix]) => [key, `${prefix}${madeUp(key)}`])),
    ...Object.fromEntries(hooks.map((key) => [key, `https://hooks.slack.com/services/${madeUp(key)}`])),
    ...Object.fromEntries(gateways.map((key) => [key, `https://gateway.example.com/${madeUp(key)}`])),
    ...Object.fromEntries(workflows.map((key) => [key, `https://workflows.example.com/${madeUp(key)}`])),
    "slostack:phones": madeUpPhones(organization),
  };
}

/**
 * Unassigned numbers: Berlin's 030 23125 000 to 999 are kept free for films and books (Bundesnetzagentur).
 * The text of the secret setting `slostack:phones`.
 */
export function madeUpPhones({ people }: OrganizationFile): string {
  const numbers = Object.keys(people).map((id, index) => [id, `+493023125${String(index).padStart(3, "0")}`]);
  return JSON.stringify(Object.fromEntries(numbers));
}

/** What a stack refers to and never makes, in the account of each vendor. */
export function accountsBefore(catalog: CheckedCatalog): Seed {
  const { organization } = catalog;
  const environments = Object.keys(organization.environments).map((environment) => resolve(catalog, environment));
  return Object.fromEntries(
    [...accounts].flatMap(([name, { seed }]) => (seed ? [[packageOf(name), seed(organization, environments)]] : [])),
  );
}
