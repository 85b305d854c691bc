import { logicalName } from "../../../model/ids.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import type { Resolved } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import type { Pair } from "../change.ts";
import type { Context } from "./context.ts";

/**
 * Why what an alert saw may go unseen, where this very change writes so: in `unseen:` of its entry, or, of what is gone,
 * by a new line of `retired:`. A text that stood there before answers for the change that wrote it.
 */
export function declarationOf({ before, after }: Pair, context: Context): string | undefined {
  const { base, head, written } = context;
  const old = before && (undetectedOf(before, base) ?? writtenUnseen(before, written?.base));
  // What is off here still is in the catalog, under the same path or a later one.
  const now = after ? undetectedOf(after, head) : before && writtenUnseen(before, written?.head);
  if (now !== undefined && now !== old) return now;
  return before && retiredNow(before, context);
}

/** Of an alert of an SLO or a rule; what is derived for a metric or a source has no entry of its own to write in. */
function undetectedOf({ entry }: Alert, { systems }: Resolved): string | undefined {
  const services = systems.flatMap((system) => system.services);
  return services.flatMap(({ slos, alerts }) => [...slos, ...alerts]).find(({ path }) => path === entry)?.unseen;
}

function writtenUnseen({ entry }: Alert, catalog: CheckedCatalog | undefined): string | undefined {
  const [system, service = "", id = ""] = entry.split("/");
  const file = catalog?.systems.find((one) => one.system === system || one.formerly?.includes(system ?? ""));
  const found = file && lookUp(file.services, service);
  return found && (lookUp(found.slos, id) ?? lookUp(found.alerts, id))?.unseen;
}

/** By its id, or one that it had. */
function lookUp<T extends { readonly formerly?: readonly string[] | undefined }>(
  record: Readonly<Record<string, T>>,
  id: string,
): T | undefined {
  if (Object.hasOwn(record, id)) return record[id];
  return Object.values(record).find(({ formerly = [] }) => formerly.includes(id));
}

function retiredNow(before: Alert, { base, head }: Context): string | undefined {
  const { name, formerNames, entry } = before;
  const names = [name, ...formerNames, logicalName(...entry.split("/"))];
  const lines = ({ systems }: Resolved) => systems.flatMap(({ retired }) => retired);
  const old = new Set(lines(base).map((line) => `${line.name} ${line.why}`));
  return lines(head).find((line) => names.includes(line.name) && !old.has(`${line.name} ${line.why}`))?.why;
}
