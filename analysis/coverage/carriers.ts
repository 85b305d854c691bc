import type { Claim, FileClaim, ObjectClaim } from "./claim.ts";
import type { CatalogObject, RenderedFile, Stack } from "./stack.ts";

/** The objects that implement an entry. */
export type Carrier =
  | { readonly kind: "object"; readonly environment: string; readonly vendor: string; readonly type: string; readonly name: string }
  | { readonly kind: "file"; readonly environment: string; readonly path: string }
  | { readonly kind: "contract"; readonly owes: string };

/** Claims against one environment. Each carrier is listed once: objects by type and name, then files by path, then the contract. */
export type Search = (claims: readonly Claim[]) => Carrier[];

/** @param stack whose objects and files are looked through; the texts of an object are read once */
export function searchOf({ resolved, objects, files }: Stack): Search {
  const environment = resolved.environment.id;
  const textsOf = memoized(({ args }: CatalogObject) => textsIn(args));
  const answering = new Map<string, CatalogObject[]>();
  for (const one of objects) for (const entry of one.from) answering.set(entry, [...(answering.get(entry) ?? []), one]);
  const answersOf = memoized((claimed: string) =>
    [...answering].flatMap(([entry, all]) => (entry === claimed || entry.startsWith(`${claimed}/`) ? all : [])),
  );
  const carrying = (claim: ObjectClaim) =>
    (claim.below ? answersOf(claim.answers) : (answering.get(claim.answers) ?? [])).filter((one) => fits(claim, one, textsOf));
  return (claims) => {
    const found = new Set(claims.flatMap((claim) => (claim.kind === "object" ? carrying(claim) : [])));
    const said = claims.filter((claim) => claim.kind === "file");
    const owed = claims.flatMap((claim) => (claim.kind === "contract" ? claim.owes : []));
    return [
      ...[...found]
        .sort((a, b) => byText(a.type, b.type) || byText(a.name, b.name))
        .map(({ vendor, type, name }): Carrier => ({ kind: "object", environment, vendor, type, name })),
      ...files.filter((one) => said.some((claim) => isSaid(one, claim))).map(({ path }): Carrier => ({ kind: "file", environment, path })),
      ...[...new Set(owed)].map((owes): Carrier => ({ kind: "contract", owes })),
    ];
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function memoized<Key, Value>(of: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? of(key);
    known.set(key, value);
    return value;
  };
}

function fits(
  { vendor, named, holds, says }: ObjectClaim,
  one: CatalogObject,
  textsOf: (one: CatalogObject) => ReadonlySet<string>,
): boolean {
  return (
    (vendor === undefined || one.vendor === vendor) &&
    (named === undefined || named.some((name) => one.name === name || one.name.startsWith(`${name}--`) || textsOf(one).has(name))) &&
    (holds === undefined || textsOf(one).has(holds)) &&
    (says === undefined || [...textsOf(one)].some((text) => hasWord(text, says)))
  );
}

const isSaid = ({ from, text }: RenderedFile, { answers, says }: FileClaim): boolean =>
  (answers === undefined || from.includes(answers)) && (says === undefined || hasWord(text, says));

const wordCharacter = /[\p{L}\p{N}_-]/u;

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const [before = " ", after = " "] = [text[at - 1], text[at + word.length]];
    if (!wordCharacter.test(before) && !wordCharacter.test(after)) return true;
  }
  return false;
}

/** Every text in a value, at any depth; a text that is JSON is opened. */
function textsIn(value: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (inner: unknown): void => {
    if (typeof inner === "string") {
      found.add(inner);
      if (/^\s*[[{]/.test(inner)) walk(parsed(inner));
    } else if (typeof inner === "object" && inner !== null) for (const part of Object.values(inner)) walk(part);
  };
  walk(value);
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
