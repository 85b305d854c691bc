import { formatDuration } from "../model/quantity.ts";
import type { Living } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import type { AlertQuery } from "./runbook.ts";

/**
 * What is asked of an endpoint, or the heartbeat that is waited for.
 *
 * @param who the vendor's name for people
 * @throws Error for a condition on recorded data: no prober has any
 */
export const outsideOf =
  (who: string) =>
  ({ for: held, name, when }: Pick<Alert, "for" | "name" | "when">): AlertQuery => {
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
  };

function senderOf(of: Living): string {
  const who = of.source ? `${of.name} \`${of.source.id}\`` : of.name;
  return `${who}, by an alert that always fires,`;
}
