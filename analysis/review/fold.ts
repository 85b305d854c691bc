import { serviceOf } from "../../model/ids.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import { formatCount } from "../../model/quantity.ts";
import { matchersOf } from "../../model/resolve/matchers.ts";
import { matchersInWords } from "../../monitors/words.ts";
import type { Ability } from "./ability.ts";
import type { Change, Finding } from "./change.ts";
import type { Curve } from "./curves.ts";

/** What stands for each service in what is said of several. */
const placeholder = "<service>";

/**
 * Puts together what one edit of a profile does to the services that use it: what differs in nothing but the service is said once, of the
 * entry of the profile, and names the services.
 */
export interface Folding {
  readonly changes: (all: readonly Change[]) => Change[];
  readonly findings: (all: readonly Finding[]) => Finding[];
  readonly abilities: (all: readonly Ability[]) => Ability[];
  readonly curves: (all: readonly Curve[]) => Curve[];
}

/** @param catalogs the revisions that are compared, head first: they know which entries of services are from profiles */
export function foldingOf(catalogs: readonly CheckedCatalog[]): Folding {
  const profileOf = (entry: string): string | undefined => profileEntry(catalogs, entry);
  const generic = (entry: string, text: string): string => withoutService(catalogs, entry, text);
  return {
    changes: (all) =>
      folded(all, {
        placeOf: ({ entry }) => entry,
        keyOf: ({ entry, what, means, owners: _, tier: __, undeclared = [], ...change }) => [
          profileOf(entry),
          change,
          generic(entry, what),
          means.map((text) => generic(entry, text)),
          undeclared.map((one) => profileOf(one) ?? one),
        ],
        made: (same) => {
          const { entry, what, means, undeclared, ...first } = same[0];
          return {
            ...first,
            entry: profileOf(entry) ?? entry,
            what: generic(entry, what),
            means: means.map((text) => generic(entry, text)),
            tier: Math.min(...same.map(({ tier }) => tier)),
            owners: [...new Set(same.flatMap(({ owners }) => owners))].sort(),
            ...(undeclared && { undeclared: unique(same.flatMap((one) => one.undeclared ?? []).map((one) => profileOf(one) ?? one)) }),
            services: servicesOf(same),
          };
        },
      }),
    findings: (all) =>
      folded(all, {
        placeOf: ({ entry }) => entry,
        keyOf: ({ entry, what, ...finding }) => [profileOf(entry), finding, generic(entry, what)],
        made: (same) => {
          const { entry, what, ...first } = same[0];
          return {
            ...first,
            entry: profileOf(entry) ?? entry,
            what: `${generic(entry, what)} (in ${formatCount(same.length, "service")})`,
          };
        },
      }),
    abilities: (all) =>
      folded(all, {
        placeOf: ({ entry }) => entry,
        keyOf: ({ entry, name, title, ...able }) => [profileOf(entry), generic(entry, name), generic(entry, title), able],
        made: (same) => {
          const { entry, name, title, ...first } = same[0];
          return {
            ...first,
            entry: profileOf(entry) ?? entry,
            name: generic(entry, name),
            title: generic(entry, title),
            services: servicesOf(same),
          };
        },
      }),
    curves: (all) =>
      folded(all, {
        placeOf: ({ id }) => signalOf(id),
        keyOf: ({ id, title, changed, ...curve }) => {
          const entry = signalOf(id);
          return [profileOf(entry), generic(entry, title), changed.map((one) => generic(entry, one)), curve];
        },
        made: (same) => {
          const { id, title, changed, ...first } = same[0];
          const entry = signalOf(id);
          return {
            ...first,
            id,
            title: `${generic(entry, title)}, in ${formatCount(same.length, "service")}`,
            changed: changed.map((one) => generic(entry, one)),
          };
        },
      }),
  };

  function folded<T>(all: readonly T[], { placeOf, keyOf, made }: Fold<T>): T[] {
    const groups = Map.groupBy(all, (one) => (profileOf(placeOf(one)) === undefined ? one : JSON.stringify(keyOf(one))));
    return [...groups.values()].flatMap((same) => {
      const [first, ...others] = same;
      return first === undefined || others.length === 0 ? same : made([first, ...others]);
    });
  }
}

interface Fold<T> {
  /** path of the entry in its service */
  readonly placeOf: (one: T) => string;
  /** the same of what is said together */
  readonly keyOf: (one: T) => unknown;
  readonly made: (same: readonly [T, ...T[]]) => T;
}

const unique = (all: readonly string[]): string[] => [...new Set(all)];
const servicesOf = (same: readonly { readonly entry: string }[]): string[] => unique(same.map(({ entry }) => serviceOf(entry))).sort();

/** The entry of a signal, by the id of its curve. */
function signalOf(curve: string): string {
  const [, system, service, signal] = curve.split("--");
  return `${system}/${service}/signals/${signal}`;
}

/** The kinds that a path of three ids may be of. */
const kinds = ["slos", "alerts", "metrics", "signals"];

/** `profiles/http/slos/availability`; nothing for an entry that is no profile's. */
function profileEntry(catalogs: readonly CheckedCatalog[], entry: string): string | undefined {
  const [system, service, kind = "", id] = entry.split("/");
  const ways = id === undefined ? kinds.map((one) => [system, service, one, kind].join("/")) : [entry];
  for (const { fromProfiles } of catalogs)
    for (const way of ways) {
      const from = fromProfiles.get(way);
      if (from) return `profiles/${from.profile}/${from.entry}`;
    }
  return undefined;
}

/** A text about an entry, without what it says of the service: its path, its part of logical names, its name, its matchers. */
function withoutService(catalogs: readonly CheckedCatalog[], entry: string, text: string): string {
  const [system = "", service = ""] = entry.split("/");
  const own = catalogs.flatMap(({ systems }) => {
    const file = systems.find((one) => one.system === system);
    const found = file && Object.hasOwn(file.services, service) ? file.services[service] : undefined;
    return file && found ? [{ of: file.name, ...found }] : [];
  });
  const ids = [`${system}/${service}`, `${system}--${service}`].map((id) => [id, placeholder] as const);
  const names = own.flatMap(({ of, name }) => [`${of} ${name}`, name].map((one) => [one, placeholder] as const));
  const matchers = own.flatMap(({ where }) =>
    Object.entries(matchersOf(where)).map(
      ([label, matcher]) => [matchersInWords({ [label]: matcher }), `${label} is ${placeholder}`] as const,
    ),
  );
  return [...ids, ...names, ...matchers].reduce((all, [from, to]) => all.replaceAll(wholeWord(from), to), text);
}

/** Neither `web-10` nor `web-1-a` is `web-1`; `--` ends an id. */
const wholeWord = (text: string): RegExp => new RegExp(`${text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&")}(?![a-zA-Z0-9]|-(?!-))`, "g");
