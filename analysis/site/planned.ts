import type { Calendar, Override, Schedule } from "../../model/resolved.ts";
import { clockAt, day, midnightOf } from "../../model/wall-clock.ts";
import { instantOf } from "../../model/zoned-time.ts";
import { channelInWords } from "../../monitors/routing.ts";
import { dateInWords } from "../on-call/clock.ts";
import { openingOf } from "../on-call/posts.ts";
import { alertAnchor, onCallPage, scheduleAnchor, servicePage } from "./addresses.ts";
import { ahead } from "./calendar-page.ts";
import { linksOf } from "./links.ts";
import type { Block, Section, Text } from "./page.ts";
import { linkTo, type Place, pages, placesOf, type Subject } from "./subject.ts";

/** A time in which others than usual are reached, or no one is. */
interface Planned {
  /** instant at which it begins */
  readonly from: number;
  readonly when: string;
  readonly what: Text;
  readonly meanwhile: string;
  readonly places: readonly Place[];
}

const unmuted =
  "No alert is muted for maintenance: it notifies at any time, because no vendor sends later what it muted. An override names who takes the calls meanwhile, and a stage keeps an alert from paging.";

/** Who is not woken in the next four weeks, and what wakes no one for now: of the organization, or of one service. */
export function plannedSection(subject: Subject, of?: Place): Section[] {
  const isOf = ({ service }: Place) => of === undefined || service.path === of.service.path;
  const planned = [...overridden(subject), ...holidays(subject)]
    .filter(({ places }) => places.some(isOf))
    .sort((one, other) => one.from - other.from);
  const staged = placesOf(subject)
    .filter(isOf)
    .flatMap((place) => stagedIn(place, subject));
  if (of && planned.length === 0 && staged.length === 0) return [];
  const blocks: Block[] = [
    ...(of ? [] : [{ kind: "text" as const, text: unmuted }]),
    planned.length === 0 ? { kind: "text", text: "No override and no holiday is planned in the next four weeks." } : tableOf(planned, of),
    ...(staged.length === 0
      ? []
      : [
          { kind: "text" as const, text: "These alerts page no one for now:" },
          { kind: "list" as const, items: staged },
        ]),
  ];
  return [{ id: "planned", title: "Maintenance and absences", blocks }];
}

const tableOf = (planned: readonly Planned[], of: Place | undefined): Block => ({
  kind: "table",
  caption: "Planned in the next four weeks",
  head: ["when", "what", "meanwhile", ...(of ? [] : ["services"])],
  rows: planned.map(({ when, what, meanwhile, places }): Text[] => [when, what, meanwhile, ...(of ? [] : [linksOf(places.map(linkTo))])]),
});

function overridden(subject: Subject): Planned[] {
  const { resolved, at } = subject;
  return resolved.organization.schedules.flatMap((schedule) => {
    const places = placesOf(subject).filter(
      ({ service }) => pages(service.path, subject) && service.onCall?.escalation.levels.some(({ target }) => target.id === schedule.id),
    );
    return schedule.overrides.flatMap((override) => {
      const [from, to] = [override.from, override.to].map((written) => instantOf(Date.parse(`${written}Z`), schedule.timeZone));
      if (from === undefined || to === undefined || to <= at || from >= at + ahead || places.length === 0) return [];
      return [overrideIn(schedule, override, from, places)];
    });
  });
}

function overrideIn({ id, name, timeZone, layers }: Schedule, override: Override, from: number, places: readonly Place[]): Planned {
  const { who, insteadOf, layer, to, why } = override;
  const replaced = layers.filter((one) => layer === undefined || one.id === layer);
  const usual = new Set(replaced.flatMap(({ rotation }) => rotation.map((person) => person.name)));
  const away = (insteadOf ? [insteadOf.name] : [...usual]).filter((one) => one !== who.name);
  const notCalled = away.length === 0 ? "" : `; ${new Intl.ListFormat("en").format(away)} ${away.length === 1 ? "is" : "are"} not`;
  return {
    from,
    when: `${override.from.replace("T", " ")} until ${to.replace("T", " ")} ${timeZone}`,
    what: ["override of ", { text: name, to: `${onCallPage}#${scheduleAnchor(id)}` }, ...(why === undefined ? [] : [`: ${why}`])],
    meanwhile: `${layer === undefined ? "" : `in the hours of ${layer}, `}${who.name} is called${notCalled}`,
    places,
  };
}

function holidays(subject: Subject): Planned[] {
  const { organization } = subject.resolved;
  return organization.calendars.flatMap((calendar) => {
    const posting = subject.alerts.filter(({ route }) => route.kind === "post" && route.during?.id === calendar.id);
    const places = placesOf(subject).filter(({ service }) => posting.some((alert) => alert.service?.path === service.path));
    if (places.length === 0) return [];
    const severities = [...new Set(posting.map(({ severity }) => severity.id))];
    return daysOff(calendar, subject.at).map(
      ({ date, from, answered }): Planned => ({
        from,
        when: date,
        what: `holiday of ${calendar.id}`,
        meanwhile: `posts of ${new Intl.ListFormat("en").format(severities)} are sent at once, and answered from ${answered} on`,
        places,
      }),
    );
  });
}

/** Holidays of the next four weeks that take hours away. */
function daysOff(calendar: Calendar, at: number): { date: string; from: number; answered: string }[] {
  const { timeZone } = calendar;
  const today = midnightOf(clockAt(at, timeZone));
  return calendar.holidays.flatMap((date) => {
    const midnight = Date.parse(date);
    if (midnight < today || midnight >= today + ahead) return [];
    const from = instantOf(midnight, timeZone);
    const usual = openingOf({ ...calendar, holidays: calendar.holidays.filter((one) => one !== date) }, from);
    if (usual === undefined || usual >= instantOf(midnight + day, timeZone)) return [];
    const answered = openingOf(calendar, from);
    return [{ date, from, answered: answered === undefined ? "no day" : dateInWords(answered, timeZone) }];
  });
}

/** Alerts of a service whose severity pages, and which a stage keeps from it. */
const stagedIn = ({ system, service }: Place, { alertsOf, resolved }: Subject): Text[] =>
  alertsOf(service).flatMap(({ name, title, stage, severity, route }) =>
    stage === undefined || severity.route !== "page" || !resolved.environment.pages
      ? []
      : [
          [
            { text: title, to: `${servicePage(service.path)}#${alertAnchor(name)}` },
            ` (${system.name}) is in the stage ${stage}, and posts to ${channelInWords(route.channel)}`,
          ],
        ],
  );
