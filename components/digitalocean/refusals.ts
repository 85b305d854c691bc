import type { Refusal } from "../../model/refusal.ts";
import type { Monitoring } from "../vendor.ts";
import { type DigitalOceanAlert, digitalOceanAlerts, isHostAlert } from "./select.ts";

/** What DigitalOcean cannot express of a catalog, each with its path; empty when all is well. */
export function refusals({ alerts }: Pick<Monitoring, "alerts">): Refusal[] {
  return digitalOceanAlerts(alerts).flatMap((alert) => reasons(alert).map((why) => ({ entry: alert.entry, why })));
}

function reasons(alert: DigitalOceanAlert): string[] {
  const { route } = alert;
  return [
    ...conditionReasons(alert),
    ...(route.kind === "page" ? ["it can wake nobody; let the severity post, and ask from outside what the host serves"] : []),
    ...(route.channel.email === undefined && route.channel.slack === undefined
      ? [`it tells an address or Slack, and ${route.channel.id} has neither`]
      : []),
  ];
}

function conditionReasons(alert: DigitalOceanAlert): string[] {
  if (!isHostAlert(alert))
    return [
      "it compares one figure of a host with one threshold, and tells of no missing data; write above or below, and missing: quiet with a why",
    ];
  const { signal, compare } = alert.when;
  const perHost = signal.by.join() === "host";
  const anyHost = signal.by.length === 0 && signal.across === (compare === "above" ? "max" : "min");
  return [
    ...(perHost || anyHost ? [] : [`it watches each host by itself; write by: [host], not ${signal.across} across hosts`]),
    ...(Object.keys(signal.where).length > 0 ? ["it watches all hosts of the environment's tag; leave the matchers out"] : []),
  ];
}
