import type { Living } from "../../model/condition.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { ProberSource } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { OwnQuery } from "./own-query.ts";

/** Names for people of the vendors that ask from outside. */
const names: Readonly<Record<ProberSource["kind"], string>> = {
  "better-stack": "Better Stack",
  uptimerobot: "UptimeRobot",
  "datadog-synthetics": "Datadog Synthetics",
  "grafana-synthetics": "Grafana Synthetic Monitoring",
};

/**
 * What is asked of an endpoint, or the sign of life that is waited for.
 *
 * @throws Error for a condition on recorded data: no prober has any
 */
export function outsideOf({ evaluator, for: held, name, when }: Alert & { readonly evaluator: ProberSource }): OwnQuery {
  const who = names[evaluator.kind];
  switch (when.kind) {
    case "probe-fails": {
      const { endpoint, every, timeout, url } = when.signal;
      const answer = `${endpoint.expect} within ${formatDuration(timeout)}`;
      const lasts = held > 0 ? `has been missing for ${formatDuration(held)}` : "is missing";
      const asked = `${who} asks it every ${formatDuration(every)}, and the alert fires when the answer ${answer} ${lasts}`;
      return { asked, language: "http", text: `GET ${url}` };
    }
    case "certificate": {
      const { url, every } = when.signal;
      const left = formatDuration(when.within);
      const asked = `${who} asks it every ${formatDuration(every)}, and the alert fires when its certificate expires in less than ${left}`;
      return { asked, language: "http", text: `GET ${url}` };
    }
    case "no-sign-of-life": {
      const every = formatDuration(when.every);
      const asked = `${senderOf(when.of)} sends this every ${every}, and the alert fires when none has come for ${formatDuration(when.every + when.grace)}`;
      return { asked, language: "http", text: `POST <address of the heartbeat ${name} at ${who}>` };
    }
    default:
      throw new Error(`${name}: ${who} asks from outside and holds no data`);
  }
}

function senderOf(of: Living): string {
  const who = of.source ? `${of.name} \`${of.source.id}\`` : of.name;
  return `${who}, by an alert that always fires,`;
}
