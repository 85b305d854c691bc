import type { Ask } from "../components/paging.ts";
import { registry } from "../components/registry.ts";
import type { PagerKind, Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";

/** Reads once what the pagers get of an environment, to be asked about any on-call service and instant. */
export function pagersOf(resolved: Resolved, alerts: readonly Alert[]): Ask {
  const read = new Map<PagerKind, Ask | undefined>();
  return (onCall, at) => {
    const ask = read.get(onCall.pager) ?? registry.pagers.find(({ name }) => name === onCall.pager)?.reader(resolved, alerts);
    read.set(onCall.pager, ask);
    return ask?.(onCall, at);
  };
}
