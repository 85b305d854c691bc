import { logicalName } from "../../model/ids.ts";

/** Longest name of a monitor; alerts may have more (getsentry/sentry, `validators/base/detector.py`). */
export const longestName = 200;

/** Logical name of the entry by which an organization of Sentry calls an on-call service. */
export function callName(organization: string, onCall: string): string {
  return logicalName("page", organization, onCall);
}
