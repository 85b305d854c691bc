import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { id } from "../model/schema/text.ts";
import { check } from "./check.ts";
import { compose, type Ids } from "./init/compose.ts";
import { ledger } from "./ledger.ts";
import { projectFolder } from "./project.ts";
import { runbooks } from "./runbooks.ts";
import { shellWord } from "./shell-word.ts";

export interface InitOptions extends Ids {
  /** the folder to be made; one that is there must be empty */
  readonly dir: string;
  readonly write: (text: string) => void;
}

/**
 * Writes a first catalog with its runbooks into a folder, all or nothing, and prints the next commands. Nothing is
 * written that fails `slostack check`. Returns the exit code.
 */
export function init({ dir, write, ...ids }: InitOptions): number {
  const folder = resolve(dir);
  const objections = [...inTheWay(folder, dir), ...badIds(ids)];
  for (const objection of objections) write(`${objection}\n`);
  if (objections.length > 0) return 1;
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  // A sibling, so that it becomes the folder in one step.
  const draft = join(parent, `.${basename(folder)}-${randomUUID()}`);
  try {
    // Not by mkdtemp: its folders are closed to others regardless of the umask. The ledger's is there before
    // anything asks for it, so that one beside the new folder is taken for that of another catalog.
    mkdirSync(draft);
    mkdirSync(join(draft, "ledger"));
    for (const { path, text } of compose(ids, folder)) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      writeFileSync(join(draft, path), text);
    }
    const found: string[] = [];
    if (check({ catalogDir: draft, write: (text) => found.push(text) }) !== 0) {
      write(found.join("").replaceAll(draft, dir));
      return 1;
    }
    runbooks({ catalogDir: draft, check: false, write: () => {} });
    ledger({ catalogDir: draft, write: () => {} });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  write(next(dir, relative(projectFolder(), folder)));
  return 0;
}

function inTheWay(folder: string, dir: string): string[] {
  if (folder === process.cwd()) return [`${dir} is the folder that you are in; name one that is not there yet`];
  if (!existsSync(folder)) return [];
  if (!statSync(folder).isDirectory()) return [`${dir} is a file; name a folder that is not there yet`];
  const [first] = readdirSync(folder).sort();
  return first === undefined ? [] : [`${dir} is not empty (${first}, …); name a folder that is not there yet`];
}

function badIds(ids: Ids): string[] {
  return Object.entries(ids).flatMap(([key, value]) => {
    const [issue] = id.safeParse(value).error?.issues ?? [];
    return issue ? [`--${key} ${JSON.stringify(value)}: ${issue.message}`] : [];
  });
}

/** @param fromRoot the folder as the settings of a stack name it */
function next(dir: string, fromRoot: string): string {
  return [
    `${dir} is your catalog. Next:`,
    "",
    `  npm run check -- --catalog ${shellWord(dir)}`,
    `  npm start -- --catalog ${shellWord(dir)}`,
    `  npm run pulumi -- config set slostack:catalog ${shellWord(fromRoot)} --stack prod`,
    "",
    "The first validates it after your edits. The second provisions it without any account. After the third,",
    "`npm run pulumi -- up --stack prod` deploys it: see README.md, Deploy for real.",
    "",
  ].join("\n");
}
