import { logicalName } from "../../model/ids.ts";
import type { Environment } from "../../model/resolved.ts";

/** Longest name of a monitor; alerts may have more (getsentry/sentry, `validators/base/detector.py`). */
export const longestName = 200;

/** Name that people read at Sentry; environments share a project, so that it carries the environment. */
export function nameIn({ id }: Environment, name: string): string {
  return `${name} (${id})`;
}

/** Logical name of the entry by which an organization of Sentry calls an on-call service. */
export function callName(organization: string, onCall: string): string {
  return logicalName("page", organization, onCall);
}
