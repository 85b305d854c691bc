import type { Environment } from "../../model/resolved.ts";
import { entryIn } from "../../monitors/entry.ts";
import { empty, type Plan, type Spec } from "../plan.ts";
import type { Asked, Probe } from "../probes.ts";
import { entriesOf } from "../provenance.ts";
import { checkArgs } from "./check.ts";
import type { Checkly } from "./kinds.ts";
import { type Recipient, recipientsOf } from "./recipients.ts";
import { forCheckly } from "./select.ts";

/** Everything of one environment at Checkly: channels, and the checks that notify them. */
export function planOf(asked: Asked): Plan<Checkly> {
  const { environment } = asked.resolved;
  const { probes } = forCheckly(asked);
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
    from: [entryIn("signals", probe.signal.path), ...alerts.flatMap(entriesOf)],
    protect: alerts.some(({ route }) => route.kind === "page"),
    args: (refs) => {
      const channels = [...names].map((name) => refs.number(refs.ref("channel", name)));
      return checkArgs(probe, environment, channels);
    },
  };
}
