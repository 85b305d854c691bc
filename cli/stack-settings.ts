import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { rootsSetting } from "../model/roots.ts";

/** The settings that decide what the program deploys (`index.ts`). */
export interface StackSettings {
  /** from the folder of the project; several folders as one text (`joinedRoots`) */
  readonly catalog?: string;
  readonly vendors?: readonly string[];
  /** vendors that the catalog needs and the stack leaves out on purpose */
  readonly without?: readonly string[];
  readonly protect?: boolean;
  /** an environment of the catalog; default: the name of the stack */
  readonly environment?: string;
}

/** What the files of a stack say, as the engine puts it together. */
export interface StackFiles {
  /** every setting by its whole name (`slostack:catalog`); the stack's own file before that of the project */
  readonly config: Readonly<Record<string, unknown>>;
  /** what else the two files hold, by file and key: what runs, by which key secrets are kept, what is brought in from elsewhere */
  readonly rest: Readonly<Record<string, unknown>>;
}

const projectFile = "Pulumi.yaml";
const stackFile = (stack: string): string => `Pulumi.${stack}.yaml`;

/** The stack that a file of settings is about; nothing for another file. */
export const stackOf = (name: string): string | undefined => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1];

/**
 * The settings of a stack, by the texts of the files in the folder of its project. As with the engine, a setting
 * without a package belongs to the project, and the project file's value applies to all stacks without one.
 *
 * @param textOf the text of a file; nothing where there is none
 * @throws Error if a file is no YAML, or no map
 */
export function stackFiles(textOf: (name: string) => string | undefined, stack: string): StackFiles {
  const [project, own] = [projectFile, stackFile(stack)].map((name) => ({ name, ...read(name, textOf(name)) }));
  const name = typeof project?.rest.name === "string" ? project.rest.name : "slostack";
  const qualified = (key: string) => (key.includes(":") ? key : `${name}:${key}`);
  const named = (config: Readonly<Record<string, unknown>>, value: (of: unknown) => unknown) =>
    Object.fromEntries(Object.entries(config).map(([key, of]) => [qualified(key), value(of)]));
  const rest = [project, own].flatMap((file) => Object.entries(file?.rest ?? {}).map(([key, value]) => [`${file?.name}/${key}`, value]));
  return {
    config: { ...named(project?.config ?? {}, declared), ...named(own?.config ?? {}, (value) => value) },
    rest: Object.fromEntries(rest.filter(([key]) => key !== `${projectFile}/description`)),
  };
}

function read(
  name: string,
  text: string | undefined,
): { config: Readonly<Record<string, unknown>>; rest: Readonly<Record<string, unknown>> } {
  const file = text === undefined ? {} : (loadAll(text)[0] ?? {});
  if (!isMap(file)) throw new Error(`${name} has no settings`);
  const { config = {}, ...rest } = file;
  return { config: isMap(config) ? config : {}, rest };
}

/** A project's file may declare a setting with a type, and give it a value or a default. */
const declared = (value: unknown): unknown => (isMap(value) && !("secure" in value) ? (value.value ?? value.default) : value);

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What of the settings the program itself reads, as it reads it. */
export function settingsIn({ config }: StackFiles): StackSettings {
  const catalog = rootsSetting(config["slostack:catalog"]);
  const { "slostack:protect": protect, "slostack:environment": environment } = config;
  const vendors = listIn(config["slostack:vendors"]);
  const without = listIn(config["slostack:withoutVendors"]);
  return {
    ...(catalog !== undefined && { catalog }),
    ...(vendors && { vendors }),
    ...(without && { without }),
    ...(protect !== undefined && { protect: String(protect) === "true" }),
    ...(typeof environment === "string" && { environment }),
  };
}

/** A list, also where it is written as JSON: `pulumi config set` knows only texts. */
function listIn(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== "string") return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed.map(String) : undefined;
  } catch {
    return undefined;
  }
}

/** What the files of a stack in the folder of its project say; nothing where it has none. */
export function stackFilesOf(project: string, stack: string): StackFiles {
  return stackFiles((name) => (existsSync(join(project, name)) ? readFileSync(join(project, name), "utf8") : undefined), stack);
}

/** The settings of a stack in the folder of its project; none where it has no file. */
export const stackSettings = (project: string, stack: string): StackSettings => settingsIn(stackFilesOf(project, stack));
