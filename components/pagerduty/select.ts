import type { OnCall, Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { notifyingOf } from "../../monitors/notifying.ts";

/** An on-call that something in this environment pages, and who sends to it: vendors, programs, and applications by themselves. */
export interface Call {
  readonly onCall: OnCall;
  /** in alphabetical order */
  readonly senders: readonly string[];
  /** those of them that no vendor of the stack stands for, so that their keys are outputs of the stack */
  readonly handedOut: readonly string[];
}

/** Whether PagerDuty has the service of an on-call at all, as the pager that is called or as the standby. */
export const isHere = ({ pager, standby }: OnCall): boolean => pager === "pagerduty" || standby === "pagerduty";

/**
 * Who is paged by whom, by on-call id: an on-call that nothing pages gets no service, a vendor that pages nobody no key.
 * An application that sends events of its own does so wherever the environment pages, and has its own key. Where
 * PagerDuty is the second pager, the service stands ready and nobody has a key.
 *
 * @param vendors the evaluators that stand up in this stack
 */
export function callsOf(resolved: Resolved, alerts: readonly Alert[], vendors: readonly string[]): Call[] {
  const { environment, organization } = resolved;
  const found = new Map<string, { onCall: OnCall; senders: Set<string>; handedOut: Set<string> }>();
  const callOf = (onCall: OnCall) => {
    const call = found.get(onCall.id) ?? { onCall, senders: new Set(), handedOut: new Set() };
    found.set(onCall.id, call);
    return call;
  };
  const send = (onCall: OnCall, sender: string) => {
    const call = callOf(onCall);
    if (onCall.pager !== "pagerduty") return;
    call.senders.add(sender);
    if (!vendors.includes(sender)) call.handedOut.add(sender);
  };
  for (const onCall of environment.pages ? organization.onCalls : [])
    if (isHere(onCall)) for (const sender of onCall.senders) send(onCall, sender);
  for (const { route, evaluator, sender } of notifyingOf(resolved, alerts)) {
    if (route.kind !== "page" || !isHere(route.onCall)) continue;
    if (sender !== evaluator || vendors.includes(sender)) send(route.onCall, sender);
  }
  return [...found.values()]
    .sort((a, b) => (a.onCall.id < b.onCall.id ? -1 : 1))
    .map(({ onCall, senders, handedOut }) => ({ onCall, senders: [...senders].sort(), handedOut: [...handedOut].sort() }));
}
