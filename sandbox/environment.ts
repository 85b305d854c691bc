import { readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheFolder } from "../programs/cache.ts";
import { vendorNames } from "./vendor-folders.ts";

/** `better-stack` begins `BETTER_STACK_` and `BETTERSTACK_`. */
const vendors = vendorNames.map((name) => `${name.toUpperCase().replaceAll("-", "_?")}_`).join("|");

/**
 * Names of variables by which a real account could be reached, or by which the user's own Pulumi settings would
 * reach into the sandbox: those of the vendors, and what does not begin with a vendor's name.
 */
const scrubbed = new RegExp(
  `^(${vendors}|PULUMI_|DD_|NEW_RELIC_|BETTER_?UPTIME_|STATUSPAGE_|SLACK_|GOOGLE_|AZURE_|ARM_|GITHUB_TOKEN$|GH_TOKEN$)`,
);

/** The environment without vendors' credentials and without settings of another Pulumi backend. */
export function scrub(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !scrubbed.test(name)));
}

export interface EnginePlaces {
  /** The Pulumi CLI. */
  readonly cli: string;
  /** The program of our language host, if the CLI has none of its own. */
  readonly languageHost: string | undefined;
  /** The folder of the sandbox. */
  readonly folder: string;
  readonly passphrase: string;
  /** Where each package's fake provider listens. */
  readonly ports: Readonly<Record<string, number>>;
  /** Whether the engine guards its state and explains itself as on a real stack, or does what a sandbox needs and no more (default). */
  readonly durable?: boolean;
}

/** The compiled program, SDKs and fake vendors are kept here, so that no command compiles them again. */
export const compileCache = (env: NodeJS.ProcessEnv): string => env.NODE_COMPILE_CACHE ?? join(cacheFolder(env), "compiled");

const leanProgram = pathToFileURL(join(import.meta.dirname, "language-host", "lean-program.mjs")).href;

/** The user's own environment, with the engine and the Node of this project first: real accounts, the user's own backend. */
export function accountEnvironment(
  env: NodeJS.ProcessEnv,
  { cli, languageHost }: Pick<EnginePlaces, "cli" | "languageHost">,
): NodeJS.ProcessEnv {
  return {
    ...env,
    PATH: [dirname(cli), dirname(process.execPath), env.PATH ?? ""].join(delimiter),
    SLOSTACK_NODE: process.execPath,
    // A CLI that is found on PATH beside our own host was put there with it.
    SLOSTACK_LANGUAGE_HOST: languageHost ?? env.SLOSTACK_LANGUAGE_HOST ?? "",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // `--event-log` is one of the commands that need this.
    PULUMI_DEBUG_COMMANDS: "true",
  };
}

/** The environment in which the engine runs: its own home, its own state, and fake providers in the place of plugins. */
export function engineEnvironment(env: NodeJS.ProcessEnv, places: EnginePlaces): NodeJS.ProcessEnv {
  const own = [dirname(places.cli), dirname(process.execPath)];
  // The engine would use a real plugin that it finds on PATH where there is no fake provider.
  const path = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "" && !own.includes(folder) && !hasPlugins(folder));
  return {
    ...scrub(env),
    PATH: [...own, ...path].join(delimiter),
    SLOSTACK_NODE: process.execPath,
    // As for accounts: without it, a CLI that an outer command put on PATH beside our host waits for ever.
    SLOSTACK_LANGUAGE_HOST: places.languageHost ?? env.SLOSTACK_LANGUAGE_HOST ?? "",
    NODE_COMPILE_CACHE: compileCache(env),
    PULUMI_HOME: `${places.folder}/home`,
    PULUMI_BACKEND_URL: `file://${places.folder}/state`,
    PULUMI_CONFIG_PASSPHRASE: places.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...(places.durable ? {} : withoutDurability(env)),
    // `--event-log` is one of the commands that need this.
    PULUMI_DEBUG_COMMANDS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_PROVIDERS: Object.entries(places.ports)
      .map(([name, port]) => `${name}:${port}`)
      .join(","),
  };
}

/** What the engine does without where nothing can be lost. */
function withoutDurability(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    // With each step that is written down, the time of an update grows with the square of its resources.
    PULUMI_SKIP_CHECKPOINTS: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    // Engine and program live for seconds: they may take memory instead of collecting garbage.
    GOGC: env.GOGC ?? "400",
    NODE_OPTIONS: leanOptions(env),
  };
}

/** Node's options of a program that lives for seconds, and leaves out what its SDK does for each resource and nobody reads. */
export const leanOptions = (env: NodeJS.ProcessEnv): string =>
  [env.NODE_OPTIONS, "--max-semi-space-size=64", `--import=${leanProgram}`].filter(Boolean).join(" ");

function hasPlugins(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.startsWith("pulumi-resource-"));
  } catch {
    return false;
  }
}
