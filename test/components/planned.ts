import { monitoringOf } from "../../components/monitoring.ts";
import { type PlannedObject, printPlan } from "../../components/print.ts";
import { registry } from "../../components/registry.ts";
import { sendersOf } from "../../components/selection.ts";
import { type CheckedCatalog, resolve } from "../../language.ts";

/** Plain settings as a stack has them. */
const usual: Readonly<Record<string, string>> = {
  "newrelic:accountId": "1234567",
  "posthog:projectId": "1",
  "slostack:datadogDistributions": "sent",
  "slostack:datadogSlackAccount": "acme",
  "slostack:sentryPagerdutyAccount": "acme",
  "slostack:sentrySlackWorkspace": "acme",
};

/** The plan of every vendor that a catalog needs. @param settings above the usual ones */
export function plannedOf(
  catalog: CheckedCatalog,
  environment: string,
  settings: Readonly<Record<string, string>> = {},
): readonly PlannedObject[] {
  const resolved = resolve(catalog, environment);
  const monitoring = monitoringOf(resolved, true);
  const vendors = registry.filter((vendor) => vendor.settings(monitoring).length > 0);
  const setting = (key: string) => settings[key] ?? usual[key];
  return printPlan(vendors, monitoring, { senders: sendersOf(vendors), setting, required: (key) => setting(key) ?? `\${${key}}` }).objects;
}
