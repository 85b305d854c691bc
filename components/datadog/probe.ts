import type * as datadog from "@pulumi/datadog";
import { formatDuration } from "../../model/quantity.ts";
import type { ProbeCondition } from "../../model/resolved.ts";
import { Inexpressible } from "../../queries/datadog.ts";
import { nameIn } from "../names.ts";
import { literalText } from "./message.ts";
import { priorityOf } from "./monitor.ts";
import type { ProbeAlert } from "./select.ts";
import { alertTags } from "./tags.ts";

/** Where Datadog asks from: three continents, so that one network's trouble is no outage. */
const locations = ["aws:ap-northeast-1", "aws:eu-central-1", "aws:us-east-1"];
/** In how many of them an endpoint must fail. */
const failing = 2;

/** https://docs.datadoghq.com/api/latest/synthetics/: seconds. */
const limits = { every: { least: 30, most: 604_800 }, timeout: 60, held: 7200 };
const day = 86_400;

/**
 * The synthetic test of an alert. It has its own monitor, which notifies.
 *
 * @param handles recipients, as messages write them
 * @throws Inexpressible if Datadog asks otherwise
 */
export function syntheticsTestArgs(alert: ProbeAlert, handles: readonly string[]): datadog.SyntheticsTestArgs {
  const { environment, title, when } = alert;
  const { every } = when.signal;
  if (every < limits.every.least || every > limits.every.most)
    throw new Inexpressible(
      `a test runs every ${limits.every.least}s to ${formatDuration(limits.every.most)}, not every ${formatDuration(every)}`,
    );
  const { asked, options } = when.kind === "certificate" ? certificate(alert, when) : answer(alert, when);
  return {
    ...asked,
    name: nameIn(environment, literalText(title)),
    type: "api",
    status: "live",
    locations,
    message: messageOf(alert, handles),
    tags: alertTags(alert),
    optionsList: {
      ...options,
      tickEvery: every,
      minLocationFailed: failing,
      monitorPriority: Number(priorityOf(alert)),
      monitorOptions: { renotifyInterval: 0 },
    },
  };
}

type Asked = Pick<datadog.SyntheticsTestArgs, "subtype" | "requestDefinition" | "assertions">;
type Options = Partial<datadog.types.input.SyntheticsTestOptionsList>;

function answer(
  { for: held }: ProbeAlert,
  { signal }: Extract<ProbeCondition, { kind: "probe-fails" }>,
): { asked: Asked; options: Options } {
  const { url, timeout, endpoint } = signal;
  if (timeout > limits.timeout || !Number.isInteger(timeout))
    throw new Inexpressible(`a timeout is in whole seconds, at most ${limits.timeout}, not ${formatDuration(timeout)}`);
  if (held > limits.held)
    throw new Inexpressible(`the longest pending period is ${formatDuration(limits.held)}, not ${formatDuration(held)}`);
  return {
    asked: {
      subtype: "http",
      requestDefinition: { method: "GET", url, timeout, noSavingResponseBody: true },
      assertions: [{ type: "statusCode", operator: "is", target: String(endpoint.expect) }],
    },
    // The endpoint itself has to answer: a sign-in page behind a redirect answers 200 as well.
    options: { minFailureDuration: held, followRedirects: false },
  };
}

function certificate(
  { for: held }: ProbeAlert,
  { signal, within }: Extract<ProbeCondition, { kind: "certificate" }>,
): { asked: Asked; options: Options } {
  if (held > 0)
    throw new Inexpressible(`an expiry date has no pending period (${formatDuration(held)}); write for: 0s and an earlier expires-in`);
  if (within % day !== 0) throw new Inexpressible(`a certificate expiry is in whole days, not ${formatDuration(within)}`);
  const { hostname, port } = new URL(signal.url);
  return {
    asked: {
      subtype: "ssl",
      requestDefinition: { host: hostname, port: port === "" ? "443" : port },
      assertions: [{ type: "certificate", operator: "isInMoreThan", target: String(within / day) }],
    },
    options: { minFailureDuration: 0, acceptSelfSigned: false },
  };
}

/** What people read; each block names its handles, so that a pager also hears that it is over. */
function messageOf({ summary, title, severity, runbook }: ProbeAlert, handles: readonly string[]): string {
  const called = handles.join(" ");
  const about = `Priority ${literalText(severity.priority)} (${severity.id}). Runbook: ${literalText(runbook.url)}`;
  return [
    `{{#is_alert}}\n${literalText(summary)}\n${about}\n${called}\n{{/is_alert}}`,
    `{{#is_recovery}}\nResolved: ${literalText(title)}.\n${called}\n{{/is_recovery}}`,
  ].join("\n");
}
