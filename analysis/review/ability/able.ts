import type Fraction from "fraction.js";
import type { Alert } from "../../../monitors/alert.ts";
import { detectionProfileOf } from "../../../monitors/detection-profile.ts";
import type { Finding as Fault } from "../../../monitors/fireability.ts";
import { failuresOf, minutesOf, paceOf, waysOf } from "../../../monitors/shares.ts";

/** What an alert can do, in one revision. */
export interface Able {
  readonly fires: "sometimes" | "always" | "never";
  /** why it always or never fires, and the remediation */
  readonly why?: string;
  readonly way?: string;
  /** one failed request in the quietest hour fires it; absent: it counts no requests, or no one says how few come */
  readonly oneFailure?: boolean;
  /** seconds until a total outage in the quietest hour fires it, null: never; absent as above */
  readonly quietOutage?: number | null;
  /** the highest constant rate of failures, or the last value, that never fires it, with its unit */
  readonly unseen: string;
}

/** What an alert can do before and after. */
export interface Ability {
  /** logical name at head, or at base of what is gone */
  readonly name: string;
  readonly entry: string;
  readonly title: string;
  /** it pages people, before or after */
  readonly pages: boolean;
  /** events in the quietest hour, as head says: what is said of the world now holds for both */
  readonly quietTraffic?: string;
  readonly before?: Able;
  readonly after?: Able;
  /** of an entry of a profile: the services whose alerts can do the same; `<service>` stands for each in the texts */
  readonly services?: readonly string[];
}

/**
 * @param faults those of `fireability` at the revision of the alert
 * @param hourly events an hour in the quietest hour; absent: no one says
 */
export function ableOf(alert: Alert, faults: readonly Fault[], hourly: Fraction | undefined): Able {
  const fault = faults.find(({ alert: name, code }) => name === alert.name && (code === "cannot-fire" || code === "always-fires"));
  const { unseen, quietOutage } = detectionProfileOf(alert.when, alert.for, hourly);
  const counts = hourly !== undefined && waysOf(alert.when).some((way) => way.some(({ signal }) => signal.kind === "events"));
  return {
    fires: fault ? (fault.code === "always-fires" ? "always" : "never") : "sometimes",
    ...(fault && { why: fault.what, way: fault.way }),
    ...(counts && { oneFailure: isFiredByOne(alert, hourly), quietOutage: quietOutage ?? null }),
    unseen,
  };
}

/**
 * Whether a single failure among even traffic is enough: in each window of a way it is one of the events that the window
 * holds. It must stay there for longer than the alert's `for`.
 */
export function isFiredByOne({ when, for: held }: Alert, hourly: Fraction): boolean {
  return waysOf(when).some((way) => {
    const pace = paceOf(way, hourly);
    return pace !== undefined && way.every((leaf) => failuresOf(leaf, pace) <= 1 && minutesOf(leaf).mul(60).compare(held) > 0);
  });
}
