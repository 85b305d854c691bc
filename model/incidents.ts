import { instantIn } from "./instant.ts";
import { nearest } from "./nearest.ts";
import type { Part } from "./part.ts";
import { type Problem, problemAt } from "./problem.ts";
import { readFile } from "./read.ts";
import { type IncidentsFile, incidents } from "./schema/incidents.ts";
import { shape, validate } from "./shape.ts";

/** What people noticed, and of which services; instants are seconds since 1970 in UTC. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  /** system/service */
  readonly services: readonly string[];
}

export interface LoadedIncidents {
  /** in the order of their beginnings; only where no problem is an error */
  readonly incidents?: readonly Incident[];
  /** in the order of the file */
  readonly problems: readonly Problem[];
}

const incidentsShape = shape(incidents);

/**
 * Reads a file of incidents, with every problem of it at its place.
 *
 * @param services system/service of everything that an incident may have concerned
 */
export function loadIncidents(file: string, services: readonly string[]): LoadedIncidents {
  const prefix = "incidents";
  const { document, problems: broken } = readFile(file, prefix);
  if (!document) return { problems: broken };
  const { value, problems: faults } = validate(incidentsShape, document, prefix);
  const checked = value ? check({ document, value, meanings: [], prefix }, services) : [];
  const problems = [...broken, ...faults, ...checked].sort(
    (one, other) => one.place.line - other.place.line || one.place.column - other.place.column,
  );
  if (!value || problems.some(({ severity }) => severity === "error")) return { problems };
  const read = Object.entries(value.incidents).map(([id, { title, from, to, services: named }]) => {
    return { id, title, from: secondsIn(from), to: secondsIn(to), services: named };
  });
  return { incidents: read.sort((one, other) => one.from - other.from || (one.id < other.id ? -1 : 1)), problems };
}

function check({ document, value, prefix }: Part<IncidentsFile>, services: readonly string[]): Problem[] {
  return Object.entries(value.incidents).flatMap(([id, { from, to, services: named }]) => {
    const entry = ["incidents", id];
    const times = [from, to].map(instantIn);
    const unreal = times.flatMap((time, index) => {
      if (typeof time === "number") return [];
      const key = index === 0 ? "from" : "to";
      return [problemAt(document, prefix, [...entry, key], "invalid-form", `${JSON.stringify([from, to][index])}: ${time}`)];
    });
    const [begin, end] = times;
    const inverted =
      typeof begin === "number" && typeof end === "number" && end <= begin
        ? [problemAt(document, prefix, [...entry, "to"], "out-of-range", `"to" (${to}) is not after "from" (${from})`)]
        : [];
    const unknown = named.flatMap((path, index) => {
      if (services.includes(path)) return [];
      const detail = { nearest: nearest(path, services), way: "name system/service of the catalog" };
      return [
        problemAt(
          document,
          prefix,
          [...entry, "services", index],
          "unknown-service",
          `there is no service ${JSON.stringify(path)}`,
          detail,
        ),
      ];
    });
    return [...unreal, ...inverted, ...unknown];
  });
}

/** Of a text that was checked. */
const secondsIn = (written: string): number => Date.parse(written) / 1000;
