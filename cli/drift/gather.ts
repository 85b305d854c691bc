import { z } from "zod";
import { driftOf, type Listing } from "../../analysis/review/drift.ts";
import { kindsOf } from "../../analysis/review/plan/kind.ts";
import { described } from "../../components/kinds.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { Asked } from "./engine.ts";
import { refreshedPreviewOf } from "./events.ts";
import type { Answer, Doubt } from "./page.ts";

export interface Gathering {
  readonly engine: Asked;
  readonly stack: string;
  /** of the catalog, in the environment of the stack */
  readonly alerts: readonly Alert[];
  /** what is in the accounts; read after the preview, which may write them */
  readonly listings: () => readonly Listing[];
  /** environments of the catalog, whose stacks share the accounts */
  readonly environments: readonly string[];
}

/**
 * Runs the engine and reports the differences. Whatever could not be determined is reported as a doubt.
 *
 * @throws NotAnswered if the engine returned nothing
 */
export async function gatherDrift({ engine, stack, alerts, listings, environments }: Gathering): Promise<Omit<Answer, "at" | "counts">> {
  const { events, output } = await engine.preview();
  const { refreshed, steps, errors, whole } = refreshedPreviewOf(events);
  const owned = await ownedObjects(engine, stack, environments);
  const listed = owned.unread.length > 0 ? [] : listings();
  const unlisted = owned.unread.map((what) => ({
    what: `${what}, so unmanaged objects could not be determined`,
    way: "select a backend and passphrase that can read it, or pass --unmanaged skip",
  }));
  return {
    stack,
    drift: driftOf({ refreshed, steps }, { listings: listed, owned: owned.objects }, alerts, kindsOf(described)),
    doubts: [...doubtsOf(errors, whole && refreshed.length > 0, output), ...unlisted],
  };
}

/** A preview stops at a protected object that is gone; the refresh has reported it already. */
const isProtection = (message: string): boolean => /marked for protection/.test(message);
const isEnd = (message: string): boolean => /^(preview|update) failed$/.test(message);

function doubtsOf(errors: readonly string[], whole: boolean, output: string): Doubt[] {
  const own = errors.filter((message) => !isProtection(message) && !isEnd(message));
  const said = own.length === 0 && !whole ? [output.trim().split("\n").slice(-3).join(" ").replaceAll(/\s+/g, " ") || "no output"] : own;
  return [...new Set(said)].map((what) => ({
    what: what.replace(/\.$/, ""),
    way: "fix it and run drift again; the results below are partial",
  }));
}

/** What stacks own, as far as their states can be read. */
export interface Owned {
  /** `<type token> <id>` */
  readonly objects: ReadonlySet<string>;
  /** a sentence for each stack whose state cannot be read, without its end; what it owns would be taken for no one's */
  readonly unread: readonly string[];
}

/** What any stack of these environments owns: they share the accounts. */
export async function ownedObjects(
  engine: Pick<Asked, "stacks" | "state">,
  stack: string,
  environments: readonly string[],
): Promise<Owned> {
  const unread: string[] = [];
  const there = await engine.stacks().catch(() => [stack]);
  const objects: string[] = [];
  for (const name of new Set([stack, ...there.filter((one) => environments.includes(one.split("/").at(-1) ?? one))])) {
    try {
      objects.push(...ownedIn(await engine.state(name)));
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      unread.push(`the state of ${name} cannot be read (${said})`);
    }
  }
  return { objects: new Set(objects), unread };
}

const exported = z.object({
  deployment: z.object({
    resources: z.array(z.object({ type: z.string(), id: z.string().optional(), custom: z.boolean().optional() })).nullish(),
  }),
});

/**
 * `<type token> <id>` of every object in the state of a stack.
 *
 * @param state what `pulumi stack export` prints
 */
function ownedIn(state: string): string[] {
  const { deployment } = exported.parse(JSON.parse(state));
  return (deployment.resources ?? []).flatMap(({ type, id }) => (id === undefined ? [] : [`${type} ${id}`]));
}
