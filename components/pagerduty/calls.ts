import type { OnCall, Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { detectionsOf } from "../../monitors/detections.ts";

/** An on-call that something in this environment pages, and who sends to it: vendors, and applications by themselves. */
export interface Call {
  readonly onCall: OnCall;
  /** in alphabetical order */
  readonly senders: readonly string[];
}

/**
 * Who is paged by whom, by on-call id: an on-call that nothing pages gets no service, a vendor that pages nobody no key.
 * An application that sends events of its own does so wherever the environment pages, and has its own key.
 *
 * @param senders the vendors that stand up in this stack
 */
export function callsOf(resolved: Resolved, alerts: readonly Alert[], senders: readonly string[]): Call[] {
  const { environment, organization } = resolved;
  const found = new Map<string, { onCall: OnCall; senders: Set<string> }>();
  for (const onCall of environment.pages ? organization.onCalls : [])
    if (onCall.senders.length > 0) found.set(onCall.id, { onCall, senders: new Set(onCall.senders) });
  const detections = detectionsOf(resolved).map(({ route, logs }) => ({ route, evaluator: logs }));
  for (const { route, evaluator } of [...alerts, ...detections]) {
    if (route?.kind !== "page" || !senders.includes(evaluator.evaluator)) continue;
    const call = found.get(route.onCall.id) ?? { onCall: route.onCall, senders: new Set() };
    call.senders.add(evaluator.evaluator);
    found.set(route.onCall.id, call);
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, call]) => ({ onCall: call.onCall, senders: [...call.senders].sort() }));
}
