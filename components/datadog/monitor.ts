import type * as datadog from "@pulumi/datadog";
import type { Input } from "@pulumi/pulumi";
import type { Runbook } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { subjectOf } from "../../monitors/scope.ts";
import { Inexpressible } from "../../queries/datadog.ts";
import { nameIn } from "../names.ts";
import type { Composition, Member } from "./composition.ts";
import { groupText, literalText } from "./message.ts";
import type { DatadogAlert } from "./select.ts";
import { alertTags, commonTags, placeTags, sortedTags } from "./tags.ts";

/** The types that are used here. `metric alert` would be answered as `query alert` wherever something is calculated. */
type MonitorType = "query alert" | "slo alert" | "composite";

/**
 * What the API or the plugin would fill in, said, so that what is written is what comes back. A window need not be full:
 * counters are sparse, and a monitor that waits for every point would skip evaluations.
 */
export const settled = {
  draftStatus: "published",
  includeTags: true,
  notifyAudit: false,
  requireFullWindow: false,
  // The validation at preview would call the API; queries are checked by their grammar in this project's tests.
  validate: false,
} as const;

/** What a monitor says when its query returns nothing. Of SLOs and composites it cannot be said: they keep their state. */
const withoutData = { quiet: "resolve", alerts: "show_and_notify_no_data" } as const;

/** The question of a monitor, its threshold from the same number, and how it behaves without data. */
export interface Question {
  readonly type: MonitorType;
  readonly query: Input<string>;
  readonly critical?: string;
}

function behaviour({ type, query, critical }: Question, missing: "quiet" | "alerts") {
  return {
    ...settled,
    type,
    query,
    ...(critical !== undefined && { monitorThresholds: { critical } }),
    ...(type === "query alert" ? { onMissingData: withoutData[missing] } : { notifyNoData: false }),
  };
}

const runbookAsset = ({ id, url }: Runbook) => [{ category: "runbook", name: id, url }];

/** The monitor of an alert: the one that notifies. */
export function alertMonitorArgs(alert: DatadogAlert, plan: Composition, question: Question, message: Input<string>): datadog.MonitorArgs {
  return {
    ...behaviour(question, plan.kind === "single" ? plan.missing : "quiet"),
    name: nameIn(alert.environment, `${groupText(alert.when)}${literalText(alert.title)}`),
    message,
    priority: priorityOf(alert),
    tags: alertTags(alert),
    assets: runbookAsset(alert.runbook),
  };
}

/** A monitor that composites read. It has no handle, no warning and no "no data" of its own. */
export function memberMonitorArgs(member: Member, alert: DatadogAlert, question: Question): datadog.MonitorArgs {
  const { environment, evaluator, service, slo, system, title } = alert;
  const subject = slo && system && service ? `${subjectOf({ system, service })}: ${slo.title}` : title;
  return {
    ...behaviour(question, "quiet"),
    name: nameIn(environment, literalText(`${subject}, ${member.words}`)),
    message: `Read by composite monitors; it calls nobody by itself. ${literalText(subject)}.`,
    tags: sortedTags([...commonTags(environment, evaluator), ...placeTags(system, service), "role:member"]),
  };
}

/**
 * `P1` to `P5` of the organization, or `SEV1` to `SEV5` of a system, are Datadog's 1 to 5.
 *
 * @throws Inexpressible for every other word
 */
export function priorityOf({ severity }: Pick<Alert, "severity">): string {
  const number = /^(?:P|SEV)([1-5])$/i.exec(severity.priority)?.[1];
  if (number === undefined)
    throw new Inexpressible(
      `severity ${severity.id} has the priority ${severity.priority}, but monitors support only P1 to P5 (or SEV1 to SEV5)`,
    );
  return number;
}
