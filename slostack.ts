import * as pulumi from "@pulumi/pulumi";
import type { Catalog } from "./catalog-types.ts";
import { writeListings } from "./components/listing.ts";
import { monitoringOf } from "./components/monitoring.ts";
import { isSecret, register, setting } from "./components/register.ts";
import { registry } from "./components/registry.ts";
import { select } from "./components/selection.ts";
import type { Monitoring, Outputs, Vendor } from "./components/vendor.ts";
import { loadCatalog, resolve } from "./language.ts";
import { report } from "./model/report.ts";
import { rootsSetting } from "./model/roots.ts";
import { unfireable } from "./monitors/unfireable.ts";

/** What a monitoring stack is made of. Whatever is left out is a setting of the Pulumi stack. */
export interface SlostackArgs {
  /**
   * folder of the catalog, from where the program runs, a list of folders, each with `@revision` if it is to be read at one, or the
   * catalog itself as an object; default: the setting `slostack:catalog`, else `catalog`
   */
  readonly catalog?: string | readonly string[] | Catalog;
  /** an environment of the catalog; default: the setting `slostack:environment`, else the name of the stack */
  readonly environment?: string;
  /** names of the vendors that hold the objects, such as `datadog`; default: the setting `slostack:vendors` */
  readonly vendors?: readonly string[];
  /** names of vendors that the catalog needs and this stack goes without; default: the setting `slostack:withoutVendors` */
  readonly withoutVendors?: readonly string[];
  /** whether the engine refuses to delete what pages or holds data; default: the setting `slostack:protect`, else false */
  readonly protect?: boolean;
}

/** What a stack may export: the environment, and by name of the vendor what is worth knowing of its objects, such as addresses of dashboards. */
export type SlostackOutputs = { readonly environment: string } & Readonly<Record<string, Outputs | string>>;

/** What was found sound, before anything is registered. */
interface Prepared {
  readonly environment: string;
  readonly vendors: readonly Vendor[];
  readonly monitoring: Monitoring;
}

/**
 * The monitoring stack of a catalog in one environment: every object that the catalog declares, at the vendors of the stack.
 *
 * Nothing is registered while a problem stands: of the catalog, of the settings, or of what a vendor cannot express. All problems are
 * reported at once.
 *
 * @example
 * ```ts
 * import { Slostack } from "slostack";
 *
 * const monitoring = new Slostack("monitoring", { catalog: "./catalog", environment: "prod" });
 * export default await monitoring.outputs;
 * ```
 */
export class Slostack extends pulumi.ComponentResource<SlostackOutputs> {
  /** What the stack may export. Resolves once every object has been handed to the engine; nothing is known of the vendors' answers then. */
  readonly outputs: Promise<SlostackOutputs>;
  private readonly prepared: Prepared;

  /**
   * @param name logical name of the component; those of the objects follow from the catalog alone, so a program has one for each catalog
   * @throws pulumi.RunError with every problem, each one line; nothing is registered then
   */
  constructor(name: string, args: SlostackArgs = {}, options: pulumi.ComponentResourceOptions = {}) {
    const prepared = prepare(args);
    super("slostack:index:Slostack", name, {}, options);
    this.prepared = prepared;
    this.outputs = this.getData();
  }

  /** @internal loads the SDKs of the vendors in use; who depends on this component waits for it */
  protected override async initialize(): Promise<SlostackOutputs> {
    // The base class calls this before the constructor has set a field.
    await Promise.resolve();
    const { environment, vendors, monitoring } = this.prepared;
    const outputs = await register(vendors, monitoring, {}, this);
    // `slostack drift` asks what else is in the accounts, with the settings of the stack.
    await writeListings(process.env.SLOSTACK_LISTINGS, vendors, monitoring);
    return { environment, ...outputs };
  }
}

function prepare(args: SlostackArgs): Prepared {
  const config = new pulumi.Config("slostack");
  const environment = args.environment ?? config.get("environment") ?? pulumi.getStack();
  const { catalog, problems, locate } = loadCatalog(args.catalog ?? rootsSetting(config.get("catalog")) ?? "catalog");
  if (!catalog) stop(report(problems));
  const environments = Object.keys(catalog.organization.environments);
  if (!environments.includes(environment)) stop([`environment ${environment} is none of the catalog's: ${environments.join(", ")}`]);
  const resolved = resolve(catalog, environment);
  const unfit = unfireable([resolved], locate).filter(({ severity }) => severity === "error");
  if (unfit.length > 0) stop(report(unfit));
  const monitoring = monitoringOf(resolved, args.protect ?? config.getBoolean("protect"));
  const { vendors, errors } = select(registry, monitoring, {
    vendors: args.vendors ?? config.requireObject<string[]>("vendors"),
    without: args.withoutVendors ?? config.getObject<string[]>("withoutVendors") ?? [],
    stateOf: (key) => (setting(key) === undefined ? "absent" : isSecret(key) ? "secret" : "plain"),
    read: setting,
  });
  if (errors.length > 0) stop(errors);
  return { environment, vendors, monitoring };
}

function stop(problems: readonly string[]): never {
  throw new pulumi.RunError(`${problems.join("\n")}\n\nNothing was registered.`);
}
