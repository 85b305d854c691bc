import type { Context } from "./context.ts";
import { mostSevere } from "./direction.ts";
import type { Both, Draft } from "./draft.ts";
import type { Kind } from "./kinds.ts";
import { alike, Entry, plain, words } from "./plain.ts";
import { concerns, loudness } from "./recipients.ts";
import { routeMoved } from "./stage.ts";
import { becomes } from "./words.ts";

/**
 * Of an entry, the fields that say whom its alerts tell. Who is notified instead of someone else makes it looser for those
 * who are left out, whoever hears of it now.
 */
export function toldThere<K extends Kind>(
  { paired, before, after }: Both<K>,
  context: Context,
  keys: readonly (keyof (typeof before & object))[],
): Draft[] {
  return keys.flatMap((key) => {
    if (alike(before[key], after[key], context.entries)) return [];
    const [old, now] = [plain(before[key], context.entries.before), plain(after[key], context.entries.after)];
    const alerts = context.affected(paired.key).filter((pair) => routeMoved(pair).length > 0 || severityMoved(pair));
    const louder = mostSevere(alerts.flatMap((pair) => (pair.before && pair.after ? [loudness(pair.before, pair.after)] : [])));
    const id = (value: typeof old) => (value instanceof Entry ? value.id : "none");
    // An owner approves, whoever is told.
    return [
      {
        what: `${words(String(key))} ${becomes(id(old), id(now))}`,
        direction: louder === "neutral" && (alerts.length > 0 || key === "owner") && key !== "severity" ? "looser" : louder,
        means: [...new Set(alerts.flatMap(routeMoved)), ...concerns(alerts)],
        alerts,
      },
    ];
  });
}

const severityMoved = ({ before, after }: { before?: { severity: { id: string } }; after?: { severity: { id: string } } }): boolean =>
  before?.severity.id !== after?.severity.id;
