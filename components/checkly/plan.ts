import type { Environment } from "../../model/resolved.ts";
import { empty, type Plan, type Spec } from "../plan.ts";
import type { Monitoring } from "../vendor.ts";
import { checkArgs } from "./check.ts";
import type { Checkly } from "./kinds.ts";
import { type Recipient, recipientsOf } from "./recipients.ts";
import { checklyAlerts, type Probe, probesOf } from "./select.ts";

/** Everything of one environment at Checkly: channels, and the checks that notify them. */
export function planOf({ resolved: { environment }, alerts }: Pick<Monitoring, "resolved" | "alerts">): Plan<Checkly> {
  const probes = probesOf(checklyAlerts(alerts));
  if (probes.length === 0) return empty;
  return {
    groups: [
      {
        type: "slostack:checkly:Monitoring",
        name: "monitoring",
        objects: [
          ...new Map(probes.flatMap((probe) => notifiedBy(probe, environment)).map((one) => [one.name, one])).values(),
          ...probes.map((probe) => checkOf(probe, environment)),
        ],
        outputs: (refs) => ({ checks: Object.fromEntries(probes.map(({ name }) => [name, refs.ref("check", name)])) }),
      },
    ],
  };
}

function notifiedBy({ failures, certificates }: Probe, environment: Environment): Recipient[] {
  return [...failures, ...certificates].flatMap((alert) => recipientsOf(alert, environment));
}

function checkOf(probe: Probe, environment: Environment): Spec<Checkly> {
  const alerts = [...probe.failures, ...probe.certificates];
  const names = new Set(notifiedBy(probe, environment).map(({ name }) => name));
  return {
    kind: "check",
    name: probe.name,
    formerly: probe.formerNames,
    from: [probe.signal.path, ...alerts.map(({ entry }) => entry)],
    protect: alerts.some(({ route }) => route.kind === "page"),
    args: (refs) => {
      const channels = [...names].map((name) => refs.number(refs.ref("channel", name)));
      return checkArgs(probe, environment, channels);
    },
  };
}
