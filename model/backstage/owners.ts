import { callsSomeone } from "../check/outage.ts";
import { own } from "../check/report.ts";
import type { ServiceEntry } from "../check/service.ts";
import { type Path, placeAt } from "../document.ts";
import type { Files } from "../files.ts";
import { nearest } from "../nearest.ts";
import type { Part } from "../part.ts";
import { catalogPath, type Problem, problem, problemAt } from "../problem.ts";
import type { Code } from "../problems.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import type { SystemFile } from "../schema/system.ts";
import { type Entity, entitiesIn, linkAnnotation } from "./entity.ts";
import { wholeRef } from "./reference.ts";

/** A system, and the folder that it is in. */
export interface Placed {
  readonly files: Files;
  readonly part?: Part<SystemFile>;
}

interface Linked {
  readonly entity: Entity;
  readonly part: Part<SystemFile>;
  readonly id: string;
}

type Organization = Part<OrganizationFile>;

/**
 * The systems with the owners that a developer portal names for their services, where the catalog names none; and where both do and
 * differ. Nothing happens unless the organization has `backstage`.
 */
export function withEntities<P extends Placed>(
  organization: Organization,
  systems: readonly P[],
  folders: readonly Files[],
): { readonly systems: readonly P[]; readonly problems: readonly Problem[] } {
  const { backstage } = organization.value;
  if (backstage === undefined) return { systems, problems: [] };
  const read = folders.map((files) => entitiesIn(files));
  const entities = read.flatMap((one) => one.entities);
  const problems: Problem[] = read.flatMap((one) => one.problems);
  const links = linksOf(entities, systems, problems);
  const teams = teamsOf(organization.value);
  for (const entity of entities) if (entity.kind === "System") compareSystem(entity, systems, teams, problems);
  const owners = new Map<Part<SystemFile>, Map<string, string>>();
  for (const linked of links) {
    const { entity, part, id } = linked;
    problems.push(...faultsOf(linked, organization.value));
    const team = teamOf(entity, teams, problems);
    if (team === undefined) continue;
    const written = part.value.services[id]?.owner;
    if (written !== undefined && written !== team) problems.push(differs(part, ["services", id, "owner"], written, entity, team));
    else if (written === undefined && team !== part.value.owner) owners.set(part, (owners.get(part) ?? new Map()).set(id, team));
  }
  return { systems: systems.map((one) => filled(one, one.part && owners.get(one.part))), problems };
}

/** Which component is which service: by its annotation, else by its name where one service alone is called so in what the portal calls its system. */
function linksOf(entities: readonly Entity[], systems: readonly Placed[], problems: Problem[]): Linked[] {
  const found = new Map<ServiceEntry, Linked>();
  for (const entity of entities) {
    if (entity.kind !== "Component") continue;
    // Those of the organization's folder may describe every service; a team's, those of its own.
    const near = systems.filter(({ files }) => entity.files.hasOrganization || files === entity.files);
    const services = near.flatMap(({ part }) => (part ? Object.keys(part.value.services).map((id) => ({ part, id })) : []));
    const named = ({ part, id }: (typeof services)[number]) => `${part.value.system}/${id}`;
    const fitting = services.filter((one) =>
      entity.link === undefined
        ? one.id === entity.name.toLowerCase() && (entity.system === undefined || entity.system === one.part.value.system)
        : named(one) === entity.link,
    );
    const [service] = fitting;
    if (entity.link !== undefined && !service) {
      const what = `this folder has no service ${JSON.stringify(entity.link)}`;
      const way = "name a service of this folder as system/service, or remove the annotation";
      problems.push(
        at(entity, ["metadata", "annotations", linkAnnotation], "unknown-service", what, {
          nearest: nearest(entity.link, services.map(named)),
          way,
        }),
      );
    }
    const entry = service?.part.value.services[service.id];
    if (!service || !entry || fitting.length > 1) continue;
    const before = found.get(entry);
    if (before)
      problems.push(
        at(
          entity,
          ["metadata", "name"],
          "entity-twice",
          `${before.entity.prefix} is ${named(service)} already (${placeOf(before.entity, ["metadata", "name"])})`,
        ),
      );
    else found.set(entry, { entity, ...service });
  }
  return [...found.values()];
}

