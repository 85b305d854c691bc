import type { CheckedCatalog } from "../model/load.ts";
import type { Resolved } from "../model/resolved.ts";
import { rootsFrom } from "../model/roots.ts";
import { neededVendors } from "./needed-vendors.ts";
import { ownCatalog } from "./options.ts";
import { sandboxSettings, secretSettings, settingsOfStack } from "./sandbox-accounts.ts";
import { stackSettings } from "./stack-settings.ts";

export interface RunSettings {
  /** on top of those in the settings file of the stack */
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What a run of the program needs without any account. The settings of a stack are about the catalog that they name; for another one, what it needs is switched on. */
export function runSettings(of: {
  root: string;
  stack: string;
  catalogDir: string;
  catalog: CheckedCatalog;
  resolved: Resolved;
}): RunSettings {
  const settings = stackSettings(of.root, of.stack);
  const directory = rootsFrom(".", of.catalogDir);
  const own = directory === rootsFrom(of.root, settings.catalog ?? ownCatalog) && settings.vendors !== undefined;
  return {
    config: {
      ...sandboxSettings,
      ...(!own && settingsOfStack(of.catalog.organization, of.stack)),
      ...(!own && { catalog: directory, environment: of.stack, vendors: neededVendors(of.resolved) }),
    },
    secrets: secretSettings(of.catalog.organization, (key) => `sandbox-${key}`),
  };
}
