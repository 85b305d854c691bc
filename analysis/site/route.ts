import { isDeepStrictEqual } from "node:util";
import type { Paging } from "../../components/paging.ts";
import { formatCount, formatDuration } from "../../model/quantity.ts";
import { minute } from "../../model/wall-clock.ts";
import type { Alert } from "../../monitors/alert.ts";
import { channelInWords, countByRoute } from "../../monitors/routing.ts";
import type { Answer } from "../on-call/answer.ts";
import { dateInWords, timesInWords } from "../on-call/clock.ts";
import {
  type CallRow,
  callInWords,
  contactsInWords,
  durationInWords,
  endingInWords,
  limitsInWords,
  postInWords,
} from "../on-call/words.ts";
import { severityAnchor } from "./addresses.ts";
import { firstCalled, type Notified } from "./notified.ts";
import type { Block, Text } from "./page.ts";

/** How the alerts of one severity reach a person: the way from the condition on, then each message by day and at night. */
export function routePart({ severity, alerts, zone, answers }: Notified): Block {
  const [first] = answers;
  return {
    kind: "part",
    id: severityAnchor(severity.id),
    former: [],
    title: `Severity ${severity.id}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          ["priority", severity.priority],
          ["response due", `within ${durationInWords(severity.respond)}`],
          ["alerts", countInWords(alerts)],
        ],
      },
      { kind: "steps", label: `From condition to person, ${severity.id}`, items: first ? stepsOf({ alerts, answers }, first.answer) : [] },
      ...answers.flatMap(({ moment, answer }) => {
        const when = `${moment.name}, ${dateInWords(moment.at, zone)}`;
        return answer.paging ? messages({ id: severity.id, when, at: moment.at, zone }, answer.paging) : [];
      }),
      ...postsOf(answers),
    ],
  };
}

/** Those of a severity that pages may have a stage that does not. */
function countInWords(alerts: readonly Alert[]): string {
  const { pages, posts } = countByRoute(alerts);
  return pages === 0 || posts === 0 ? String(alerts.length) : `${alerts.length}, ${pages} paging and ${posts} posting`;
}

function stepsOf({ alerts, answers }: Pick<Notified, "alerts" | "answers">, { paging, senders, silent }: Answer): Text[] {
  const evaluators = Map.groupBy(alerts, ({ evaluator }) => evaluator.id);
  const evaluated = [...evaluators].map(([id, own]): Text => {
    const every = own.flatMap(({ evaluator }) => ("evaluate" in evaluator && evaluator.evaluate ? [evaluator.evaluate] : []))[0];
    const often = every === undefined ? "" : ` every ${formatDuration(every)}`;
    return [{ code: own[0]?.evaluator.evaluator ?? id }, ` evaluates ${formatCount(own.length, "alert")} on `, { code: id }, often];
  });
  if (!paging) {
    const channels = [...new Set(alerts.map(({ route }) => channelInWords(route.channel)))];
    return [
      ...evaluated,
      `the notification is posted to ${channels.join("; ")}`,
      `no one is paged${silent === undefined ? "" : `: ${silent}`}`,
    ];
  }
  const keyed = senders.map(({ name, hasKey }) => (hasKey ? name : `${name} (which has no key to it, so that its alerts page no one)`));
  const levels = paging.calls
    .filter(({ round }) => round === 1)
    .map(({ level, minute: after, asked }) => `after ${after} min level ${level} (${asked.join(", ")})`);
  const staged = alerts.flatMap(({ title, route, stage }) =>
    route.kind === "post"
      ? [`${title}, which is in the stage ${stage ?? "ticket"}, opens none: it is posted to ${channelInWords(route.channel)}`]
      : [],
  );
  return [
    ...evaluated,
    `${keyed.length > 0 ? keyed.join(", ") : "its sender"} opens an incident of the service ${paging.service} at ${paging.pager}`,
    ...staged,
    `until it is acknowledged, ${paging.pager} calls ${levels.join(", ")}`,
    ...answers.flatMap(({ moment, answer }): Text[] =>
      answer.paging ? [[`${moment.name} the first call goes to `, { strong: firstCalled(answer.paging) }]] : [],
    ),
  ];
}

interface Asked {
  /** of the severity */
  readonly id: string;
  /** in words */
  readonly when: string;
  readonly at: number;
  readonly zone: string;
}

/** Rounds after the first repeat it, with whoever is on call by then. */
function messages({ id, when, at, zone }: Asked, paging: Paging): Block[] {
  const rounds = paging.calls.at(-1)?.round ?? 1;
  const shown = paging.calls.filter(({ round }) => round === 1);
  const rows = shown.flatMap((call) => callInWords(call, shown));
  const times = timesInWords(
    rows.map(([after]) => at + after * minute),
    zone,
  );
  const again = rounds > 1 ? [`paging goes through these levels ${rounds} times`] : [];
  const notes = [...again, `after ${paging.end} min: ${endingInWords(paging)}`, ...contactsInWords(paging), ...limitsInWords(paging)];
  return [
    {
      kind: "table",
      caption: `${id}, notified ${when}`,
      head: ["after", "at", "level", "message"],
      rows: rows.map(([after, ...cells]: CallRow, index) => [`${after} min`, times[index] ?? "", ...cells]),
    },
    { kind: "list", items: notes },
  ];
}

/** Where they post: the same by day and at night, but for when it is answered. */
function postsOf(answers: Notified["answers"]): Block[] {
  const said = answers.map(({ moment, answer: { posts } }) => ({
    moment,
    words: posts.map((post) => postInWords(post, posts.length > 1)),
  }));
  const always = said.every(({ words }) => isDeepStrictEqual(words, said[0]?.words));
  const items = always ? (said[0]?.words ?? []) : said.flatMap(({ moment, words }) => words.map((one) => `${moment.name}: ${one}`));
  return items.length === 0 ? [] : [{ kind: "list", items }];
}
