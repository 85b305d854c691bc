import type { Call, Paging } from "../../components/paging.ts";
import type { Severity } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Answer, answerTo } from "../on-call/answer.ts";
import { dayAndNight, type Moment } from "./day-and-night.ts";
import type { Place, Subject } from "./subject.ts";

/** Who is notified of the alerts of one severity of a service. */
export interface Notified {
  readonly severity: Severity;
  readonly alerts: readonly Alert[];
  /** of the people who are called */
  readonly zone: string;
  readonly answers: readonly { readonly moment: Moment; readonly answer: Answer }[];
}

/** For each severity of the alerts of a service, in the order of the system: who is notified by day, and who at night. */
export function notifiedOf(subject: Subject, { system, service }: Place): Notified[] {
  const { resolved, at, ask } = subject;
  const alerts = subject.alertsOf(service);
  return system.severities.flatMap((severity) => {
    const own = alerts.filter((alert) => alert.severity.id === severity.id);
    if (own.length === 0) return [];
    const asked = { resolved, alerts: own, system, service, severity };
    const zone = zoneOf(answerTo({ ...asked, at }, ask));
    const answers = dayAndNight(at, zone).map((moment) => ({ moment, answer: answerTo({ ...asked, at: moment.at }, ask) }));
    return [{ severity, alerts: own, zone, answers }];
  });
}

function zoneOf({ paging, posts }: Answer): string {
  return paging?.timeZone ?? posts.find(({ during }) => during)?.during?.timeZone ?? "UTC";
}

/** The first call that notifies somebody: `Ada by SMS and phone call`; `no one` if none does. */
export function firstCalled({ calls }: Pick<Paging, "calls">): string {
  const [first] = calls.filter(({ people }) => people.length > 0);
  return first ? calledInWords(first) : "no one";
}

function calledInWords({ people }: Call): string {
  const each = people.map(({ name, notices, contacts }) => {
    if (contacts === "unknown") return `${name} by contacts of their own`;
    const ways = [...new Set(notices.map(({ way }) => way))];
    return ways.length > 0 ? `${name} by ${ways.join(" and ")}` : `${name}, whom nothing reaches`;
  });
  return each.join("; ");
}
