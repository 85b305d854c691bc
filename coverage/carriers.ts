import type { Claim, FileClaim, ResourceClaim } from "./claim.ts";
import type { RenderedFile, Resource, Stack } from "./stack.ts";

/** What really carries an entry. */
export type Carrier =
  | { readonly kind: "resource"; readonly environment: string; readonly type: string; readonly name: string; readonly parent: string }
  | { readonly kind: "file"; readonly environment: string; readonly path: string }
  | { readonly kind: "contract"; readonly owes: string };

/** Claims against one environment. Each carrier is told once: resources by type and name, then files by path, then the contract. */
export type Search = (claims: readonly Claim[]) => Carrier[];

/** @param stack whose resources and files are looked through; what they hold is read once */
export function searchOf({ resolved, resources, files }: Stack): Search {
  const environment = resolved.environment.id;
  const held = new Map<Resource, ReadonlySet<string>>();
  const textsOf = (one: Resource): ReadonlySet<string> => {
    const texts = held.get(one) ?? textsIn(one.inputs);
    held.set(one, texts);
    return texts;
  };
  const own = resources.filter(({ type }) => isManaged(type)).sort((a, b) => byText(a.type, b.type) || byText(a.name, b.name));
  return (claims) => {
    const claimed = claims.filter((claim) => claim.kind === "resource");
    const said = claims.filter((claim) => claim.kind === "file");
    const owed = claims.flatMap((claim) => (claim.kind === "contract" ? claim.owes : []));
    return [
      ...own
        .filter((one) => claimed.some((claim) => isNamed(one, claim) && fits(claim, textsOf(one))))
        .map(({ type, name, parent }): Carrier => ({ kind: "resource", environment, type, name, parent })),
      ...files.filter((one) => said.some((claim) => isSaid(one, claim))).map(({ path }): Carrier => ({ kind: "file", environment, path })),
      ...[...new Set(owed)].map((owes): Carrier => ({ kind: "contract", owes })),
    ];
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Components only group, and providers only connect. */
const isManaged = (type: string): boolean => !type.startsWith("slostack:") && !type.startsWith("pulumi:");

function isNamed({ name, type }: Resource, claim: ResourceClaim): boolean {
  return (
    (claim.name === undefined || name === claim.name) &&
    (claim.stem === undefined || name === claim.stem || name.startsWith(`${claim.stem}--`)) &&
    (claim.type === undefined || claim.type.test(type))
  );
}

function fits({ holds, says }: ResourceClaim, texts: ReadonlySet<string>): boolean {
  return (holds === undefined || texts.has(holds)) && (says === undefined || [...texts].some((text) => hasWord(text, says)));
}

const isSaid = ({ path, text }: RenderedFile, claim: FileClaim): boolean =>
  (claim.path === undefined || claim.path.test(path)) && (claim.says === undefined || hasWord(text, claim.says));

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
