import { parseRate } from "../quantity.ts";
import type { SignalEntry } from "../schema/signal.ts";
import type { SloEntry } from "../schema/system.ts";
import { kindOf } from "../vocabulary.ts";
import { type Check, own } from "./report.ts";
import { type CheckedService, measuredMetric, servicesOf, sourceOf } from "./service.ts";

/** Traffic within the hours of a calendar is read by tickets on missing traffic alone. */
export const warnOfTraffic: Check = (checked, report) => {
  for (const scope of servicesOf(checked))
    for (const [id, signal] of Object.entries(scope.service.signals)) {
      const traffic = signal["minimum-traffic"];
      if (typeof traffic !== "object") continue;
      const path = [...scope.path, "signals", id, "minimum-traffic", "during"];
      const why = unreadBecause(scope, id, signal);
      if (why !== undefined) report(scope.part, path, "traffic-hours-unused", why, { part: "key" });
      else
        for (const [calendar, rate] of Object.entries(traffic.during))
          if (parseRate(rate).compare(parseRate(traffic.always)) <= 0)
            report(scope.part, [...path, calendar], "traffic-hours-unused", `${rate} is no more than the ${traffic.always} of every hour`);
    }
};

function unreadBecause(scope: CheckedService, id: string, signal: SignalEntry): string | undefined {
  const metric = measuredMetric(scope.service, signal);
  const source = metric && sourceOf(scope, metric);
  if (source && !kindOf(scope.vocabulary, source).traits.series) return "in this source a counter without events sends no data";
  if (signal.events?.by) return `${JSON.stringify(id)} is measured by groups, any of which may rest`;
  const read = Object.values(scope.service.slos).some((slo) => [slo.signal, slo.floor].some((one) => isOn(one, id)) && asks(scope, slo));
  return read ? undefined : `no SLO on ${JSON.stringify(id)} has a policy with no-traffic`;
}

const isOn = (written: SloEntry["signal"] | SloEntry["floor"], id: string): boolean =>
  written === id || (typeof written === "object" && written.signal === id);

const asks = ({ organization, system }: CheckedService, { policy, environments }: SloEntry): boolean =>
  [policy ?? system.policy, ...Object.values(environments ?? {}).map((one) => one.policy)].some(
    (one) => one !== undefined && own(organization.policies, one)?.["no-traffic"] !== undefined,
  );
