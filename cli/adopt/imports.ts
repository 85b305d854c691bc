import { z } from "zod";
import { type Listed, type Listing, listedIn, unownedIn } from "../../analysis/review/drift.ts";
import { keyOf } from "./key.ts";

const resource = z.looseObject({
  type: z.string(),
  name: z.string(),
  logicalName: z.string().optional(),
  provider: z.string().optional(),
  component: z.boolean().optional(),
});
const importFile = z.looseObject({ resources: z.array(resource).nullish() });
type Resource = z.output<typeof resource>;

const metadata = z.object({
  op: z.string(),
  urn: z.string(),
  type: z.string(),
  new: z.object({ inputs: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});
const event = z.object({ resourcePreEvent: z.object({ metadata }).optional() });

/** An object of the plan that is at its vendor already. */
export interface Adopted {
  readonly type: string;
  /** logical name */
  readonly name: string;
  readonly id: string;
}

export interface Imports {
  /** what the engine takes: an import file that holds what was found */
  readonly file: unknown;
  readonly adopted: readonly Adopted[];
  /** by `<type>::<logical name>`: several objects of the account have the name, so that a person has to choose */
  readonly several: ReadonlyMap<string, readonly string[]>;
  /** `<type>::<logical name>` of what no listing can find: no object of the kind is listed, or it has no name */
  readonly unlisted: readonly string[];
}

export interface Sought {
  /** text of the file that `pulumi preview --import-file` writes: everything that an update would create, without ids */
  readonly written: string;
  /** the engine's log of the same preview */
  readonly events: readonly unknown[];
  readonly listings: readonly Listing[];
  /** `<type> <id>` of everything that a stack owns */
  readonly owned: ReadonlySet<string>;
  /** ids that a person has named, by `<type>::<logical name>` */
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * Finds what an update would create and the vendors have already: objects of the same kind with the same name, or address or key
 * where that is unique, which no stack owns.
 */
export function importsOf({ written, events, listings, owned, ids }: Sought): Imports {
  const file = importFile.parse(JSON.parse(written));
  const inputs = inputsOf(events);
  const listed = unownedIn(listings, owned);
  const adopted: (Adopted & { readonly resource: Resource })[] = [];
  const several = new Map<string, readonly string[]>();
  const types = new Set(listedIn(listings).map(({ type }) => type));
  const unlisted: string[] = [];
  const resources = file.resources ?? [];
  for (const one of resources.filter(({ component, type }) => component !== true && !isProvider(type))) {
    const name = one.logicalName ?? one.name;
    const key = `${one.type}::${name}`;
    const named = ids.get(key);
    const wanted = keyOf(inputs.get(key) ?? {});
    const found = named === undefined ? listed.filter((object) => object.type === one.type && isSame(object, wanted)) : [];
    const [first, ...more] = named === undefined ? found.map(({ id, importId = id }) => importId) : [named];
    if (first === undefined) {
      if (wanted === undefined || !types.has(one.type)) unlisted.push(key);
    } else if (more.length > 0) several.set(key, [first, ...more]);
    else adopted.push({ type: one.type, name, id: first, resource: one });
  }
  const providers = new Set(adopted.flatMap(({ resource: { provider } }) => provider ?? []));
  return {
    file: {
      ...file,
      resources: resources.flatMap((one) => {
        if (one.component === true || (isProvider(one.type) && providers.has(one.name))) return [one];
        const { id } = adopted.find(({ resource }) => resource === one) ?? {};
        return id === undefined ? [] : [{ ...one, id }];
      }),
    },
    adopted: adopted.map(({ type, name, id }) => ({ type, name, id })),
    several,
    unlisted,
  };
}

const isProvider = (type: string): boolean => type.startsWith("pulumi:providers:");

const isSame = ({ name, key = name }: Listed, wanted: string | undefined): boolean =>
  wanted !== undefined && key.toLowerCase() === wanted.toLowerCase();

/** Planned inputs of what is to be created, by `<type>::<logical name>`. */
function inputsOf(events: readonly unknown[]): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const created = events.flatMap((one) => event.safeParse(one).data?.resourcePreEvent?.metadata ?? []).filter(({ op }) => op === "create");
  return new Map(created.map(({ type, urn, new: state }) => [`${type}::${urn.split("::").slice(3).join("::")}`, state?.inputs ?? {}]));
}
