import { serviceArgs } from "../components/pagerduty/service.ts";
import type { OnCall, PagerKind, Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { declaredObjects } from "./pagerduty/declared.ts";
import { accountOf } from "./pagerduty/objects.ts";
import { pagingOf } from "./pagerduty/walk.ts";
import type { Paging } from "./paging.ts";

/** What a page does at an instant; undefined where nothing pages the on-call service. */
export type Ask = (onCall: OnCall, at: number) => Paging | undefined;

type Reader = (resolved: Resolved, alerts: readonly Alert[]) => Ask;

/** How what each pager gets is read, one line each. */
const readers: Partial<Readonly<Record<PagerKind, Reader>>> = { pagerduty: readPagerDuty };

/** Reads once what the pagers get of an environment, to be asked about any on-call service and instant. */
export function pagersOf(resolved: Resolved, alerts: readonly Alert[]): Ask {
  const read = new Map<PagerKind, Ask>();
  return (onCall, at) => {
    const reader = readers[onCall.pager];
    if (!reader) throw new Error(`on-call ${onCall.id} is woken by ${onCall.pager}, whose objects nothing here can read`);
    const ask = read.get(onCall.pager) ?? reader(resolved, alerts);
    read.set(onCall.pager, ask);
    return ask(onCall, at);
  };
}

function readPagerDuty(resolved: Resolved, alerts: readonly Alert[]): Ask {
  const account = accountOf(declaredObjects(resolved, alerts));
  return (onCall, at) => pagingOf(account, String(serviceArgs(onCall, resolved.environment, "").name), at);
}
