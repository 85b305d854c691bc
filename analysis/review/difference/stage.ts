import type { Direction, Stage } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { channelInWords, onCallInWords } from "../../../monitors/routing.ts";
import type { Pair } from "../change.ts";
import type { Context } from "./context.ts";
import { gapsInWords } from "./coverage-gaps.ts";
import { mostSevere } from "./direction.ts";
import type { Both, Draft } from "./draft.ts";
import { isBlinded, loudness } from "./recipients.ts";
import { becomes } from "./words.ts";

type Watched = Both<"slo"> | Both<"alert">;

/** How far the alerts of an entry may go: on trial in one channel, told without a call, or as loud as their severity. */
export function stageChange({ paired, before, after }: Watched, context: Context): Draft[] {
  if (before.stage === after.stage) return [];
  const alerts = context.affected(paired.key).filter((pair) => pair.before && pair.after);
  return [
    {
      what: `stage ${becomes(before.stage ?? "page", after.stage ?? "page")}`,
      direction: byStage(before.stage ?? "page", after.stage ?? "page", alerts, context),
      means: [...new Set(alerts.flatMap(routeMoved)), ...gapsInWords(alerts, context, context.verdictByStage)],
      alerts,
    },
  ];
}

const order: Readonly<Record<Stage | "page", number>> = { shadow: 0, ticket: 1, page: 2 };

/** On trial, an alert tells no one of what it sees. */
function byStage(before: Stage | "page", after: Stage | "page", alerts: readonly Pair[], context: Context): Direction {
  const [louder, quieter] = [order[after] > order[before], order[after] < order[before]];
  const moved = alerts.some((pair) => pair.before && pair.after && loudness(pair.before, pair.after) !== "neutral");
  if (!moved) return "neutral";
  if (louder) return "tighter";
  const lost = mostSevere(alerts.map((pair) => context.verdictByStage(pair).direction));
  return quieter && after === "shadow" && lost === "blind" ? "blind" : "looser";
}

/** `was a ticket in #crm-alerts, now pages hasteCRM on-call (crm)`; nothing where the route stays. */
export function routeMoved({ before, after }: Pair): string[] {
  if (!before || !after) return [];
  const [old, now] = [routeInWords(before), routeInWords(after)];
  if (old === now) return [];
  const [paged, pages] = [onCallInWords(before.route), onCallInWords(after.route)];
  if (pages !== undefined && paged === pages)
    return [`its page was posted to ${channelInWords(before.route.channel)}, now to ${channelInWords(after.route.channel)}`];
  if (paged !== undefined) return [`paged ${paged}, now ${pages === undefined ? `is ${now}` : `pages ${pages}`}`];
  if (pages !== undefined) return [`was ${old}, now pages ${pages}`];
  return [`was ${old}, now is ${now}`];
}

function routeInWords(alert: Alert): string {
  const { route, stage, environment } = alert;
  const where = channelInWords(route.channel);
  if (route.kind === "page") return `${onCallInWords(route)}, posted to ${where}`;
  if (stage === "shadow" && environment.pages) return `on trial in ${where}`;
  return `a ticket in ${where}${route.during ? ` (${route.during.id})` : ""}`;
}

/** Words about what is no longer seen: they belong to a change that blinds; alone they change nothing. */
export function unseenChange({ paired, before, after }: Watched, context: Context): Draft[] {
  if (before.unseen === after.unseen) return [];
  const answers = context.affected(paired.key).some((pair) => isBlinded(pair, context));
  if (answers && after.unseen !== undefined) return [];
  const what = after.unseen === undefined ? "unseen removed" : `unseen: ${after.unseen}`;
  return [{ what, direction: "neutral", about: "text" }];
}
