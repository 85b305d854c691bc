import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { load } from "js-yaml";
import { joinedRoots, mainFolder, rootsIn } from "../model/roots.ts";
import { vendorNames } from "../sandbox/vendor-folders.ts";
import { ownCatalog, settledCatalog } from "./options.ts";

/** Names that stand in a catalog, by the option or argument that takes one. */
type Named = (catalogDir: string) => readonly string[];

const keysOf = (value: unknown): string[] => (typeof value === "object" && value !== null ? Object.keys(value) : []);

/** A file as it is being written: one that cannot be read names nothing. */
function read(file: string): Readonly<Record<string, unknown>> {
  try {
    return Object(load(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}

const inOrganization =
  (key: string): Named =>
  (catalogDir) =>
    keysOf(read(join(mainFolder(catalogDir), "organization.yaml"))[key]);

const systems = (catalogDir: string) =>
  rootsIn(catalogDir).flatMap(({ folder }) => globSync("systems/*.yaml", { cwd: folder }).map((file) => read(join(folder, file))));
const services: Named = (catalogDir) =>
  systems(catalogDir).flatMap(({ system, services: own }) => keysOf(own).map((service) => `${system}/${service}`));
const environments = inOrganization("environments");

const named: Readonly<Record<string, Named>> = {
  "--env": environments,
  "--stack": environments,
  "--service": services,
  "--severity": inOrganization("severities"),
  "--source": inOrganization("sources"),
  "--system": (catalogDir) => systems(catalogDir).map(({ system }) => String(system)),
  "show what": (catalogDir) => [...vendorNames, ...services(catalogDir)],
};

/**
 * What the last word of a command may become.
 *
 * @param words what follows the name of the command, up to the cursor; the last may be empty
 * @example
 * candidates(program, ["check", "--ex"]); // ["--explain"]
 */
export function candidates(program: Command, words: readonly string[]): string[] {
  const typed = words.slice(0, -1);
  const current = words.at(-1) ?? "";
  const command = typed.reduce((so, word) => so.commands.find((one) => one.name() === word) ?? so, program);
  const folders = typed.filter((_, index) => typed[index - 1] === "--catalog");
  const possible = possibleIn(command, typed, current, folders.length > 0 ? joinedRoots(folders) : settled());
  return possible.filter((word) => word.startsWith(current)).sort();
}

/** Settings that cannot be read name no catalog. */
function settled(): string {
  try {
    return settledCatalog();
  } catch {
    return ownCatalog;
  }
}

function possibleIn(command: Command, typed: readonly string[], current: string, catalogDir: string): readonly string[] {
  const option = command.options.find(({ long, short, required, optional }) => {
    const last = typed.at(-1);
    return (required || optional) && last !== undefined && (last === long || last === short);
  });
  if (option) return option.argChoices ?? named[option.long ?? ""]?.(catalogDir) ?? [];
  const help = command.createHelp();
  if (current.startsWith("-")) {
    const left = help.visibleOptions(command).flatMap(({ long }) => long ?? []);
    return left.filter((long) => !typed.includes(long));
  }
  const verbs = help.visibleCommands(command).map((one) => one.name());
  const operands = command.registeredArguments.flatMap(
    (argument) => argument.argChoices ?? named[`${command.name()} ${argument.name()}`]?.(catalogDir) ?? [],
  );
  return [...verbs, ...operands];
}
