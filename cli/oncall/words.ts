import type { Answer } from "../../analysis/on-call/answer.ts";
import { dateInWords, timesInWords } from "../../analysis/on-call/clock.ts";
import type { Post } from "../../analysis/on-call/posts.ts";
import type { Call, Paging } from "../../components/paging.ts";
import { formatCount } from "../../model/quantity.ts";
import type { Channel } from "../../model/resolved.ts";
import { minute as oneMinute } from "../../model/wall-clock.ts";
import { table } from "../table.ts";

/** The answer for people, line by line. */
export function answerInWords(answer: Answer): string[] {
  const { question, paging, posts, silent } = answer;
  const { system, service, severity, resolved, at } = question;
  const zone = paging?.timeZone ?? posts.find(({ during }) => during)?.during?.timeZone ?? "UTC";
  const written = new Date(at).toISOString().replace(".000", "");
  return [
    `${system.name} ${service.name}: ${severity.id} in ${resolved.environment.id}, ${dateInWords(at, zone)} (${written})`,
    `response due within ${durationInWords(severity.respond)} (${severity.priority})`,
    ...(answer.alerts.length === 0 ? ["no alert of the service has this severity here; one that had would do this:"] : []),
    "",
    ...(paging ? pagingInWords(answer, paging, zone) : [`no one is paged${silent === undefined ? "" : `: ${silent}`}`]),
    "",
    ...posts.map((post) => postInWords(post, posts.length > 1)),
    ...(posts.length === 0 ? ["nothing is posted"] : []),
  ];
}

function pagingInWords({ question: { at }, senders, standby }: Answer, paging: Paging, zone: string): string[] {
  const { pager, service, calls, end, acknowledged, autoResolve } = paging;
  const holders = calls.findLast(({ people }) => people.length > 0)?.people.map(({ name }) => name) ?? [];
  const open = `no one else is paged; the incident stays open with ${holders.join(" and ")}`;
  const ending =
    holders.length === 0
      ? "no one is on call on any level, so no incident is opened"
      : autoResolve === end * 60
        ? "the incident resolves by timeout"
        : open;
  const rows: Row[] = [...calls.flatMap((call) => callInWords(call, calls)), [end, "", ending]];
  const times = timesInWords(
    rows.map(([minute]) => at + minute * oneMinute),
    zone,
  );
  return [
    `${pager} pages for ${service}${senders.length > 0 ? `, notified by ${senders.map(({ name }) => name).join(", ")}` : ""}`,
    ...senders.flatMap(({ name, hasKey }) => (hasKey ? [] : [`${name} has no key to ${service}: its alerts page no one`])),
    table(rows.map(([minute, ...cells], index) => [`+${minute} min`, times[index] ?? "", ...cells])).trimEnd(),
    ...contactsInWords(paging),
    acknowledged === undefined
      ? "an acknowledgement stops paging"
      : `an acknowledgement stops paging; if unresolved, it expires after ${durationInWords(acknowledged)} and paging resumes`,
    autoResolve === undefined
      ? "the incident is resolved only by its alert or a person"
      : `the incident resolves by timeout after ${durationInWords(autoResolve)}`,
    ...(standby === undefined ? [] : [`${standby} is the standby, with the same people, and is sent nothing`]),
  ];
}

/** What cannot be known of people who are only looked up. */
function contactsInWords({ pager, calls }: Paging): string[] {
  const called = calls.flatMap(({ people }) => people).filter(({ contacts }) => contacts === "unknown");
  const names = [...new Set(called.map(({ name }) => name))].sort();
  if (names.length === 0) return [];
  return [
    `the contacts of ${names.join(", ")} are in ${pager} only (pagers.people is look-up): whether and when these notify is not known here`,
  ];
}

type Row = [minute: number, ...cells: string[]];

function callInWords({ minute, round, level, people, asked }: Call, calls: readonly Call[]): Row[] {
  const rounds = calls.at(-1)?.round ?? 1;
  const where = rounds > 1 ? `round ${round}, level ${level}` : `level ${level}`;
  if (people.length === 0) return [[minute, where, `no one is on call in ${asked.join(", ")}`]];
  const rows = people.flatMap(({ name, schedule, notices, contacts }): Row[] => {
    const who = schedule === undefined ? name : `${name} (${schedule})`;
    if (contacts === "unknown") return [[minute, where, `${who}, by contacts of their own`]];
    return notices.length > 0
      ? notices.map((notice): Row => [notice.minute, where, `${notice.way} to ${who}`])
      : [[minute, where, `nothing reaches ${who}`]];
  });
  return rows.sort(([a], [b]) => a - b).map(([at, first, ...rest], index): Row => [at, index === 0 ? (first ?? "") : "", ...rest]);
}

function postInWords({ channel, during, answeredFrom, alerts }: Post, several: boolean): string {
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
