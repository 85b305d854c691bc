import type { OnCall } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** An on-call that alerts of this environment page, and the vendors that send to it. */
export interface Call {
  readonly onCall: OnCall;
  /** in alphabetical order */
  readonly senders: readonly string[];
}

/**
 * Who is paged by whom, by on-call id: an on-call that nothing pages gets no service, a vendor that pages nobody no key.
 *
 * @param senders the vendors that stand up in this stack
 */
export function callsOf(alerts: readonly Alert[], senders: readonly string[]): Call[] {
  const found = new Map<string, { onCall: OnCall; senders: Set<string> }>();
  for (const { route, evaluator } of alerts) {
    if (route.kind !== "page" || !senders.includes(evaluator.evaluator)) continue;
    const call = found.get(route.onCall.id) ?? { onCall: route.onCall, senders: new Set() };
    call.senders.add(evaluator.evaluator);
    found.set(route.onCall.id, call);
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, call]) => ({ onCall: call.onCall, senders: [...call.senders].sort() }));
}
