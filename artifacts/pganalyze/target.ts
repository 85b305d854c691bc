import type { DatabaseInsights, Resolved } from "../../model/resolved.ts";
import type { RenderedFile, Target } from "../target.ts";

/** What the pganalyze collector looks at: one file a system. */
export const pganalyze: Target = {
  name: "pganalyze",
  files: ({ systems, environment }: Resolved) =>
    systems.flatMap(({ id, databaseInsights }): RenderedFile[] =>
      databaseInsights ? [{ path: `pganalyze/${id}.conf`, text: configOf(`${id}_${environment.id}`, databaseInsights) }] : [],
    ),
};

/** The sections of the collector are ini; a value is never quoted, so that none may hold what ini reads. */
function configOf(section: string, { host, port, database, user, region, instance }: DatabaseInsights): string {
  const settings = {
    db_host: host,
    db_port: port,
    db_name: database,
    db_username: user,
    aws_region: region,
    aws_db_instance_id: instance,
  };
  const lines = Object.entries(settings).flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${plain(key, String(value))}`]));
  return `${heading}\n[${section.replaceAll("-", "_")}]\n${lines.join("\n")}\n`;
}

const heading = `# Rendered by slostack from the catalog: a change here is undone by the next rendering.
# The key and the password are none of it: the collector takes them from PGA_API_KEY and DB_PASSWORD.`;

/** @throws Error for text that would end a value, begin a comment or be taken for a variable */
function plain(key: string, value: string): string {
  if (/^[\w./:@-]+$/.test(value)) return value;
  throw new Error(`${key} ${JSON.stringify(value)} holds a character that a configuration file of pganalyze reads otherwise`);
}
