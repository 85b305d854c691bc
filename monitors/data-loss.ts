import { flags } from "../model/check/fireable.ts";
import type { AlertCondition } from "../model/condition.ts";
import type { Alert } from "./alert.ts";

/**
 * What an alert says is missing, from the cause to its consequences: a whole source, a service that does not answer, or data of one metric
 * or target. Undefined: it asks for what is there.
 */
export type Missing = "source" | "service" | "data";

/** @see Missing */
export function missingOf({ kind, when, severity, stage }: Pick<Alert, "kind" | "when" | "severity" | "stage">): Missing | undefined {
  switch (kind) {
    case "source":
      return when.kind === "source-silent" ? "source" : "data";
    case "absence":
    case "no-traffic":
      return "data";
    case "threshold":
      // One that goes less far than a page may be seen by no one.
      return severity.route === "page" && stage === undefined && isGone(when) ? "service" : undefined;
    case "burn-page":
    case "burn-ticket":
    case "floor":
    case "groups":
    case "watchdog":
      return undefined;
  }
}

/** No data at all, or what collection says of a target: beside a value that is bad by itself the missing data of another metric are news. */
function isGone(when: AlertCondition): boolean {
  if (when.kind === "absent") return true;
  if (when.kind !== "or-absent" || when.of.kind !== "value") return false;
  const { name, unit } = when.of.signal.metric;
  return flags.has(name) || unit === "bool";
}
