import type { PagerKind, Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { readOpsgenie } from "./opsgenie/read.ts";
import type { Ask, Reader } from "./pager.ts";
import { readPagerDuty } from "./pagerduty/read.ts";

/** How what each pager gets is read, one line each. */
const readers: Readonly<Record<PagerKind, Reader>> = { pagerduty: readPagerDuty, opsgenie: readOpsgenie };

/** Reads once what the pagers get of an environment, to be asked about any on-call service and instant. */
export function pagersOf(resolved: Resolved, alerts: readonly Alert[]): Ask {
  const read = new Map<PagerKind, Ask>();
  return (onCall, at) => {
    const ask = read.get(onCall.pager) ?? readers[onCall.pager](resolved, alerts);
    read.set(onCall.pager, ask);
    return ask(onCall, at);
  };
}
