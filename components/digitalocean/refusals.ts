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
    ...(route.kind === "page" ? ["it cannot page; use a severity that posts, and probe what the host serves from outside"] : []),
    ...(route.channel.email === undefined && route.channel.slack === undefined
      ? [`it notifies by e-mail or Slack, but ${route.channel.id} has neither`]
      : []),
  ];
}

function conditionReasons(alert: DigitalOceanAlert): string[] {
  if (!isHostAlert(alert))
    return [
      "it only compares one value of a host with one threshold, and does not detect missing data; write above or below, and missing: quiet with a why",
    ];
  const { signal, compare } = alert.when;
  const perHost = signal.by.join() === "host";
  const anyHost = signal.by.length === 0 && signal.across === (compare === "above" ? "max" : "min");
  return [
    ...(signal.outOf ? ["it compares one value of a host and divides none; its metrics of memory and disks are shares already"] : []),
    ...(signal.window ? ["it looks back on its own window alone; write the value itself, with for"] : []),
    ...(perHost || anyHost ? [] : [`it evaluates each host separately; write by: [host], not ${signal.across} over hosts`]),
    ...(Object.keys(signal.where).length > 0 ? ["it monitors all hosts with the environment's tag; remove the matchers"] : []),
  ];
}