/** What a portal says of a service besides its owner. */
function faultsOf({ entity, part, id }: Linked, organization: OrganizationFile): Problem[] {
  const { system, services } = part.value;
  const service = services[id];
  return [
    ...(entity.system !== undefined && entity.system !== system
      ? [
          at(
            entity,
            ["spec", "system"],
            "system-differs",
            `the catalog has it in the system ${JSON.stringify(system)}, not in ${JSON.stringify(entity.system)}`,
          ),
        ]
      : []),
    ...(service && entity.lifecycle === "experimental" && callsSomeone({ service, organization, system: part.value })
      ? [at(entity, ["spec", "lifecycle"], "experimental-pages", `alerts of ${system}/${id} call people at all hours`)]
      : []),
  ];
}

function compareSystem(entity: Entity, systems: readonly Placed[], teams: ReadonlyMap<string, string>, problems: Problem[]): void {
  const near = systems.find(
    ({ files, part }) => part?.value.system === entity.name.toLowerCase() && (entity.files.hasOrganization || files === entity.files),
  );
  if (!near?.part) return;
  const team = teamOf(entity, teams, problems);
  const { owner } = near.part.value;
  if (team !== undefined && team !== owner) problems.push(differs(near.part, ["owner"], owner, entity, team));
}

/** Ids of teams by what a portal calls them. */
const teamsOf = ({ teams, backstage }: OrganizationFile): ReadonlyMap<string, string> =>
  new Map(Object.keys(teams).map((id) => [wholeRef(own(backstage?.teams, id) ?? id, "group"), id]));

function teamOf(entity: Entity, teams: ReadonlyMap<string, string>, problems: Problem[]): string | undefined {
  const team = teams.get(entity.owner);
  if (team === undefined)
    problems.push(
      at(entity, ["spec", "owner"], "unknown-group", `no team of the organization is ${entity.owner}`, {
        nearest: nearest(entity.owner, teams.keys()),
      }),
    );
  return team;
}

function differs(part: Part<SystemFile>, path: Path, written: string, entity: Entity, team: string): Problem {
  const place = placeAt(part.document, path, "value");
  const other = { ...placeAt(entity.document, ["spec", "owner"], "value"), as: "differs from" as const, at: `${entity.prefix}/spec/owner` };
  const what = `the catalog says ${JSON.stringify(written)}, and Backstage ${entity.owner}, the team ${JSON.stringify(team)}`;
  return problem("owner-differs", { ...place, related: [...(place.related ?? []), other] }, catalogPath(part.prefix, path), what);
}

function filled<P extends Placed>(one: P, owners: ReadonlyMap<string, string> | undefined): P {
  if (!one.part || !owners) return one;
  const { part } = one;
  const services = Object.fromEntries(
    Object.entries(part.value.services).map(([id, service]) => {
      const owner = owners.get(id);
      return [id, owner === undefined ? service : { ...service, owner }];
    }),
  );
  const meanings = [...owners].map(([id, value]) => ({ path: ["services", id, "owner"], means: "team" as const, value }));
  return { ...one, part: { ...part, value: { ...part.value, services }, meanings: [...part.meanings, ...meanings] } };
}

const at = ({ document, prefix }: Entity, path: Path, code: Code, what: string, detail: Parameters<typeof problemAt>[5] = {}): Problem =>
  problemAt(document, prefix, path, code, what, detail);

function placeOf({ document }: Entity, path: Path): string {
  const { file, line } = placeAt(document, path, "value");
  return `${file}:${line}`;
}
