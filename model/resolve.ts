import type { CheckedCatalog } from "./load.ts";
import { byId, need } from "./resolve/entries.ts";
import { resolveOrganization } from "./resolve/organization.ts";
import { measureSystem, resolveSystem } from "./resolve/system.ts";
import type { Environment, Resolved } from "./resolved.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * The catalog for one environment. Pure: the same catalog gives the same model, whatever the order of its keys. Entries
 * are in the order of their ids; levels of an escalation, people of a rotation and panels of a dashboard as written.
 *
 * @param catalog one that `loadCatalog` found without errors
 * @throws Error when the environment or a reference does not exist
 */
export function resolve(vocabulary: Vocabulary, catalog: CheckedCatalog, environment: string): Resolved {
  const file = catalog.organization;
  const entry = need(file.environments, environment, "environment");
  const organization = resolveOrganization(vocabulary, file, environment);
  const post = entry.post === undefined ? undefined : need(organization.known.channel, entry.post, "channel");
  const here: Environment = {
    id: environment,
    pages: entry.page !== "never",
    ...(post ? { post } : {}),
    ownsAccount: file["account-owner"] === environment,
  };
  const measured = catalog.systems.map((system) => measureSystem(system, organization, environment));
  const signals = new Map(
    measured.flatMap(({ services }) => services.flatMap((service) => [...service.signals.values()].map((signal) => [signal.path, signal]))),
  );
  return {
    environment: here,
    organization: organization.model,
    systems: measured.map((system) => resolveSystem(system, vocabulary, organization, signals)).sort(byId),
  };
}
