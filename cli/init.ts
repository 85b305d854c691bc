import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { loadCatalog } from "../language.ts";
import { id } from "../model/schema/text.ts";
import { check } from "./check.ts";
import { inEveryEnvironment } from "./environments.ts";
import { type Composed, compose, type Ids } from "./init/compose.ts";
import { composeRepository, type FirstStack, installedDocs, type Repository } from "./init/repository.ts";
import { chosenOf, usual } from "./init/vendors.ts";
import { ledger } from "./ledger.ts";
import { vendorsFor } from "./needed-vendors.ts";
import { ownCatalog } from "./options.ts";
import { unsupported } from "./preflight.ts";
import { projectFolder } from "./project.ts";
import { runbooks } from "./runbooks.ts";
import { shellWord } from "./shell-word.ts";

export interface InitOptions extends Ids {
  /** the repository around the catalog, which is `catalog/` in it then; default: the folder is the catalog alone */
  readonly repository?: Pick<Repository, "host">;
  /** of business hours and schedules, an IANA name; default: Europe/Berlin */
  readonly timeZone?: string;
  /** names of an evaluator, a pager and at most one prober; default: those that their folders call usual */
  readonly vendors?: readonly string[] | undefined;
  /** the folder to be made; one that is there must be empty */
  readonly dir: string;
  readonly write: (text: string) => void;
}

/**
 * Writes a first catalog with its runbooks, and a repository around it, into a folder, all or nothing, and prints the next commands. Nothing is
 * written that fails `slostack check`. Returns the exit code.
 */
export function init({ dir, write, repository, timeZone, vendors = usual, ...ids }: InitOptions): number {
  const folder = resolve(dir);
  const chosen = chosenOf(vendors);
  const objections = [...inTheWay(folder, dir), ...badIds(ids), ...("errors" in chosen ? chosen.errors : [])];
  for (const objection of objections) write(`${objection}\n`);
  if (objections.length > 0 || "errors" in chosen) return 1;
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  // A sibling, so that it becomes the folder in one step.
  const draft = join(parent, `.init-${randomUUID()}`);
  const catalogIn = (at: string) => (repository ? join(at, ownCatalog) : at);
  const catalogDir = catalogIn(draft);
  try {
    // Not by mkdtemp: its folders are closed to others regardless of the umask. The ledger's is there before
    // anything asks for it, so that one beside the new folder is taken for that of another catalog.
    mkdirSync(draft);
    mkdirSync(join(catalogDir, "ledger"), { recursive: true });
    const docs = repository && join(folder, installedDocs);
    put(catalogDir, compose(ids, { folder: catalogIn(folder), chosen, docs, timeZone }));
    const refused = refusedIn(catalogDir);
    for (const why of refused) write(`--vendors ${vendors.join(",")}: ${why}\n`);
    if (refused.length > 0) return 1;
    const found: string[] = [];
    if (check({ catalogDir, write: (text) => found.push(text) }) !== 0) {
      write(found.join("").replaceAll(draft, dir));
      return 1;
    }
    if (repository) put(draft, composeRepository({ ...repository, folder: basename(folder), stacks: stacksOf(catalogDir) }));
    runbooks({ catalogDir, check: false, own: repository !== undefined, write: () => {} });
    ledger({ catalogDir, write: () => {} });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  write(repository ? nextInRepository(dir) : next(dir, relative(projectFolder(), folder)));
  return 0;
}

/** What the chosen vendors cannot do for each other, which no part of a first catalog can know of another. */
function refusedIn(catalogDir: string): string[] {
  const loaded = loadCatalog(catalogDir);
  const problems = loaded.catalog ? unsupported(inEveryEnvironment(loaded.catalog), loaded) : [];
  return [...new Set(problems.map(({ what }) => what))];
}

/** A stack for each environment, with the vendors that the catalog needs there. */
function stacksOf(catalogDir: string): FirstStack[] {
  const { catalog } = loadCatalog(catalogDir);
  if (!catalog) throw new Error("a catalog that passed its check is there");
  return inEveryEnvironment(catalog).map((resolved) => ({
    name: resolved.environment.id,
    vendors: vendorsFor(resolved),
    protect: resolved.environment.id === catalog.organization["account-owner"],
  }));
}

function put(folder: string, files: readonly Composed[]): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
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

const nextInRepository = (dir: string): string =>
  [
    `${dir} is your repository. Next:`,
    "",
    `  cd ${shellWord(dir)}`,
    "  git init --initial-branch=main && npm install",
    "  npm start",
    "  npm test",
    "",
    "`npm start` provisions the stack without any account; `npm test` proves it. README.md there says how to deploy it.",
    "",
  ].join("\n");

/** @param fromRoot the folder as the settings of a stack name it */
function next(dir: string, fromRoot: string): string {
  return [
    `${dir} is your catalog. Next:`,
    "",
    `  npx slostack check --catalog ${shellWord(dir)}`,
    `  npx slostack sandbox --catalog ${shellWord(dir)}`,
    `  pulumi config set slostack:catalog ${shellWord(fromRoot)} --stack prod`,
    "",
    "The first validates it after your edits. The second provisions it without any account. After the third,",
    "`pulumi up --stack prod` deploys it: see docs/deploy.md.",
    "",
  ].join("\n");
}
