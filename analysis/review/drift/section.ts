import type { Drift } from "../drift.ts";
import type { Concerned } from "../plan/concern.ts";
import { fieldInWords, someOf } from "../plan/section.ts";
import type { Block, Line, Section } from "../section.ts";
import type { Drifted } from "./refreshed.ts";

/** Where the entry of an alert is written: `catalog/systems/hastecrm.yaml:90`. */
export type Place = (entry: string) => string | undefined;

/** Drift as people read it; sections without content are left out. */
export function driftSections(drift: Drift, place: Place): Section[] {
  return [
    changedSection(drift, place),
    goneSection(drift, place),
    unmanagedSection(drift),
    pendingSection(drift),
    unlistedSection(drift),
  ].filter(({ blocks }) => blocks.length > 0);
}

function changedSection({ drifted }: Drift, place: Place): Section {
  const items = drifted.filter(({ fate }) => fate === "changed");
  const rows = items.map((one): Line[] => [objectInWords(one), concerns(one.alerts, place), someOf(one.fields.map(fieldInWords))]);
  return {
    id: "changed",
    title: "Changed by hand",
    blocks: rows.length === 0 ? [] : [{ kind: "table", head: ["What", "Affected alerts", "Field: before -> now"], rows }],
  };
}

function goneSection({ drifted, following }: Drift, place: Place): Section {
  const items = drifted.filter(({ fate }) => fate === "gone");
  const rows = items.map((one): Line[] => [
    objectInWords(one),
    concerns(one.alerts, place),
    someOf(one.fields.map(({ path }) => path)) || "the whole object",
  ]);
  const follow = `${following} more ${following === 1 ? "object refers" : "objects refer"} to removed objects; an update recreates these. Protected objects need \`pulumi state unprotect\` first.`;
  return {
    id: "gone",
    title: "Removed by hand",
    blocks: [
      ...(rows.length === 0 ? [] : [{ kind: "table", head: ["What", "Affected alerts", "Removed"], rows } as const]),
      ...(following === 0 ? [] : [{ kind: "text", text: follow } as const]),
    ],
  };
}

const objectInWords = ({ vendor, noun, name, id }: Drifted): Line => [`${vendor} ${noun} `, { code: name }, ` (${id})`];

/** How many alerts of one object are listed before the rest is counted. */
const most = 5;

function concerns(alerts: readonly Concerned[], place: Place): Line {
  const shown = alerts.slice(0, most).map(({ title, entry, name, tells }) => `"${title}" (${name}, ${place(entry) ?? entry}): ${tells}`);
  const rest = alerts.length - shown.length;
  return rest > 0 ? `${shown.join("; ")}; and ${rest} more alerts` : shown.join("; ") || "none";
}

function unmanagedSection({ unmanaged }: Drift): Section {
  const rows = [...Map.groupBy(unmanaged, ({ vendor, noun }) => `${vendor} ${noun}`)].map(([what, own]): Line[] => [
    what,
    String(own.length),
    someOf(own.map(({ name, id }) => (name === id ? id : `"${name}" (${id})`))),
  ]);
  return {
    id: "unmanaged",
    title: "Unmanaged: in the accounts but in no catalog",
    blocks: rows.length === 0 ? [] : [{ kind: "table", head: ["What", "Number", "Names"], rows }],
  };
}

function pendingSection({ pending }: Drift): Section {
  const rows = pending.map(({ fate, vendor, noun, name, fields, parts }): Line[] => [
    [`${vendor} ${noun} `, { code: name }],
    `will be ${fate}`,
    someOf([...fields, ...parts.flatMap((part) => part.fields)].map(fieldInWords)),
  ]);
  return {
    id: "pending",
    title: "Pending: differs from the catalog, unchanged since the last update",
    blocks:
      rows.length === 0
        ? []
        : [
            { kind: "text", text: "Not deployed yet, an update did not finish, or a refresh adopted a change into the state." },
            { kind: "table", head: ["What", "Next update", "Fields"], rows },
          ],
  };
}

function unlistedSection({ listings }: Drift): Section {
  const items = listings.flatMap((one): Line[] => ("why" in one ? [`not listed: ${one.vendor} ${one.what}: ${one.why}`] : []));
  const blocks: Block[] = items.length === 0 ? [] : [{ kind: "list", items }];
  return { id: "not-listed", title: "Not listed: unmanaged objects there are unknown", blocks };
}
