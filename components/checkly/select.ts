import { type Asked, isRead, outsideAlerts, type Probing, probesOf } from "../probes.ts";

/** What is Checkly's of everything that a catalog asks for: alerts, and the probes that they read. */
export function forCheckly({ resolved, alerts }: Asked): Probing {
  const own = outsideAlerts(alerts, "checkly");
  return { alerts: own, probes: probesOf(resolved, "checkly", own).filter(isRead) };
}
