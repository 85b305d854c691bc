import type * as newrelic from "@pulumi/newrelic";
import type { Unwrap } from "@pulumi/pulumi";
import { type AlertReader, type AlertReaders, switchedOff } from "../alert-reader.ts";
import { kinds } from "./kinds.ts";

const condition: AlertReader<Unwrap<newrelic.NrqlAlertConditionArgs>> = {
  noun: "condition",
  runbookIn: "`runbookUrl`",
  ownerIn: "`<key>: …` to `description`",
  recipientsIn: "a workflow on its policy",
  read: (args) => [
    {
      labels: () => labelsIn(args.description),
      runbook: () => args.runbookUrl,
      texts: () => [args.description],
      // A workflow finds conditions by a filter, which may be in any stack.
      notifies: () => undefined,
      faults: () => [
        switchedOff(args.enabled === false, "enabled: false"),
        belowNothing(args) &&
          /^\s*SELECT\s+(unique)?count\([^)]*\)\s+FROM\b/i.test(args.nrql.query) && {
            what: "it waits for a count below 0",
            remediation: "set a threshold above 0, or let the loss of the signal alert (`openViolationOnExpiration`)",
          },
      ],
    },
  ],
};

/** Every threshold is below what is counted. The loss of the signal may be what it waits for; that needs no threshold. */
function belowNothing({ critical, openViolationOnExpiration, warning }: Unwrap<newrelic.NrqlAlertConditionArgs>): boolean {
  if (openViolationOnExpiration) return false;
  const thresholds = [critical, warning].filter((one) => one !== undefined);
  return thresholds.length > 0 && thresholds.every(({ operator, threshold }) => operator === "below" && threshold <= 0);
}

/** A condition has no labels, so that people write `owner: payments` into its description. Every word is taken for the label of the next. */
function labelsIn(text = ""): Record<string, string> {
  const pairs = [...text.matchAll(/(?=\b([a-z_]+)[:=]?\s+([\w./-]+))/gi)];
  return Object.fromEntries(pairs.map(([, key = "", value = ""]) => [key.toLowerCase(), value]));
}

export const alertReaders: AlertReaders = { [kinds.condition.type]: condition };
