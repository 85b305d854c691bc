import { entryIn } from "../../monitors/entry.ts";
import { empty, type Plan, type Refs, type Spec, type Stack } from "../plan.ts";
import type { Asked, OutsideAlert, Probe } from "../probes.ts";
import { entriesOf } from "../provenance.ts";
import type { About } from "./contacts.ts";
import type { AssignedContact } from "./inputs.ts";
import type { UptimeRobot } from "./kinds.ts";
import { monitorArgs } from "./monitor.ts";
import { type Account, type Recipient, recipientsOf } from "./recipients.ts";
import { forUptimeRobot } from "./select.ts";

/** Everything of one environment at UptimeRobot: monitors, and what they notify. */
export function planOf(asked: Asked, stack: Stack): Plan<UptimeRobot> {
  const { probes } = forUptimeRobot(asked);
  if (probes.length === 0) return empty;
  const account = { environment: asked.resolved.environment, region: regionOf(stack) };
  const recipients = probes.flatMap((probe) => notified(probe, account)).flatMap(({ recipients }) => recipients);
  return {
    groups: [
      {
        type: "slostack:uptimerobot:Monitoring",
        name: "monitoring",
        objects: [
          ...new Map(recipients.map((one) => [`${one.kind} ${one.name}`, one])).values(),
          ...probes.map((probe) => monitorOf(probe, account)),
        ],
        outputs: (refs) => ({ monitors: Object.fromEntries(probes.map(({ name }) => [name, refs.ref("monitor", name)])) }),
      },
    ],
  };
}

/** @throws Error for a region that PagerDuty does not have */
function regionOf(stack: Stack): Account["region"] {
  const region = stack.setting("slostack:pagerdutyRegion") ?? "us";
  if (region !== "us" && region !== "eu")
    throw new Error(`slostack:pagerdutyRegion is ${JSON.stringify(region)}, and the regions are us and eu`);
  return region;
}

/** Whom an alert of a probe notifies, and after how long. */
interface Notified {
  readonly alert: OutsideAlert;
  readonly recipients: readonly Recipient[];
}

function notified({ failures, certificates }: Probe, account: Account): Notified[] {
  const of = (about: About) => (alert: OutsideAlert) => ({ alert, recipients: recipientsOf(alert.route, about, account) });
  return [...failures.map(of("failures")), ...certificates.map(of("certificates"))];
}

function monitorOf(probe: Probe, account: Account): Spec<UptimeRobot> {
  const all = notified(probe, account);
  const contacts = (refs: Refs<UptimeRobot>) =>
    all.flatMap(({ alert, recipients }) =>
      recipients.map(
        ({ kind, name }): AssignedContact => ({ alertContactId: refs.ref(kind, name), threshold: alert.for / 60, recurrence: 0 }),
      ),
    );
  return {
    kind: "monitor",
    name: probe.name,
    formerly: probe.formerNames,
    from: [entryIn("signals", probe.signal.path), ...all.flatMap(({ alert }) => entriesOf(alert))],
    protect: all.some(({ alert }) => alert.route.kind === "page"),
    args: (refs) => monitorArgs(probe, account.environment, contacts(refs)),
  };
}
