import type { Answer } from "../../analysis/on-call/answer.ts";
import { dateInWords, timesInWords } from "../../analysis/on-call/clock.ts";
import {
  type CallRow,
  callInWords,
  contactsInWords,
  durationInWords,
  endingInWords,
  limitsInWords,
  postInWords,
} from "../../analysis/on-call/words.ts";
import type { Paging } from "../../components/paging.ts";
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
  const { pager, service, calls, end } = paging;
  const rows: CallRow[] = [...calls.flatMap((call) => callInWords(call, calls)), [end, "", endingInWords(paging)]];
  const times = timesInWords(
    rows.map(([minute]) => at + minute * oneMinute),
    zone,
  );
  return [
    `${pager} pages for ${service}${senders.length > 0 ? `, notified by ${senders.map(({ name }) => name).join(", ")}` : ""}`,
    ...senders.flatMap(({ name, hasKey }) => (hasKey ? [] : [`${name} has no key to ${service}: its alerts page no one`])),
    table(rows.map(([minute, ...cells], index) => [`+${minute} min`, times[index] ?? "", ...cells])).trimEnd(),
    ...contactsInWords(paging),
    ...limitsInWords(paging),
    ...(standby === undefined ? [] : [`${standby} is the standby, with the same people, and is sent nothing`]),
  ];
}
