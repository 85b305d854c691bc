import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { targets } from "../../artifacts/registry.ts";
import { render } from "../../artifacts/render.ts";
import { type Coverage, coverageOf } from "../../coverage/coverage.ts";
import { type Named, namedIn } from "../../coverage/named.ts";
import { readRequirements } from "../../coverage/requirement.ts";
import { sectionOf } from "../../coverage/section.ts";
import { type RenderedFile, type Resource, type Stack, stackOf } from "../../coverage/stack.ts";
import { resolve } from "../../language.ts";
import { member } from "../../model/document.ts";
import type { Catalog, Loaded } from "../../model/load.ts";
import { readFile } from "../../model/read.ts";
import type { Resolved } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { type Registered, registrationsOf } from "../../sandbox/registration/registration.ts";
import { runSettings } from "../run-settings.ts";

const root = join(import.meta.dirname, "..", "..");

export interface Gathered {
  readonly catalogDir: string;
  readonly catalog: Catalog;
  readonly files: Loaded["files"];
  /** the page of the requirements */
  readonly page: string;
}

/**
 * Reads the page and the catalog, runs the program for every environment, renders the files, and compares.
 *
 * @throws NotRegistered where the program stops, NotRendered where a target cannot say what the catalog asks for
 */
export async function gatherCoverage({ catalogDir, catalog, files, page }: Gathered): Promise<Coverage> {
  const environments = Object.keys(catalog.organization.environments);
  const stacks = await Promise.all(environments.map((environment) => standUp(catalogDir, catalog, environment)));
  return coverageOf({
    page: here(page),
    requirements: readRequirements(readFileSync(page, "utf8")),
    named: files.flatMap(namedInFile),
    stacks,
    leads: (link) => existsSync(join(dirname(page), link.split("#")[0] ?? "")),
    answers: (link, id) => {
      const [path = "", anchor] = link.split("#");
      return sectionOf(readFileSync(join(dirname(page), path), "utf8"), anchor).includes(`[${id}]`);
    },
  });
}

async function standUp(catalogDir: string, catalog: Catalog, environment: string): Promise<Stack> {
  const resolved = resolve(catalog, environment);
  const settings = runSettings({ root, stack: environment, catalogDir, catalog, resolved });
  const found = await registrationsOf({ program: join(root, "index.ts"), stack: environment, ...settings });
  return stackOf(resolved, resourcesOf(found), filesOf(resolved));
}

function resourcesOf(found: readonly Registered[]): Resource[] {
  const names = new Map(found.map(({ urn, name }) => [urn, name]));
  return found.map(({ type, name, parent, inputs }) => ({ type, name, parent: names.get(parent) ?? "", inputs }));
}

function filesOf(resolved: Resolved): readonly RenderedFile[] {
  const rendered = render(targets, resolved, alertsOf(resolved));
  if ("objections" in rendered) throw new NotRendered(rendered.objections.join("\n"));
  return rendered.files;
}

function namedInFile(file: string): Named[] {
  const { document } = readFile(file, file);
  if (!document) return [];
  const id = member(document.value, "system");
  return namedIn({ ...document, file: here(file) }, typeof id === "string" ? id : "organization");
}

/** A target has something against the catalog; nothing is rendered. */
export class NotRendered extends Error {}

const here = (path: string): string => relative(process.cwd(), path);
