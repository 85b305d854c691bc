import { z } from "zod";
import { formatCount } from "../../model/quantity.ts";
import { shellWord } from "../shell-word.ts";

const metadata = z.object({ op: z.string(), urn: z.string() });
const event = z.object({
  resOpFailedEvent: z.object({ metadata }).optional(),
  diagnosticEvent: z.object({ severity: z.string(), message: z.string(), urn: z.string().optional() }).optional(),
});

/** How vendors say that a name, an address or a key belongs to another object. */
const taken = /already|taken|exists|unique|conflict|\b409\b|duplicate/i;

/**
 * The objects that an update could not create because the vendor has them already.
 *
 * @param events the engine's log of the update
 * @returns their URNs
 */
export function refusedAsTaken(events: readonly unknown[]): string[] {
  const known = events.flatMap((one) => event.safeParse(one).data ?? []);
  const failed = new Set(
    known.flatMap(({ resOpFailedEvent }) => (resOpFailedEvent?.metadata.op === "create" ? resOpFailedEvent.metadata.urn : [])),
  );
  const said = known.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []);
  return [...failed].filter((urn) =>
    said.some(({ severity, message, urn: about }) => severity === "error" && about === urn && taken.test(message)),
  );
}

/**
 * What to do about {@link refusedAsTaken}: one command; empty if nothing was refused so.
 *
 * @param more options of the command, such as `--sandbox`
 */
export function remedyFor(events: readonly unknown[], more: readonly string[] = []): string {
  const refused = refusedAsTaken(events);
  const [first] = refused;
  if (first === undefined) return "";
  const stack = first.split("::")[0]?.split(":").at(-1) ?? "";
  const there = `${formatCount(refused.length, "object")} could not be created because the vendor has ${refused.length === 1 ? "it" : "them"} already.`;
  const command = ["adopt", "--stack", stack, ...more].map(shellWord).join(" ");
  return `\n${there} Take over what is there, then update again:\n\n  npx slostack ${command}\n\n`;
}
