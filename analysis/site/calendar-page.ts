import { hasEnded, withOverrides } from "../../model/overrides.ts";
import type { Escalation, OnCall, Override, Person, Schedule } from "../../model/resolved.ts";
import { type Shift, shiftsOf } from "../../model/shifts.ts";
import { day } from "../../model/wall-clock.ts";
import { dateInWords } from "../on-call/clock.ts";
import { durationInWords } from "../on-call/words.ts";
import { home, onCallPage, onCallServiceAnchor, scheduleAnchor } from "./addresses.ts";
import { linksOf } from "./links.ts";
import type { Block, LinkTo, Page, Text } from "./page.ts";
import { linkTo, pages, placesOf, type Subject } from "./subject.ts";

/** How far ahead the calendar goes: four weeks. */
export const ahead = 28 * day;
/** So many shifts of one schedule are listed; one of hours has many more. */
const mostShifts = 120;

/** Who is on call in the next four weeks, and whom each on-call service calls in which order. */
export function calendarPageOf(subject: Subject): Page {
  const { organization, environment } = subject.resolved;
  return {
    path: onCallPage,
    title: "On call",
    trail: [{ text: organization.name, to: home }],
    lead: `the four weeks from ${dateInWords(subject.at, "UTC")} on${environment.pages ? "" : `; ${environment.id} pages no one`}`,
    sections: [
      {
        id: "services",
        title: "On-call services",
        blocks:
          organization.onCalls.length === 0
            ? [{ kind: "text", text: "There is no on-call service." }]
            : organization.onCalls.map((onCall) => onCallPart(onCall, subject)),
      },
      {
        id: "schedules",
        title: "Schedules",
        blocks:
          organization.schedules.length === 0
            ? [{ kind: "text", text: "There is no schedule: levels name people." }]
            : organization.schedules.map((schedule) => schedulePart(schedule, subject.at)),
      },
    ],
  };
}

function onCallPart(onCall: OnCall, subject: Subject): Block {
  const { id, name, formerly, pager, standby, escalation } = onCall;
  const paging = placesOf(subject).filter(({ service }) => service.onCall?.id === id && pages(service.path, subject));
  return {
    kind: "part",
    id: onCallServiceAnchor(id),
    former: formerly.map(onCallServiceAnchor),
    title: name,
    blocks: [
      {
        kind: "facts",
        facts: [
          ["pager", pager],
          ...(standby === undefined ? [] : ([["standby", standby]] as const)),
          ["escalation", `${escalation.name}, ${roundsInWords(escalation)}`],
          ["pages of", linksOf(paging.map(linkTo), "no service")],
        ],
      },
      { kind: "steps", label: `Levels of ${escalation.name}`, items: escalation.levels.map((level) => levelInWords(level, escalation)) },
    ],
  };
}

const roundsInWords = ({ repeat }: Escalation): string =>
  repeat === 0 ? "which goes through its levels once" : `which goes through its levels ${repeat + 1} times`;

function levelInWords(level: Escalation["levels"][number], { levels, repeat }: Escalation): Text {
  const { target, kind, wait } = level;
  const next =
    level !== levels.at(-1) ? "the next level" : repeat > 0 ? "the first level again, or no one else in the last round," : "no one else";
  const whom: LinkTo | string = kind === "schedule" ? { text: target.name, to: `${onCallPage}#${scheduleAnchor(target.id)}` } : target.name;
  return [kind === "schedule" ? "whoever is on call in " : "", whom, `; ${next} after ${durationInWords(wait)}`];
}

function schedulePart(schedule: Schedule, at: number): Block {
  const { id, name, formerly, timeZone, overrides } = schedule;
  const shifts = shiftsIn(schedule, at);
  const later = overrides.filter((override) => !hasEnded(override, timeZone, at));
  return {
    kind: "part",
    id: scheduleAnchor(id),
    former: formerly.map(scheduleAnchor),
    title: name,
    blocks: [
      {
        kind: "table",
        caption: `Shifts of ${name} (${timeZone})`,
        head: ["from", "until", "on call"],
        rows: shifts
          .slice(0, mostShifts)
          .map(({ person, from, to }): Text[] => [
            from <= at ? "now" : timeIn(from, timeZone),
            to >= at + ahead ? "the end of these weeks" : timeIn(to, timeZone),
            person?.name ?? [{ strong: "no one" }],
          ]),
      },
      ...(shifts.length > mostShifts
        ? [{ kind: "text" as const, text: `${shifts.length - mostShifts} further shifts are not listed.` }]
        : []),
      ...(later.length === 0 ? [] : [{ kind: "list" as const, items: later.map(overrideInWords) }]),
    ],
  };
}

const shiftsIn = ({ layers, timeZone, overrides }: Schedule, at: number): Shift<Person>[] =>
  shiftsOf(withOverrides({ timeZone, layers }, overrides), at, at + ahead);

const timeIn = (instant: number, zone: string): string => dateInWords(instant, zone).slice(0, -zone.length - 1);

function overrideInWords({ who, insteadOf, layer, from, to, why }: Override): string {
  const others = insteadOf?.name ?? (layer === undefined ? "everybody" : "everybody there");
  const hours = layer === undefined ? "" : ` in the hours of ${layer}`;
  const reason = why === undefined ? "" : ` (${why})`;
  return `override: ${who.name} instead of ${others}${hours} from ${from.replace("T", " ")} until ${to.replace("T", " ")}${reason}`;
}
