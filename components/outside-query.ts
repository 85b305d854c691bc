import { formatDuration } from "../model/quantity.ts";
import type { Living } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import type { AlertQuery } from "./runbook.ts";

/**
 * The request that probes an endpoint, or the heartbeat that is expected.
 *
 * @param who the vendor's name as people know it
 * @throws Error for a condition on recorded data, which no prober has
 */
export const outsideOf =
  (who: string) =>
  ({ for: held, name, when }: Pick<Alert, "for" | "name" | "when">): AlertQuery => {
    switch (when.kind) {
      case "probe-fails": {
        const { endpoint, every, timeout, url } = when.signal;
        const answer = `${endpoint.expect} within ${formatDuration(timeout)}`;
        const lasts = held > 0 ? ` for ${formatDuration(held)}` : "";
        const intro = `${who} probes this every ${formatDuration(every)} and fires when it does not answer ${answer}${lasts}`;
        return { intro, language: "http", text: `GET ${url}` };
      }
      case "certificate": {
        const { url, every } = when.signal;
        const left = formatDuration(when.within);
        const intro = `${who} probes this every ${formatDuration(every)} and fires when its certificate expires in less than ${left}`;
        return { intro, language: "http", text: `GET ${url}` };
      }
      case "no-sign-of-life": {
        const every = formatDuration(when.every);
        const late = formatDuration(when.every + when.grace);
        const intro = `${senderOf(when.of)} sends this heartbeat every ${every} from an alert that always fires; ${who} fires when none has arrived for ${late}`;
        return { intro, language: "http", text: `POST <URL of the heartbeat ${name} at ${who}>` };
      }
      default:
        throw new Error(`${name}: ${who} only probes and stores no data`);
    }
  };

function senderOf(of: Living): string {
  return of.source ? `${of.name} \`${of.source.id}\`` : of.name;
}
