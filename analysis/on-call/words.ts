import type { Call, Paging } from "../../components/paging.ts";
import { formatCount } from "../../model/quantity.ts";
import type { Channel } from "../../model/resolved.ts";
import { dateInWords } from "./clock.ts";
import type { Post } from "./posts.ts";

/** What cannot be known of people who are only looked up. */
export function contactsInWords({ pager, calls }: Paging): string[] {
  const called = calls.flatMap(({ people }) => people).filter(({ contacts }) => contacts === "unknown");
  const names = [...new Set(called.map(({ name }) => name))].sort();
  if (names.length === 0) return [];
  return [
    `the contacts of ${names.join(", ")} are in ${pager} only (pagers.people is look-up): whether and when these notify is not known here`,
  ];
}

/** Minutes since the alert, the level that is reached, and whom it notifies how. */
export type CallRow = [minute: number, ...cells: string[]];

/** What a level of an escalation does, a row for each message. @param calls all of the page, which say how many rounds there are */
export function callInWords({ minute, round, level, people, asked }: Call, calls: readonly Call[]): CallRow[] {
  const rounds = calls.at(-1)?.round ?? 1;
  const where = rounds > 1 ? `round ${round}, level ${level}` : `level ${level}`;
  if (people.length === 0) return [[minute, where, `no one is on call in ${asked.join(", ")}`]];
  const rows = people.flatMap(({ name, schedule, notices, contacts }): CallRow[] => {
    const who = schedule === undefined ? name : `${name} (${schedule})`;
    if (contacts === "unknown") return [[minute, where, `${who}, by contacts of their own`]];
    return notices.length > 0
      ? notices.map((notice): CallRow => [notice.minute, where, `${notice.way} to ${who}`])
      : [[minute, where, `nothing reaches ${who}`]];
  });
  return rows.sort(([a], [b]) => a - b).map(([at, first, ...rest], index): CallRow => [at, index === 0 ? (first ?? "") : "", ...rest]);
}

/** Where an alert posts. @param several whether there are other posts, so that the alerts are named */
export function postInWords({ channel, during, answeredFrom, alerts }: Post, several: boolean): string {
  const to = `posts to ${placesOf(channel).join(", ")}`;
  const which = several && alerts.length > 0 ? ` (${alerts.join("; ")})` : "";
  if (!during) return `${to} at once${which}`;
  if (answeredFrom === undefined) return `${to} at once, within ${during.id}${which}`;
  return `${to} at once; answered from ${dateInWords(answeredFrom, during.timeZone)} on (${during.id})${which}`;
}

function placesOf({ slack, teams, email, webhook }: Channel): string[] {
  return [slack && `${slack} (Slack)`, teams && `${teams} (Teams)`, email && `${email} (e-mail)`, webhook && `${webhook} (gateway)`].filter(
    (place) => place !== undefined,
  );
}

const units: readonly (readonly [seconds: number, noun: string])[] = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
  [1, "second"],
];

/** `15 minutes`, `1 hour`, `90 minutes`: the largest unit that divides it. */
export function durationInWords(seconds: number): string {
  const [size, noun] = units.find(([unit]) => seconds % unit === 0) ?? [1, "second"];
  return formatCount(seconds / size, noun);
}

/** How paging ends when nobody acknowledges. */
export function endingInWords({ calls, end, autoResolve }: Paging): string {
  const holders = calls.findLast(({ people }) => people.length > 0)?.people.map(({ name }) => name) ?? [];
  if (holders.length === 0) return "no one is on call on any level, so no incident is opened";
  if (autoResolve === end * 60) return "the incident resolves by timeout";
  return `no one else is paged; the incident stays open with ${holders.join(" and ")}`;
}

/** What an acknowledgement does, and what resolves the incident. */
export const limitsInWords = ({ acknowledged, autoResolve }: Paging): string[] => [
  acknowledged === undefined
    ? "an acknowledgement stops paging"
    : `an acknowledgement stops paging; if unresolved, it expires after ${durationInWords(acknowledged)} and paging resumes`,
  autoResolve === undefined
    ? "the incident is resolved only by its alert or a person"
    : `the incident resolves by timeout after ${durationInWords(autoResolve)}`,
];
