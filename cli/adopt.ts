import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kindsOf } from "../analysis/review/plan/kind.ts";
import { described } from "../components/kinds.ts";
import { formatCount } from "../model/quantity.ts";
import { type Imports, importsOf } from "./adopt/imports.ts";
import { NotAnswered } from "./drift/engine.ts";
import { ownedObjects } from "./drift/gather.ts";
import { type Opened, type OpenedOptions, onStack, refuse } from "./drift/opened.ts";
import { catalogWords } from "./shell-word.ts";
import { table } from "./table.ts";

export interface AdoptOptions extends OpenedOptions {
  /** ids of objects that no listing finds: `<type>::<logical name>=<id>` */
  readonly ids: readonly string[];
  /** import without asking */
  readonly yes: boolean;
  /** the answer */
  readonly write: (text: string) => void;
}

/**
 * Takes what the vendors have already into the state of a stack, below the components of the program and as it is there: the
 * next `pulumi up` updates it to what the catalog says, where it would have been refused a second one. Changes nothing at a vendor.
 * Returns the exit code: 0 if what was found is in the state, 1 if nothing was found, 2 if an account or the engine gives no answer.
 */
export async function adopt(options: AdoptOptions): Promise<number> {
  const malformed = options.ids.filter((one) => !idPattern.test(one));
  if (malformed.length > 0)
    return refuse(
      options.log,
      malformed.map((one) => `--id ${one}: write <type>::<name>=<id>, as this command prints it`),
    );
  return onStack(options, [], (on) => adopted(options, on));
}

const kindOf = kindsOf(described);

const idPattern = /^(?<key>[^=]+::[^=]+)=(?<id>.+)$/;

async function adopted(options: AdoptOptions, { engine, listings, environments, folder }: Opened): Promise<number> {
  const { stack, yes, write, log } = options;
  const owned = await ownedObjects(engine, stack, environments);
  // What another stack owns must never be taken for no one's.
  if (owned.unread.length > 0) return refuse(log, owned.unread.map(unreadable));
  const file = join(folder, "import.json");
  const taken = new Set<string>();
  // What an import makes known, such as an address, may be what names another object: a dashboard that links it.
  for (;;) {
    rmSync(file, { force: true });
    const { ok, events, output } = await engine.previewImports(file);
    if (!ok || !existsSync(file)) throw new NotAnswered(`pulumi preview of ${stack}`, output);
    const sought = { written: readFileSync(file, "utf8"), events, listings: listings(), owned: new Set([...owned.objects, ...taken]) };
    const found = importsOf({ ...sought, ids: new Map(options.ids.flatMap(groupsOf)) });
    if (found.adopted.length === 0) {
      if (taken.size === 0) write(`Nothing that ${stack} would create was found at its vendors.\n`);
      else
        write("\nThe state has them as the vendors do. The next update changes them to what the catalog says: read its preview first.\n");
      for (const line of leftOver(found, options)) write(`${line}\n`);
      return taken.size > 0 ? 0 : 1;
    }
    write(`${formatCount(found.adopted.length, "object")} at the vendors, to be taken into the state of ${stack}:\n\n`);
    write(table(found.adopted.map(({ type, name, id }) => [`  ${type}`, name, id])));
    writeFileSync(file, JSON.stringify(found.file));
    const imported = await engine.import(file, yes);
    if (imported.exitCode !== 0) throw new NotAnswered("pulumi import", imported.output);
    for (const { type, id } of found.adopted) taken.add(`${type} ${id}`);
  }
}

/** What it says of a stack whose objects cannot be told from no one's. */
export const unreadable = (what: string): string =>
  `${what}, and nothing was adopted, because what it owns cannot be told from the rest: select a backend and passphrase that can read it`;

function groupsOf(option: string): [string, string][] {
  const { key, id } = idPattern.exec(option)?.groups ?? {};
  return key === undefined || id === undefined ? [] : [[key, id]];
}

/** What a person has to choose or to name, with the command. */
export function leftOver(
  { several, unlisted }: Imports,
  { stack, sandbox, catalogDir }: Pick<AdoptOptions, "stack" | "sandbox" | "catalogDir">,
): string[] {
  const more = [...(sandbox === false ? [] : ["--sandbox"]), ...(catalogDir === undefined ? [] : [catalogWords(catalogDir)])];
  const command = (key: string, id: string) => `  ${["npx slostack adopt --stack", stack, ...more, "--id"].join(" ")} '${key}=${id}'`;
  const [first] = unlisted;
  const kinds = [...new Set(unlisted.map((key) => key.split("::")[0] ?? key))].sort();
  return [
    ...[...several].flatMap(([key, ids]) => [
      `${formatCount(ids.length, "object")} at the vendor could be ${key}: ${ids.join(", ")}. Unless you choose one, the next update creates another:`,
      command(key, ids[0] ?? ""),
    ]),
    ...(first === undefined
      ? []
      : [
          `No listing finds ${kinds.join(", ")}. If an update is refused one of them, name the id that the vendor has:`,
          command(first, "<id>"),
          ...kinds.flatMap((type) => {
            const { noun, importId } = kindOf(type, "");
            return importId === undefined ? [] : [`  Id of each ${noun} (${type}): ${importId}`];
          }),
        ]),
  ];
}
