import { formatDuration } from "../../../model/quantity.ts";
import type { Endpoint, ProbeSignal } from "../../../model/resolved.ts";
import type { Pair } from "../change.ts";
import type { Context } from "./context.ts";
import { byMembers } from "./direction.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import { seenDraft } from "./measured.ts";
import { becomes } from "./words.ts";

/** An endpoint that is asked from outside: how often, for how long, by whom. */
export const probeDiffer: EntryDiffer<"probe"> = {
  about: "signal",
  name: ({ url, every }) => `probe of ${url} every ${formatDuration(every)}`,
  takes: ["url"],
  changes: address,
  fields: {
    // Another vendor asks: whether it can, and notifies as it should, no catalog knows.
    from: { word: "asked by", direction: "seen elsewhere" },
    kind: "derived",
    endpoint: { word: "endpoint", direction: "seen" },
    every: { word: "every", show: formatDuration, direction: "seen" },
    timeout: { word: "timeout", show: formatDuration, direction: "seen" },
  },
};

/** An address follows from that of the system and the path of the endpoint, which tell their own changes. */
function address({ paired, before, after }: Both<"probe">, context: Context): Draft[] {
  if (before.url === after.url) return [];
  const system = paired.system?.sides;
  const made = (probe: ProbeSignal, of: string | undefined) => of !== undefined && probe.url === urlOf(of, probe.endpoint);
  if (made(before, system?.before?.address) && made(after, system?.after?.address)) return [];
  return [seenDraft(`address ${becomes(before.url, after.url)}`, context.affected(paired.key), context)];
}

export const urlOf = (address: string, { path }: Endpoint): string => `${address.replace(/\/+$/, "")}${path === "/" ? "" : path}`;

/** What can be asked of a service, and what a good answer is. */
export const endpointDiffer: EntryDiffer<"endpoint"> = {
  about: "signal",
  name: ({ path, expect }) => `endpoint ${path}, good when ${expect}`,
  fields: {
    path: { word: "path", direction: "seen" },
    expect: { word: "good answer", direction: "seen" },
    needs: { word: "needs" },
  },
  takes: ["needs"],
  changes: ({ paired, before, after }, context) => {
    if (byMembers(before.needs, after.needs) === "neutral") return [];
    const alerts: readonly Pair[] = context.affected(paired.key);
    const [gone, added] = [
      before.needs.filter((one) => !after.needs.includes(one)),
      after.needs.filter((one) => !before.needs.includes(one)),
    ];
    return [
      {
        what: `needs ${becomes(before.needs.join(", ") || "nothing", after.needs.join(", ") || "nothing")}`,
        direction: alerts.length > 0 ? byMembers(before.needs, after.needs) : "neutral",
        means: [
          ...(gone.length > 0 ? [`an answer stays good while ${gone.join(", ")} fails`] : []),
          ...(added.length > 0 ? [`an answer turns bad when ${added.join(", ")} fails`] : []),
        ],
        alerts,
      },
    ];
  },
};
