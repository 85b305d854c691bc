import { leavesOf } from "../model/condition.ts";
import { serviceOf } from "../model/ids.ts";
import type { Alert } from "./alert.ts";

/**
 * By `system/service`, the alerts on composites that read a signal of it and are those of another service. What they read is
 * recorded there: once, whoever reads it.
 */
export function readersElsewhere<One extends Alert>(alerts: readonly One[]): Map<string, One[]> {
  const readers = new Map<string, Set<One>>();
  for (const alert of alerts)
    for (const { signal } of leavesOf(alert.when))
      for (const member of signal.kind === "composite" ? signal.of : []) {
        const service = serviceOf(member.signal.path);
        if (service !== alert.service?.path) readers.set(service, (readers.get(service) ?? new Set()).add(alert));
      }
  return new Map([...readers].map(([service, all]) => [service, [...all]]));
}
