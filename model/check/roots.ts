import type { Path } from "../document.ts";
import type { Files } from "../files.ts";
import { nearest } from "../nearest.ts";
import type { Part } from "../part.ts";
import { type Problem, problem, problemAt } from "../problem.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import type { SystemFile } from "../schema/system.ts";
import { own } from "./report.ts";

interface Placed {
  readonly files: Files;
  readonly part?: Part<SystemFile>;
}

/** A folder beside that of the organization has systems of the teams alone that the organization lists for it. */
export function checkRoots({ value }: Part<OrganizationFile>, systems: readonly Placed[], main: Files): Problem[] {
  const { roots } = value;
  const foreign = systems.filter(({ files }) => files !== main);
  const unlisted = [...new Set(foreign.map(({ files }) => files))].flatMap(({ root }) => (root && !own(roots, root.name) ? [root] : []));
  return [
    ...unlisted.map(({ name, shown }) =>
      problem(
        "unknown-root",
        { file: shown, line: 1, column: 1 },
        `roots/${name}`,
        `the organization has no root ${JSON.stringify(name)}`,
        {
          nearest: nearest(name, Object.keys(roots)),
        },
      ),
    ),
    ...foreign.flatMap(({ files: { root }, part }) => {
      const listed = root && own(roots, root.name)?.owners;
      if (!root || !listed || !part) return [];
      const { document, prefix } = part;
      return ownersIn(part.value).flatMap(({ path, owner }) => {
        if (listed.includes(owner)) return [];
        const what = `the root ${JSON.stringify(root.name)} may have systems of ${listed.join(", ")}, not of ${JSON.stringify(owner)}`;
        return [problemAt(document, prefix, path, "foreign-system", what)];
      });
    }),
  ];
}

/** The team of a system, and of each service that has another, with the place of its name. */
function ownersIn({ owner, services }: SystemFile): { path: Path; owner: string }[] {
  const own = Object.entries(services).flatMap(([id, service]) =>
    service.owner === undefined ? [] : [{ path: ["services", id, "owner"], owner: service.owner }],
  );
  return [{ path: ["owner"], owner }, ...own];
}
