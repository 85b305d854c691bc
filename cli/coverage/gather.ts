import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type Coverage, coverageOf } from "../../analysis/coverage/coverage.ts";
import { type Named, namedIn } from "../../analysis/coverage/named.ts";
import { readRequirements } from "../../analysis/coverage/requirement.ts";
import { sectionOf } from "../../analysis/coverage/section.ts";
import { type RenderedFile, type Stack, stackOf } from "../../analysis/coverage/stack.ts";
import { targets } from "../../artifacts/registry.ts";
import { render } from "../../artifacts/render.ts";
import { resolve } from "../../language.ts";
import { member } from "../../model/document.ts";
import type { CheckedCatalog, Loaded } from "../../model/load.ts";
import { readFile } from "../../model/read.ts";
import { sentenceOf } from "../../model/refusal.ts";
import type { Resolved } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { planned } from "../planned.ts";

export interface Gathered {
  readonly catalogDir: string;
  readonly catalog: CheckedCatalog;
  readonly files: Loaded["files"];
  /** the page of the requirements */
  readonly page: string;
}

/**
 * Reads the page and the catalog, plans every environment, renders the files, and compares.
 *
 * @throws NotPlanned if a vendor, NotRendered where a target cannot express what the catalog asks for
 */
export function gatherCoverage({ catalogDir, catalog, files, page }: Gathered): Coverage {
  const environments = Object.keys(catalog.organization.environments);
  return coverageOf({
    page: here(page),
    requirements: readRequirements(readFileSync(page, "utf8")),
    named: files.flatMap(namedInFile),
    stacks: environments.map((environment) => stackIn(environment, catalog, catalogDir)),
    leads: (link) => existsSync(join(dirname(page), link.split("#")[0] ?? "")),
    answers: (link, id) => {
      const [path = "", anchor] = link.split("#");
      return sectionOf(readFileSync(join(dirname(page), path), "utf8"), anchor).includes(`[${id}]`);
    },
  });
}

function stackIn(environment: string, catalog: CheckedCatalog, catalogDir: string): Stack {
  const resolved = resolve(catalog, environment);
  const found = planned(resolved, catalogDir);
  if ("errors" in found) throw new NotPlanned(found.errors.join("\n"));
  return stackOf(resolved, found.objects, filesOf(resolved));
}

function filesOf(resolved: Resolved): readonly RenderedFile[] {
  const rendered = render(targets, resolved, alertsOf(resolved));
  if ("objections" in rendered) throw new NotRendered(rendered.objections.map(sentenceOf).join("\n"));
  return rendered.files;
}

function namedInFile(file: string): Named[] {
  const { document } = readFile(file, file);
  if (!document) return [];
  const id = member(document.value, "system");
  return namedIn({ ...document, file: here(file) }, typeof id === "string" ? id : "organization");
}

/** A vendor has something against the catalog; nothing is planned. */
export class NotPlanned extends Error {}

/** A target has something against the catalog; nothing is rendered. */
export class NotRendered extends Error {}

const here = (path: string): string => relative(process.cwd(), path);
