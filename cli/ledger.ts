import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadCatalog } from "../language.ts";
import { identitiesOf, type Loss, lossesOf, writeLedger } from "../model/ledger.ts";
import { type Gone, goneOf } from "../model/losses.ts";
import { ledgerOf } from "../model/places.ts";
import { type Problem, problem } from "../model/problem.ts";
import { formatCount } from "../model/quantity.ts";
import { report } from "../model/report.ts";
import type { Resolved } from "../model/resolved.ts";
import { mainRoot } from "../model/roots.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { inEveryEnvironment } from "./environments.ts";
import { retire } from "./ledger/retire.ts";
import { catalogWords } from "./shell-word.ts";

/** A removed entry, with its first place in a ledger. */
interface Lost extends Gone {
  readonly file: string;
  readonly line: number;
}

/** What a catalog has lost of the ledgers in `directory`, over all environments that have one; what several remember, once. */
function lostIn(directory: string, environments: readonly Resolved[]): Lost[] {
  const lost = environments.flatMap((resolved) => {
    const file = fileOf(directory, resolved);
    if (!existsSync(file)) return [];
    const ledger = readFileSync(file, "utf8");
    const lines = ledger.split("\n");
    const retired = resolved.systems.flatMap((system) => system.retired.map(({ name }) => name));
    const identities = identitiesOf(resolved, alertsOf(resolved));
    const gone = goneOf(ledger, lossesOf(ledger, identities, retired), identities);
    return gone.map((one): Lost => ({ ...one, file, line: lines.indexOf(one.losses[0]?.entry ?? "") + 1 }));
  });
  const byEntry = Map.groupBy(lost, ({ name, losses }) => `${losses[0]?.kind} ${name}`);
  return [...byEntry.values()].map((same) => ({ ...(same.find(pages) ?? (same[0] as Lost)), losses: together(same) }));
}

/** Each name once; as one that pages, where it pages in any environment. */
function together(same: readonly Gone[]): Loss[] {
  const losses = same.flatMap((gone) => gone.losses).sort((one, other) => Number(one.pages) - Number(other.pages));
  return [...new Map(losses.map((loss) => [`${loss.kind} ${loss.name}`, loss])).values()];
}

const pages = ({ losses }: Gone): boolean => losses.some((loss) => loss.pages);

/** Names that a catalog has lost, as problems. `catalogDir` goes into the command that removes them from the ledger. */
export function lostNames(directory: string, environments: readonly Resolved[], catalogDir: string): Problem[] {
  return lostIn(directory, environments).map((lost) => problemOf(lost, catalogDir));
}

function problemOf(lost: Lost, catalogDir: string): Problem {
  const place = { file: lost.file, line: lost.line, column: 1 };
  return problem("lost-name", place, pathOf(lost.name), whatOf(lost), { way: wayOf(lost, catalogDir) });
}

/** Ids of systems say by their path what they are; others by their kind. */
const nounOf = ([first]: readonly Loss[]): string => (first?.name.includes("--") ? "" : `${first?.kind} `);
const pathOf = (name: string): string => name.split("--").join("/");

function whatOf({ name, losses }: Lost): string {
  const [{ kind, name: first }] = losses as [Loss];
  const paging = losses.filter((loss) => loss.pages).length;
  if (losses.length === 1) return `${kind} ${first} ${paging > 0 ? "pages and " : ""}is gone from the catalog`;
  return `${pathOf(name)} is gone from the catalog with ${formatCount(losses.length, "name")}, of which ${paging} page: ${losses.map((loss) => loss.name).join(", ")}`;
}

/** What has no former ids, and what another id of it means. */
const unrenamable: readonly [is: (loss: Loss) => boolean, means: string][] = [
  [({ kind }) => kind === "sender", "a sender cannot be renamed: give the application the new key before the old one is removed"],
  [({ kind, name }) => kind === "alert" && /^(source|watchdog)--/.test(name), "a source cannot be renamed: its alert starts over"],
];

function wayOf(lost: Lost, catalogDir: string): string {
  const { name, now, losses } = lost;
  const id = name.split("--").at(-1);
  const [, fixed] = unrenamable.find(([is]) => losses.every(is)) ?? [];
  const renamed =
    now === undefined
      ? "if it was renamed, write its former id under formerly: of the entry"
      : `if it is now called ${now.split("--").at(-1)}, write formerly: [${id}] at ${nounOf(losses)}${pathOf(now)}`;
  const why = pages(lost) ? ' --why "…"' : "";
  return `${fixed ?? renamed}; if it was removed on purpose: slostack ledger ${catalogWords(catalogDir)} --gone ${name}${why}`;
}

export interface LedgerOptions {
  readonly catalogDir: string;
  /** names of entries removed on purpose, with everything below them */
  readonly gone?: readonly string[];
  /** why they no longer page; written under `retired:` */
  readonly why?: string;
  /** default: terminal */
  readonly format?: "terminal" | "json";
  readonly write: (text: string) => void;
}

/** Writes the ledger of each environment as the catalog has it. Returns the exit code: 1 while a name is lost, and then nothing is written. */
export function ledger({ catalogDir, gone = [], why, format, write }: LedgerOptions): number {
  const refuse = (lines: readonly string[]) => {
    for (const line of lines) write(`${line}\n`);
    return 1;
  };
  const written: { readonly file: string; readonly names: number; readonly retired?: boolean }[] = [];
  const { catalog, problems, files } = loadCatalog(catalogDir);
  if (!catalog) return refuse(report(problems));
  const directory = ledgerOf(catalogDir);
  if (directory === undefined)
    return refuse([`the ledger lies with the organization, which is read at a revision (${mainRoot(catalogDir).shown}): write it there`]);
  const environments = inEveryEnvironment(catalog);
  const lost = lostIn(directory, environments);
  const covers = (name: string, loss: Loss) => `${loss.name}--`.startsWith(`${name.replaceAll("/", "--")}--`);
  const unknown = gone.filter((name) => !lost.some(({ losses }) => losses.some((loss) => covers(name, loss))));
  if (unknown.length > 0) return refuse(unknown.map((name) => `${name} was not removed: it is in no ledger, or still in the catalog`));
  const left = lost.filter(({ losses }) => !losses.every((loss) => gone.some((name) => covers(name, loss))));
  if (left.length > 0) return refuse(report(left.map((one) => problemOf(one, catalogDir))));
  const paging = [...new Set(lost.flatMap(({ losses }) => losses.filter((loss) => loss.pages).map(({ name }) => name)))];
  if (paging.length > 0) {
    if (why === undefined) return refuse([`${paging.join(", ")} paged: give the reason for removal with --why`]);
    const file = retire(
      files.slice(1).filter((one) => existsSync(one)),
      paging,
      why,
    );
    written.push({ file, names: paging.length, retired: true });
  }
  mkdirSync(directory, { recursive: true });
  for (const resolved of environments) {
    const identities = identitiesOf(resolved, alertsOf(resolved));
    writeFileSync(fileOf(directory, resolved), writeLedger(identities));
    written.push({ file: fileOf(directory, resolved), names: identities.length });
  }
  if (format === "json") write(`${JSON.stringify({ written }, null, 2)}\n`);
  else for (const { file, names, retired } of written) write(`${file}: ${formatCount(names, "name")}${retired ? " retired" : ""}\n`);
  return 0;
}

function fileOf(directory: string, { environment }: Resolved): string {
  return join(directory, `${environment.id}.txt`);
}
