import type { Ask, Paging } from "../../components/paging.ts";
import type { PagerKind, Resolved, Service, Severity, System } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import { senderOf } from "../../monitors/notifying.ts";
import { routeOf } from "../../monitors/routing.ts";
import { pagersOf } from "./pagers.ts";
import { type Post, postsOf } from "./posts.ts";

/** An alert of a service that begins to fire. */
export interface Question {
  readonly resolved: Resolved;
  readonly alerts: readonly Alert[];
  readonly system: System;
  readonly service: Service;
  /** as the system has it */
  readonly severity: Severity;
  /** milliseconds since 1970 in UTC */
  readonly at: number;
}

/** Who is notified, by what. */
export interface Answer {
  readonly question: Question;
  /** the alerts of the service that have this severity in this environment */
  readonly alerts: readonly Alert[];
  /** what happens to a page; undefined if no one is paged */
  readonly paging?: Paging;
  /** the second pager of the on-call service, which is sent nothing */
  readonly standby?: PagerKind;
  /** why no one is paged although the severity pages */
  readonly silent?: string;
  /** who sends the pages of these alerts, and whether it has a key to the page service */
  readonly senders: readonly { readonly name: string; readonly hasKey: boolean }[];
  readonly posts: readonly Post[];
}

/**
 * Where the service has no alert of the severity, the answer is what one would do.
 *
 * @param ask who is paged; default: reads the pagers anew, which costs more than one answer
 */
export function answerTo(question: Question, ask: Ask = pagersOf(question.resolved, question.alerts)): Answer {
  const { service, severity, at } = question;
  const alerts = question.alerts.filter((alert) => alert.service?.path === service.path && alert.severity.id === severity.id);
  const routes = alerts.length > 0 ? alerts.map((alert) => ({ route: alert.route, alert })) : imagined(question);
  const posts = postsOf(routes, at);
  if (severity.route === "post") return { question, alerts, senders: [], posts };
  const { environment } = question.resolved;
  if (!environment.pages) return { question, alerts, senders: [], posts, silent: `${environment.id} pages no one` };
  const called = routes.flatMap(({ route }) => (route.kind === "page" ? [route.onCall] : []))[0];
  if (!called) return { question, alerts, senders: [], posts, silent: heldBack(alerts) ?? `${service.path} has no on-call service` };
  const paging = ask(called, at);
  if (!paging) return { question, alerts, senders: [], posts, silent: `no alert of ${environment.id} pages ${called.name}` };
  const paged = alerts.filter(({ route }) => route.kind === "page");
  const names = [...new Set(paged.map(({ evaluator }) => senderOf(evaluator)))].sort();
  return {
    question,
    alerts,
    paging,
    senders: names.map((name) => ({ name, hasKey: paging.senders.includes(name) })),
    ...(called.standby && { standby: called.standby }),
    posts,
  };
}

function imagined({ resolved: { environment }, service: { owner, onCall }, severity }: Question): { readonly route: Route }[] {
  if (severity.route === "page" && environment.pages && !onCall) return [];
  return [{ route: routeOf({ severity, environment, owner, onCall }) }];
}

/** None of the alerts goes as far as its severity. */
function heldBack(alerts: readonly Alert[]): string | undefined {
  const stages = [...new Set(alerts.flatMap(({ stage }) => stage ?? []))].sort();
  return stages.length > 0 ? `none of its alerts has left the stage ${stages.join(" or ")}` : undefined;
}
