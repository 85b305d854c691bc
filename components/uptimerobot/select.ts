import { type Asked, isRead, outsideAlerts, type Probing, probesOf } from "../probes.ts";

/** What is UptimeRobot's of everything that a catalog asks for: alerts, and the probes that they read. */
export function forUptimeRobot({ resolved, alerts }: Asked): Probing {
  const own = outsideAlerts(alerts, "uptimerobot");
  return { alerts: own, probes: probesOf(resolved, "uptimerobot", own).filter(isRead) };
}
