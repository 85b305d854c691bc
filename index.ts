import * as pulumi from "@pulumi/pulumi";
import { writeListings } from "./components/listing.ts";
import { monitoringOf } from "./components/monitoring.ts";
import { register, setting } from "./components/register.ts";
import { registry } from "./components/registry.ts";
import { select } from "./components/selection.ts";
import { loadCatalog, resolve } from "./language.ts";
import { report } from "./model/report.ts";
import { unfireable } from "./monitors/unfireable.ts";

// Paths of the stack settings and of problems are meant from here, wherever the engine was started.
process.chdir(import.meta.dirname);
const config = new pulumi.Config("slostack");
const environment = config.get("environment") ?? pulumi.getStack();

/** Nothing is registered if there is a problem: all problems are reported at once, and the program ends. */
function stop(problems: readonly string[]): never {
  throw new pulumi.RunError(`${problems.join("\n")}\n\nNothing was registered.`);
}

const { catalog, problems, locate } = loadCatalog(config.get("catalog") ?? "catalog");
if (!catalog) stop(report(problems));
const environments = Object.keys(catalog.organization.environments);
if (!environments.includes(environment)) stop([`environment ${environment} is none of the catalog's: ${environments.join(", ")}`]);
const resolved = resolve(catalog, environment);
const unfit = unfireable([resolved], locate).filter(({ severity }) => severity === "error");
if (unfit.length > 0) stop(report(unfit));

const monitoring = monitoringOf(resolved, config.getBoolean("protect"));
const secrets: readonly string[] = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
const { vendors, errors } = select(registry, monitoring, {
  vendors: config.requireObject<string[]>("vendors"),
  without: config.getObject<string[]>("withoutVendors") ?? [],
  stateOf: (key) => (setting(key) === undefined ? "absent" : secrets.includes(key) ? "secret" : "plain"),
  read: setting,
});
if (errors.length > 0) stop(errors);

const outputs = await register(vendors, monitoring);

// `slostack drift` asks what else is in the accounts, with the settings of the stack.
await writeListings(process.env.SLOSTACK_LISTINGS, vendors, monitoring);

export default { environment, ...outputs };
