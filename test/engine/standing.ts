import { load } from "js-yaml";
import { targets } from "../../artifacts/registry.ts";
import { render } from "../../artifacts/render.ts";
import { sentenceOf } from "../../model/refusal.ts";
import type { Resolved, Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { atVendor, type Entry, kindOf, nameOf, packageOf, type StateResource } from "./stack.ts";

/** What stands for the alerts of a catalog, as each evaluator calls it. */

type Evaluator = Source["evaluator"];

/** What each evaluator of the products has that tells somebody, or that gives a heartbeat, in the words of `wordsOf`. */
export const standingAlerts: Readonly<
  Partial<Record<Evaluator, (resources: readonly StateResource[], rendered: readonly Entry[]) => string[]>>
> = {
  grafana: (resources) => rulesOf(resources).flatMap(({ record, labels }) => (record ? [] : [labels.alert])),
  datadog: (resources) => namesOf(resources, "datadog monitor", ({ tags }) => tags.some((tag: string) => tag.startsWith("alert:"))),
  aws: (resources) =>
    ["metricAlarm", "compositeAlarm"].flatMap((kind) => namesOf(resources, `aws ${kind}`, ({ actionsEnabled }) => actionsEnabled)),
  sentry: (resources) => namesOf(resources, "sentry alert", ({ enabled }) => enabled),
  newrelic: (resources) => namesOf(resources, "newrelic nrqlAlertCondition", ({ enabled }) => enabled),
  digitalocean: (resources) => namesOf(resources, "digitalocean monitorAlert", ({ enabled }) => enabled),
  uptimerobot: toldByUptimeRobot,
  "better-stack": toldByBetterStack,
  prometheus: (_, rendered) =>
    rendered.flatMap(({ groups }) => groups).flatMap(({ rules }) => rules.flatMap(({ alert }: Entry) => alert ?? [])),
};

/** The words for an alert at its evaluator, and of a heartbeat at the evaluator that has to give it. */
export function wordsOf(alert: Alert): (readonly [Evaluator, string])[] {
  const { name, evaluator, when } = alert;
  const at = [evaluator.evaluator, evaluator.evaluator === "uptimerobot" ? probeWords(alert) : name] as const;
  return when.kind === "no-sign-of-life" ? [at, [when.of.evaluator, name]] : [at];
}

/** UptimeRobot has one monitor for all that is told of an endpoint. */
function probeWords({ when, name }: Alert): string {
  if (when.kind !== "probe-fails" && when.kind !== "certificate") throw new Error(`${name} is nothing that UptimeRobot sees`);
  return `${when.signal.path.replaceAll("/", "--")} ${when.kind}`;
}

/** Rule files of the Prometheus that evaluate by themselves, as they are rendered. */
export function renderedRules(resolved: Resolved, alerts: readonly Alert[]): Entry[] {
  const rendered = render(targets, resolved, alerts);
  if ("objections" in rendered) throw new Error(rendered.objections.map(sentenceOf).join("\n"));
  return rendered.files.filter(({ path }) => /^prometheus\/.*rules/.test(path)).map(({ text }) => load(text) as Entry);
}

/** Several vendors have monitors, users and dashboards: `<package> <kind>`, for example `datadog monitor`. */
export const kindAt = ({ type }: Pick<StateResource, "type">): string => `${packageOf(type)} ${kindOf(type)}`;

export function ofKind(resources: readonly StateResource[], ...kinds: readonly string[]): StateResource[] {
  return atVendor(resources).filter((resource) => kinds.includes(kindAt(resource)));
}

/** Logical names of the resources of a kind whose inputs are such. */
function namesOf(resources: readonly StateResource[], kind: string, such: (inputs: Entry) => boolean): string[] {
  return ofKind(resources, kind).flatMap((resource) => (such(resource.inputs ?? {}) ? [nameOf(resource)] : []));
}

function rulesOf(resources: readonly StateResource[]): Entry[] {
  return ofKind(resources, "grafana ruleGroup").flatMap(({ inputs }): Entry[] => inputs?.rules);
}

/** A monitor that is asked, and has somebody to tell of the one or the other. */
function toldByUptimeRobot(resources: readonly StateResource[]): string[] {
  const contacts = ofKind(resources, "uptimerobot integration", "uptimerobot alertContact");
  const failures = ({ enableNotificationsFor, notificationEvents }: Entry) =>
    enableNotificationsFor === 1 || notificationEvents === "upAndDown";
  const idsOf = (such: (inputs: Entry) => boolean) => contacts.flatMap(({ id, inputs = {} }) => (such(inputs) ? [id] : []));
  const [ofFailures, ofCertificates] = [idsOf(failures), idsOf(({ sslExpirationReminder }) => sslExpirationReminder)];
  return ofKind(resources, "uptimerobot monitor").flatMap((monitor) => {
    const { isPaused, assignedAlertContacts, sslExpirationReminder }: Entry = monitor.inputs ?? {};
    const tells = (ids: readonly unknown[]) => assignedAlertContacts.some(({ alertContactId }: Entry) => ids.includes(alertContactId));
    if (isPaused) return [];
    return [
      ...(tells(ofFailures) ? [`${nameOf(monitor)} probe-fails`] : []),
      ...(sslExpirationReminder && tells(ofCertificates) ? [`${nameOf(monitor)} certificate`] : []),
    ];
  });
}

/** A policy with steps, which a monitor or a heartbeat that runs begins. */
function toldByBetterStack(resources: readonly StateResource[]): string[] {
  const watching = ofKind(resources, "better-uptime monitor", "better-uptime heartbeat").filter(({ inputs }) => inputs?.paused === false);
  const begun = new Set(watching.flatMap(({ inputs }) => [String(inputs?.policyId), String(inputs?.expirationPolicyId)]));
  return ofKind(resources, "better-uptime policy").flatMap((policy) =>
    policy.inputs?.steps.length > 0 && begun.has(policy.id ?? "") ? [nameOf(policy)] : [],
  );
}
