import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "../../analysis/review/stack.ts";
import { monitoringOf } from "../../components/monitoring.ts";
import { registry } from "../../components/registry.ts";
import { unmet } from "../../components/selection.ts";
import { loadCatalog, resolve } from "../../language.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import { requirementsOf } from "../../model/places.ts";
import { rootsIn, shownRoots } from "../../model/roots.ts";
import { check } from "../check.ts";
import { unknownEnvironment } from "../environments.ts";
import { ownCatalog } from "../options.ts";
import { render } from "../render.ts";
import { runbooks } from "../runbooks.ts";

export interface Outcome {
  readonly name: string;
  /** 0 passed, 1 failed, 2 could not run */
  readonly code: number;
  readonly text: string;
}

export interface Subject {
  /** as the settings name it */
  readonly catalog: string;
  /** where it lies now */
  readonly catalogDir: string;
  /** the stacks that deploy it */
  readonly stacks: readonly { readonly name: string; readonly stack: Stack }[];
  readonly prove: boolean;
}

type Proof = readonly [name: string, run: (write: (text: string) => void) => number | Promise<number>];

/** What is proved of a catalog and of the stacks that deploy it, each whatever became of the others. */
export async function proofsOf(subject: Subject, shown: (text: string) => string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [name, run] of [...ofCatalog(subject), ...subject.stacks.flatMap((one) => ofStack(subject, one))])
    outcomes.push(await outcomeOf(name, run, shown));
  return outcomes;
}

function ofCatalog({ catalog: folders, catalogDir, prove }: Subject): Proof[] {
  const catalog = shownRoots(folders);
  const own = rootsIn(folders).some(({ shown }) => join(shown) === ownCatalog);
  return [
    [`check of ${catalog}`, (write) => check({ catalogDir, write })],
    [`runbooks of ${catalog}`, (write) => runbooks({ catalogDir, check: true, own, write })],
    ...(prove
      ? [
          [
            `queries in runbooks of ${catalog}`,
            async (write) => (await import("../runbooks/answered.ts")).answered({ catalogDir, write }),
          ] satisfies Proof,
        ]
      : []),
    ...(existsSync(requirementsOf(catalogDir))
      ? [
          [
            `coverage of ${catalog}`,
            async (write) => (await import("../coverage.ts")).coverage({ catalogDir, format: "terminal", write }),
          ] satisfies Proof,
        ]
      : []),
  ];
}

function ofStack({ catalogDir, prove }: Subject, { name, stack }: Subject["stacks"][number]): Proof[] {
  const { environment } = stack;
  const { catalog } = loadCatalog(catalogDir);
  // Elsewhere it is a question that means nothing; here it is a fault of what would be deployed.
  const unknown = catalog && unknownEnvironment(environment, catalog);
  if (unknown !== undefined) return [[`environment of ${name}`, (write) => said(unknown, write)]];
  return [
    [`files of ${name}`, (write) => inFolder((out) => render({ catalogDir, environment, out, check: false, write }))],
    [`vendors of ${name}`, (write) => vendorsOf(catalog, stack, write)],
    ...(prove
      ? [
          [
            `alerts of ${name}`,
            async (write) => (await import("../prove.ts")).prove({ catalogDir, environment, format: "terminal", write, log: () => {} }),
          ] satisfies Proof,
        ]
      : []),
  ];
}

/** What the program would refuse because of the vendors that the stack has switched on; its accounts and secrets are not looked at. */
function vendorsOf(catalog: CheckedCatalog | undefined, { environment, vendors, without }: Stack, write: (text: string) => void): number {
  if (!catalog) return said("the catalog has errors", write);
  const found = unmet(registry, monitoringOf(resolve(catalog, environment)), { vendors, without });
  for (const line of found) write(`${line}\n`);
  return found.length > 0 ? 1 : 0;
}

function said(what: string, write: (text: string) => void): number {
  write(`${what}\n`);
  return 1;
}

function inFolder(work: (folder: string) => number): number {
  const folder = mkdtempSync(join(tmpdir(), "slostack-files-"));
  try {
    return work(join(folder, "files"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An exception is not a finding: the check could not run. */
async function outcomeOf(name: string, run: Proof[1], shown: (text: string) => string): Promise<Outcome> {
  const said: string[] = [];
  try {
    const code = await run((text) => void said.push(text));
    return { name, code, text: shown(said.join("")) };
  } catch (error) {
    return { name, code: 2, text: shown(`${said.join("")}${error instanceof Error ? error.message : error}\n`) };
  }
}
