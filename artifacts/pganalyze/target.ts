import type { DatabaseInsights, Resolved } from "../../model/resolved.ts";
import type { Target, TargetFile } from "../target.ts";

declare module "../../model/vendors.ts" {
  interface VendorRoles {
    pganalyze: "database-insights";
  }
}

/** What the pganalyze collector looks at: one file a system. */
export const pganalyze: Target = {
  name: "pganalyze",
  title: "pganalyze",
  takes: "database-insights",
  files: ({ systems, environment }: Resolved) =>
    systems.flatMap(({ id, databaseInsights }): TargetFile[] =>
      databaseInsights
        ? [
            {
              path: `pganalyze/${id}.conf`,
              text: configOf(`${id}_${environment.id}`, databaseInsights),
              from: [`${id}/database-insights`],
            },
          ]
        : [],
    ),
};

/** The sections of the collector are ini; a value is never quoted, and the catalog takes none that ini would read. */
function configOf(section: string, { host, port, database, user, region, instance }: DatabaseInsights): string {
  const settings = {
    db_host: host,
    db_port: port,
    db_name: database,
    db_username: user,
    aws_region: region,
    aws_db_instance_id: instance,
  };
  const lines = Object.entries(settings).flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}`]));
  return `${heading}\n[${section.replaceAll("-", "_")}]\n${lines.join("\n")}\n`;
}

const heading = `# Rendered by slostack from the catalog: a change here is undone by the next rendering.
# The key and the password are none of it: the collector takes them from PGA_API_KEY and DB_PASSWORD.`;
