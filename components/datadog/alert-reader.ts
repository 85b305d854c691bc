import type * as datadog from "@pulumi/datadog";
import type { Unwrap } from "@pulumi/pulumi";
import { type AlertReader, type AlertReaders, type Fault, labelsOfTags, switchedOff } from "../alert-reader.ts";
import { kinds } from "./kinds.ts";

const message = "a handle in `message`, such as @pagerduty-checkout";
const runbookIn = "a link in `message` that says it is the runbook";
const ownerIn = "a tag `<key>:…`";

/** Handles that call people, and those that post. Of any other, such as a webhook or a workflow, nobody knows what it does. */
const calling = /^@(pagerduty|opsgenie|oncall|on-call|victorops|splunk)/;
const posting = /^@(slack|teams|hangouts|all\b|[^@\s]+@)/;

/** Handles that are notified when a monitor alerts: outside of any block, or in one that is not of another state. */
function handlesOnAlert(text: string): readonly string[] {
  const elsewhere = /\{\{#(is_recovery|is_alert_recovery|is_no_data_recovery|is_warning|is_warning_recovery)\}\}[\s\S]*?\{\{\/\1\}\}/g;
  return text.replaceAll(elsewhere, " ").match(/(?<![\w.@])@[\w.-]+(@[\w.-]+)?/g) ?? [];
}

function pagesBy(handles: readonly string[]): boolean | undefined {
  if (handles.some((handle) => calling.test(handle))) return true;
  return handles.length > 0 && handles.every((handle) => posting.test(handle)) ? false : undefined;
}

const monitor: AlertReader<Unwrap<datadog.MonitorArgs>> = {
  noun: "monitor",
  runbookIn: `${runbookIn}, or an asset of the category runbook`,
  ownerIn,
  recipientsIn: message,
  read: (args) => [
    {
      labels: () => ({ ...(args.priority !== undefined && { priority: `p${args.priority}` }), ...labelsOfTags(args.tags) }),
      runbook: () => args.assets?.find(({ category }) => category === "runbook")?.url,
      texts: () => [args.message],
      heartbeat: () => args.tags?.includes("role:sign-of-life") === true,
      notifies: () => handlesOnAlert(args.message).length > 0,
      pages: () => pagesBy(handlesOnAlert(args.message)),
      faults: () => [
        args.draftStatus === "draft" && {
          what: "it is a draft: Datadog evaluates it and notifies nobody",
          remediation: 'set `draftStatus: "published"`',
        },
        ...misplaced(args),
      ],
    },
  ],
};

/** A threshold that the critical one does not allow: Datadog refuses the monitor, but only when it is made. */
function misplaced(args: Unwrap<datadog.MonitorArgs>): Fault[] {
  const { critical, ...others } = args.monitorThresholds ?? {};
  const values = (["warning", "criticalRecovery"] as const).filter((name) => others[name] !== undefined);
  // The query of a composite is not known before its members are made; it has no thresholds.
  if (critical === undefined || values.length === 0) return [];
  const operator = /(>=?|<=?)\s*-?[\d.]+\s*$/.exec(args.query)?.[1];
  if (operator === undefined) return [];
  const above = operator.startsWith(">");
  const isBefore = (value: string | undefined) => (above ? Number(value) < Number(critical) : Number(value) > Number(critical));
  return values
    .filter((name) => !isBefore(others[name]))
    .map((name) => ({
      what: `it alerts at ${operator} ${critical}, and its \`${name}\` of ${others[name]} lies beyond that: Datadog refuses it on \`up\``,
      remediation: `set \`${name}\` ${above ? "below" : "above"} ${critical}`,
    }));
}

const test: AlertReader<Unwrap<datadog.SyntheticsTestArgs>> = {
  noun: "synthetic test",
  runbookIn,
  ownerIn,
  recipientsIn: message,
  read: (args) => [
    {
      labels: () => ({
        ...(args.optionsList?.monitorPriority !== undefined && { priority: `p${args.optionsList.monitorPriority}` }),
        ...labelsOfTags(args.tags),
      }),
      texts: () => [args.message],
      notifies: () => handlesOnAlert(args.message ?? "").length > 0,
      pages: () => pagesBy(handlesOnAlert(args.message ?? "")),
      faults: () => [switchedOff(args.status === "paused", 'status: "paused"')],
    },
  ],
};

const detection: AlertReader<Unwrap<datadog.SecurityMonitoringRuleArgs>> = {
  noun: "detection rule",
  recipientsIn: "`notifications` of a case",
  read: (args) => [
    {
      labels: () => labelsOfTags(args.tags),
      // Signals are worked through in Datadog's own queue; who else hears of them may be a notification rule elsewhere.
      notifies: () => (args.cases?.some(({ notifications = [] }) => notifications.length > 0) ? true : undefined),
      faults: () => [switchedOff(args.enabled === false, "enabled: false")],
    },
  ],
};

export const alertReaders: AlertReaders = {
  [kinds.monitor.type]: monitor,
  [kinds.test.type]: test,
  [kinds.detection.type]: detection,
};
