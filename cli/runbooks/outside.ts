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
  const lasts = held > 0 ? ` for ${formatDuration(held)}` : "";
  switch (when.kind) {
    case "probe-fails": {
      const { endpoint, every, timeout, url } = when.signal;
      const answer = `${endpoint.expect} within ${formatDuration(timeout)}`;
      return {
        asked: `${who} asks it every ${formatDuration(every)}, and the alert fires when the answer is not ${answer}${lasts}`,
        language: "http",
        text: `GET ${url}`,
      };
    }
    case "certificate": {
      const { url, every } = when.signal;
      const left = formatDuration(when.within);
      return {
        asked: `${who} asks it every ${formatDuration(every)}, and the alert fires when its certificate expires in less than ${left}`,
        language: "http",
        text: `GET ${url}`,
      };
    }
    case "no-sign-of-life": {
      const sender = when.of.evaluator === "prometheus" ? when.of.source.id : when.of.evaluator;
      const wait = `${formatDuration(when.every)}, and is missed ${formatDuration(when.grace)} later`;
      return {
        asked: `A rule of ${sender} that always fires sends this to ${who} every ${wait}`,
        language: "http",
        text: `POST <the heartbeat ${name} at ${who}>`,
      };
    }
    default:
      throw new Error(`${name}: ${who} asks from outside and holds no data`);
  }
}
