import type { Answer } from "../../analysis/on-call/answer.ts";
import type { Post } from "../../analysis/on-call/posts.ts";
import { minute } from "../../model/wall-clock.ts";

/** The answer for programs. Instants are in UTC, minutes count from the alert, durations are seconds. */
export function answerAsJson({ question, alerts, paging, standby, silent, senders, posts }: Answer): object {
  const { service, severity, resolved, at } = question;
  return {
    environment: resolved.environment.id,
    service: service.path,
    severity: severity.id,
    priority: severity.priority,
    at: instant(at),
    respond: severity.respond,
    alerts: alerts.map(({ name }) => name),
    pages: paging
      ? {
          pager: paging.pager,
          service: paging.service,
          senders,
          calls: paging.calls.map(({ minute: after, ...call }) => ({ minute: after, at: instant(at + after * minute), ...call })),
          end: paging.end,
          acknowledged: paging.acknowledged ?? null,
          autoResolve: paging.autoResolve ?? null,
          standby: standby ?? null,
        }
      : null,
    silent: silent ?? null,
    posts: posts.map(postAsJson),
  };
}

const postAsJson = ({ channel: { id, slack, teams, email, webhook }, during, answeredFrom, alerts }: Post) => ({
  channel: id,
  to: [slack, teams, email, webhook].filter((place) => place !== undefined),
  during: during?.id ?? null,
  answeredFrom: answeredFrom === undefined ? null : instant(answeredFrom),
  alerts,
});

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(".000", "");
