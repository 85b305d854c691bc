import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";

const text = z.string().min(1);
const row = z
  .strictObject({
    /** its name where it was published */
    of: text,
    /** files below the folder of its source, the same SLO in each */
    in: z.array(text).min(1),
    /** what a language must have to say it */
    needs: text,
    /** the entry that says it here, or several: an SLO or alert as system/service/entry, or a policy as policies/id */
    entry: z.union([text, z.array(text).min(2)]).optional(),
    /** what this entry does otherwise; without one it is the same SLO */
    unlike: text.optional(),
    /** a raw query says it, of which no simulation is predicted */
    raw: z.literal(true).optional(),
    /** why it is not said, and the way of somebody who needs it */
    not: text.optional(),
  })
  .refine(({ entry, not }) => (entry === undefined) !== (not === undefined), "either the entry that says it, or why it is not said")
  .refine(({ entry, unlike, raw }) => entry !== undefined || (unlike ?? raw) === undefined, "what differs is a matter of an entry");

const source = z.strictObject({ repository: text, commit: text, folder: text, about: text, slos: z.array(row).min(1) });

/** A public file's SLO or alert, and what stands for it here. */
export type Row = z.output<typeof row>;
/** Public files of one project, as they were at a commit. */
export type Source = z.output<typeof source>;

/** What says it here; nothing where it is not said. */
export const entriesOf = ({ entry }: Row): readonly string[] => [entry ?? []].flat();

export const folder = import.meta.dirname;
export const catalogFolder = join(folder, "catalog");

export const sources: readonly Source[] = readdirSync(join(folder, "sources"))
  .sort()
  .map((name) => source.parse(load(readFileSync(join(folder, "sources", name), "utf8"))));

export interface Count {
  readonly of: number;
  /** in the language, and proved */
  readonly proved: number;
  /** by a raw query, of which `prove` knows nothing */
  readonly raw: number;
  /** of both: not the same in all, as their rows tell */
  readonly unlike: number;
}

export function countOf(rows: readonly Row[]): Count {
  const said = rows.filter(({ entry }) => entry !== undefined);
  const raw = said.filter((row) => row.raw).length;
  return { of: rows.length, proved: said.length - raw, raw, unlike: said.filter(({ unlike }) => unlike !== undefined).length };
}

export const total: Count = countOf(sources.flatMap(({ slos }) => slos));

/** Whole percent, rounded down. */
export const percent = (part: number, { of }: Count): number => Math.floor((100 * part) / of);
