import { readFileSync } from "node:fs";
import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import * as datadog from "@pulumi/datadog";
import * as digitalocean from "@pulumi/digitalocean";
import * as newrelic from "@pulumi/newrelic";
import * as pagerduty from "@pulumi/pagerduty";
import * as pulumi from "@pulumi/pulumi";
import * as grafana from "@pulumiverse/grafana";
import * as axiom from "../components/axiom/resources.ts";
import * as betterStack from "../components/better-stack/resources.ts";
import * as opsgenie from "../components/opsgenie/resources.ts";
import * as posthog from "../components/posthog/resources.ts";
import * as sentry from "../components/sentry/resources.ts";
import * as uptimerobot from "../components/uptimerobot/resources.ts";

/**
 * A Pulumi program without a catalog: the resources of a state, each declared again with the inputs that it has, through
 * the vendors' SDKs. The engine has the same work with it as with the program that the state comes from.
 */

/** A resource as an exported state has it. */
interface Declared {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly parent?: string;
  /** `<urn>::<id>` */
  readonly provider?: string;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly additionalSecretOutputs?: readonly string[];
}
type Constructor = new (name: string, args: object, options: pulumi.CustomResourceOptions) => pulumi.CustomResource;

const sdks: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  aws: { cloudwatch },
  axiom,
  "better-uptime": betterStack,
  datadog,
  digitalocean,
  grafana,
  newrelic,
  opsgenie,
  pagerduty,
  posthog,
  sentry,
  uptimerobot,
};
const file = new pulumi.Config("bench").require("resources");
const resources: readonly Declared[] = JSON.parse(readFileSync(file, "utf8"));
const made = new Map<string, pulumi.Resource>();
const providers = new Map<string, pulumi.ProviderResource>();

for (const resource of resources) declare(resource);

function declare({ urn, type, custom, parent, provider, protect = false, inputs = {}, additionalSecretOutputs = [] }: Declared): void {
  const name = urn.split("::").at(-1) ?? "";
  const parentResource = parent === undefined ? undefined : made.get(parent);
  if (type.startsWith("pulumi:providers:")) {
    // Default providers come of themselves with the SDK.
    if (name.startsWith("default")) return;
    const { version, __internal: _, ...settings } = inputs;
    const Class = sdks[type.split(":")[2] ?? ""]?.Provider as new (name: string, args: unknown, options: object) => pulumi.ProviderResource;
    providers.set(urn, new Class(name, opened(settings), { version: String(versionOf(inputs) ?? version) }));
    return;
  }
  if (!custom) {
    made.set(urn, new pulumi.ComponentResource(type, name, {}, parentResource ? { parent: parentResource } : {}));
    return;
  }
  const own = provider === undefined ? undefined : providers.get(provider.slice(0, provider.lastIndexOf("::")));
  const options: pulumi.CustomResourceOptions = {
    protect,
    additionalSecretOutputs: [...additionalSecretOutputs],
    ...(parentResource && { parent: parentResource }),
    ...(own && { provider: own }),
  };
  const args = opened(inputs) as object;
  const Class = classOf(type) ?? rawOf(type);
  made.set(urn, new Class(name, args, options));
}

/** The class of a token such as `grafana:alerting/ruleGroup:RuleGroup`; nothing where the SDK has none. */
function classOf(type: string): Constructor | undefined {
  const [vendor = "", path = "", name = ""] = type.split(":");
  const [module = ""] = path.split("/");
  const sdk = sdks[vendor];
  const within = module === "index" ? sdk : (sdk?.[module] as typeof sdk);
  return within?.[name] as Constructor | undefined;
}

function rawOf(type: string): Constructor {
  return class extends pulumi.CustomResource {
    constructor(name: string, args: object, options: pulumi.CustomResourceOptions) {
      super(type, name, { ...args }, options);
    }
  };
}

function versionOf(inputs: Readonly<Record<string, unknown>>): unknown {
  const internal = inputs.__internal;
  return typeof internal === "object" && internal !== null && "version" in internal ? internal.version : undefined;
}

/** Values as a program writes them: what the state marks as a secret becomes one again. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  if ("plaintext" in value) return pulumi.secret(JSON.parse(String(value.plaintext)));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
}
