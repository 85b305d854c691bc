import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { vocabulary } from "../../language.ts";
import { checkIdentity } from "../../model/check/identity.ts";
import type { Checked } from "../../model/check/report.ts";
import { alternativeOf, definitionOf } from "../../model/schema/meaning.ts";
import { type OrganizationFile, organizationSchema } from "../../model/schema/organization.ts";
import { type SystemFile, systemSchema } from "../../model/schema/system.ts";

const catalog = join(import.meta.dirname, "../products/catalog");
const schemas = { organization: organizationSchema(vocabulary), system: systemSchema(vocabulary) };
const read = <T>(schema: z.ZodType<T>, file: string): T => schema.parse(load(readFileSync(join(catalog, file), "utf8")));
const written = () => ({
  organization: read(schemas.organization, "organization.yaml") as OrganizationFile,
  systems: readdirSync(join(catalog, "systems")).map((name) => read(schemas.system, join("systems", name)) as SystemFile),
});

type Step = string | number;

interface Place {
  readonly path: readonly Step[];
  /** keys of the language on the way: the path without ids */
  readonly kind: string;
}

/** Where a value may say what it was called before. */
function renamable(schema: z.core.$ZodType, value: unknown, path: readonly Step[] = [], kind = ""): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
      return renamable(def.innerType, value, path, kind);
    case "union":
      return renamable(alternativeOf(def.options, value), value, path, kind);
    case "array":
      return Object.entries(value).flatMap(([index, item]) => renamable(def.element, item, [...path, Number(index)], kind));
    case "record":
      return Object.entries(value).flatMap(([key, entry]) => renamable(def.valueType, entry, [...path, key], kind));
    case "object": {
      const below = Object.entries(value).flatMap(([key, one]) =>
        def.shape[key] ? renamable(def.shape[key], one, [...path, key], `${kind} ${key}`.trim()) : [],
      );
      return "formerly" in def.shape ? [{ path, kind: kind || "system" }, ...below] : below;
    }
    default:
      return [];
  }
}

const { organization, systems } = written();
const places = [
  ...renamable(schemas.organization, organization, ["organization"]),
  ...systems.flatMap((system, index) => renamable(schemas.system, system, ["systems", index])),
];
const kinds = [...Map.groupBy(places, ({ kind }) => kind).values()].flatMap(([first]) => first ?? []);

/** What the check says of the catalog in which the value at this place has these former ids. */
function found(path: readonly Step[], formerly: readonly string[]): string[] {
  const changed = written();
  const place = path.reduce<object>((value, step) => (value as never)[step], changed);
  Object.assign(place, { formerly });
  const part = <T>(value: T, prefix: string) => ({ value, prefix, meanings: [], document: { file: prefix } as never });
  const checked: Checked = {
    ...{ organization: part(changed.organization, "organization"), systems: changed.systems.map((one) => part(one, one.system)) },
    ...{ runbooks: new Set(), now: 0, complete: true, vocabulary },
  };
  const said: string[] = [];
  checkIdentity(checked, (of, at, code) => said.push(`${code} ${[of.prefix, ...at].join("/")}`));
  return said;
}

const prefixOf = (path: readonly Step[]): string =>
  (path[0] === "systems" ? [systems[Number(path[1])]?.system, ...path.slice(2)] : path).join("/");
/** The id of what is there: its key, or that of its system. */
const idOf = ({ path, kind }: Place): string =>
  kind === "system" || kind === "status-page" ? (systems[Number(path[1])]?.system ?? "") : String(path.at(-1));

describe("a former id, of whatever may have one,", () => {
  test("is of every kind", () => {
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        ...["system", "services", "services slos", "services alerts", "services signals", "dashboards", "dashboards panels"],
        ...["logs pipelines", "stores", "stores queries", "analytics events", "analytics flags", "status-page", "status-page components"],
        ...["teams", "people", "channels", "schedules", "escalations", "on-call"],
      ]),
    );
  });

  test.each(kinds)("$kind: is not that of an entry that is there, itself included", (place) => {
    expect(found(place.path, [idOf(place)])).toEqual([`formerly-taken ${prefixOf(place.path)}/formerly/0`]);
  });

  test.each(kinds)("$kind: is claimed once", ({ path }) => {
    expect(found(path, ["old", "old"])).toEqual([`formerly-taken ${prefixOf(path)}/formerly/1`]);
  });

  test.each(kinds)("$kind: may be any other", ({ path }) => {
    expect(found(path, ["old", "older"])).toEqual([]);
  });
});
