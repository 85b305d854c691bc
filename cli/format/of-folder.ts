import { existsSync, readFileSync } from "node:fs";
import { vocabulary } from "../../language.ts";
import { filesIn } from "../../model/files.ts";
import { formatText } from "../../model/format.ts";
import { report } from "../../model/report.ts";
import { rootsIn } from "../../model/roots.ts";
import { writtenSchemasOf } from "../../model/write.ts";
import type { Formatted, Unformatted } from "./formatted.ts";

/** The files of the folders of a catalog with their keys in order; none where one of them cannot be read. */
export function filesOfFolder(catalogDir: string): Formatted[] | Unformatted {
  // What is read at a revision cannot be written.
  const found = rootsIn(catalogDir)
    .filter(({ revision }) => revision === undefined)
    .map(({ folder }) => (existsSync(folder) ? formattedIn(folder) : { code: 2 as const, lines: [`there is no folder ${folder}`] }));
  const lines = found.flatMap((one) => ("lines" in one ? one.lines : []));
  return lines.length > 0 ? { code: 2, lines } : found.flatMap((one) => ("lines" in one ? [] : one));
}

function formattedIn(folder: string): Formatted[] | Unformatted {
  const { organization, hasOrganization, systems, profiles, read } = filesIn(folder);
  const schemas = writtenSchemasOf(vocabulary);
  const files = [
    ...(hasOrganization || systems.entries.length === 0 ? [{ file: organization, schema: schemas.organization }] : []),
    ...profiles.entries.flatMap(({ file, fault }) => (fault ? [] : [{ file, schema: schemas.profile }])),
    ...systems.entries.flatMap(({ file, fault }) => (fault ? [] : [{ file, schema: schemas.system }])),
  ];
  const all = files.map(({ file, schema }) => {
    const { document, problems } = read(file, file);
    if (!document || problems.length > 0) return { lines: report(problems) };
    const before = readFileSync(file, "utf8");
    const after = formatText(before.replace(/^\uFEFF/, ""), document, schema);
    return after === undefined
      ? { lines: [`${file}: no order of the keys was found that keeps its meaning; it is left as it is`] }
      : { file, before, after };
  });
  const lines = all.flatMap((one) => ("lines" in one ? one.lines : []));
  return lines.length > 0 ? { code: 2, lines } : all.flatMap((one) => ("lines" in one ? [] : [one]));
}
