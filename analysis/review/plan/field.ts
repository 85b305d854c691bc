import type { Difference } from "./difference.ts";
import { hasUnknown, isEmpty, isFields, isList, isSecret, isSecretName } from "./value.ts";

/** A field that differs, as people read it. */
export interface Field {
  /** in the vendor's object: `rules[2].for` */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Longest text that is shown whole; of a longer one, what differs with a little around it. */
const longest = 80;
const around = 16;

export function fieldOf({ path, before, after, secret }: Difference): Field {
  if (secret) return { path, before: covered(before), after: isEmpty(before) || isEmpty(after) ? covered(after) : "(another secret)" };
  const [one, other] = [shown(before), shown(after)];
  if (one.length <= longest && other.length <= longest) return { path, before: one, after: other };
  return { path, ...excerpts(one, other) };
}

const covered = (value: unknown): string => (isEmpty(value) ? nothing : "(secret)");

const nothing = "(none)";

/** A value in one line. Of an entry only its name: fields deep inside may be anyone's. */
export function shown(value: unknown): string {
  if (isSecret(value)) return "(secret)";
  if (isEmpty(value)) return nothing;
  if (hasUnknown(value)) return "(known only then)";
  if (isList(value)) return value.map(shown).join(", ");
  if (!isFields(value)) return String(value).replaceAll(/\s*\n\s*/g, " ");
  const name = ["name", "title", "summary", "type", "refId"].flatMap((key) => (typeof value[key] === "string" ? [value[key]] : []))[0];
  if (name !== undefined) return `"${name}"`;
  const members = Object.entries(value).flatMap(([key, item]) => (typeof item === "object" || isSecretName(key) ? [] : [`${key} ${item}`]));
  return members.length > 0 && members.length <= 3 ? members.join(", ") : "an entry";
}

/** What differs between two long texts, with a few characters around it. */
function excerpts(before: string, after: string): Pick<Field, "before" | "after"> {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const cut = (text: string): string => {
    const [from, to] = [Math.max(0, start - around), Math.min(text.length, text.length - end + around)];
    const middle = text.slice(from, to);
    const kept = middle.length > longest ? `${middle.slice(0, longest)}…` : middle + (to < text.length ? "…" : "");
    return `${from > 0 ? "…" : ""}${kept}`;
  };
  return { before: cut(before), after: cut(after) };
}
