import type { Account } from "../../../sandbox/account.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, isTimeZone, oneOf, present, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, isList, list, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { durationRefusals, inOrganization, withoutOrganization } from "./shared.ts";

/** Which objects still name this contact point or time interval. */
function users(kind: "contactPoint" | "muteTiming", name: string, account: Account): string[] {
  const properties = kind === "contactPoint" ? ["contactPoint"] : ["muteTimings", "activeTimings"];
  const names = (value: Fields) => properties.some((property) => value[property] === name || list(value[property]).includes(name));
  const groups = account
    .all("ruleGroup")
    .filter(({ fields: group }) => list(group.rules).some((rule) => names(fields(fields(rule).notificationSettings))));
  const single = account.all("alertRule").filter(({ fields: { spec } }) => {
    const { simplifiedRouting } = fields(fields(fields(spec).notificationSettings));
    return names(fields(simplifiedRouting));
  });
  const trees = account.all("notificationPolicy").filter(({ fields: tree }) => anywhere(tree, names));
  return [...groups, ...single, ...trees].map((object) => object.id);
}

function anywhere(policy: Fields, test: (policy: Fields) => boolean): boolean {
  return test(policy) || list(policy.policies).some((child) => anywhere(fields(child), test));
}

export const contactPoint: ResourceModel = {
  autoname: "name",
  replaces: ["name", "orgId", "disableProvenance"],
  writeOnly: [
    "pagerduties[].integrationKey",
    "slacks[].url",
    "slacks[].token",
    "teams[].url",
    "opsgenies[].apiKey",
    "webhooks[].basicAuthPassword",
  ],
  check: (inputs) => [
    ...refuseIf(
      !Object.values(inputs).some((value) => isList(value) && value.length > 0),
      "",
      "a contact point needs at least one integration",
    ),
    ...each(inputs, "pagerduties", (pagerduty, path) => present(path, pagerduty, ["integrationKey"])),
    ...each(inputs, "emails", (email, path) => present(path, email, ["addresses"])),
    ...each(inputs, "teams", (teams, path) => present(path, teams, ["url"])),
    ...each(inputs, "opsgenies", (opsgenie, path) => present(path, opsgenie, ["apiKey"])),
    ...each(inputs, "webhooks", (webhook, path) => present(path, webhook, ["url"])),
  ],
  refuse: (inputs) => [
    ...each(inputs, "slacks", (slack, path) => [
      ...refuseIf(!slack.url && !slack.token, path, "token must be specified when using the Slack chat API"),
      ...refuseIf(!slack.url && !slack.recipient, path, "recipient must be specified when using the Slack chat API"),
    ]),
    ...each(inputs, "emails", (email, path) =>
      refuseIf(list(email.addresses).length === 0, `${path}.addresses`, "could not find addresses in settings"),
    ),
    ...each(inputs, "pagerduties", (pagerduty, path) =>
      refuseIf(text(pagerduty.integrationKey) === "", `${path}.integrationKey`, "could not find integration key property in settings"),
    ),
  ],
  refuseDelete: (id, _stored, account) => {
    const by = users("contactPoint", withoutOrganization(id), account);
    return by.length === 0 ? undefined : `409 Conflict: the contact point is used by ${by.join(", ")}`;
  },
  id: (inputs) => inOrganization(text(inputs.name)),
};

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

export const muteTiming: ResourceModel = {
  autoname: "name",
  replaces: ["name", "orgId", "disableProvenance"],
  refuse: (inputs) =>
    each(inputs, "intervals", (interval, path) => [
      ...each(interval, "times", refuseTimes, path),
      ...list(interval.weekdays).flatMap((range, i) =>
        text(range)
          .split(":")
          .flatMap((day) => oneOf(`${path}.weekdays[${i}]`, day, weekdays)),
      ),
      ...refuseIf(
        interval.location !== undefined && !isTimeZone(interval.location),
        `${path}.location`,
        `unknown time zone ${text(interval.location)}`,
      ),
    ]),
  refuseDelete: (id, _stored, account) => {
    const by = users("muteTiming", withoutOrganization(id), account);
    return by.length === 0 ? undefined : `409 Conflict: the time interval is used by ${by.join(", ")}`;
  },
  id: (inputs) => inOrganization(text(inputs.name)),
};

function refuseTimes(range: Fields, path: Path): Refusal[] {
  const [start, end] = [minutes(range.start), minutes(range.end)];
  if (start === undefined) return refuse(`${path}.start`, `couldn't parse timestamp ${text(range.start)}, invalid format`);
  if (end === undefined) return refuse(`${path}.end`, `couldn't parse timestamp ${text(range.end)}, invalid format`);
  return refuseIf(start >= end, path, "start time cannot be equal or greater than end time");
}

/** Minutes since midnight of "hh:mm", up to "24:00". */
function minutes(value: Value | undefined): number | undefined {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text(value));
  const sum = match === null ? Number.NaN : Number(match[1]) * 60 + Number(match[2]);
  return sum <= 1440 ? sum : undefined;
}

export const messageTemplate: ResourceModel = {
  autoname: "name",
  required: ["template"],
  replaces: ["name", "orgId"],
  refuse: (inputs) => {
    const template = text(inputs.template);
    const [opened, closed] = [template.split("{{").length, template.split("}}").length];
    return [
      ...refuseIf(template.trim() === "", "template", "template must have content"),
      ...refuseIf(opened !== closed, "template", "invalid template: unclosed action"),
    ];
  },
  // The API trims the template, and the plugin looks past that.
  normalise: (inputs) => ({ ...inputs, template: text(inputs.template).trim() }),
  canonical: (inputs) => ({ ...inputs, template: text(inputs.template).trim() }),
  id: (inputs) => inOrganization(text(inputs.name)),
};

/** One tree an organization: creating it overwrites the existing one. */
export const notificationPolicy: ResourceModel = {
  required: ["contactPoint", "groupBies"],
  replaces: ["orgId"],
  refuse: (inputs, { account }) => refusePolicy(inputs, "", account),
  normalise: sortedMatchers,
  id: () => inOrganization("policy"),
  upsert: () => true,
};

function refusePolicy(policy: Fields, path: Path, account: Account): Refusal[] {
  const place = (name: string) => (path === "" ? name : `${path}.${name}`);
  const receiver = text(policy.contactPoint);
  return [
    ...refuseIf(
      receiver !== "" && account.get("contactPoint", inOrganization(receiver)) === undefined,
      place("contactPoint"),
      `receiver "${receiver}" does not exist`,
    ),
    ...list(policy.muteTimings)
      .map(text)
      .filter((name) => account.get("muteTiming", inOrganization(name)) === undefined)
      .flatMap((name) => refuse(place("muteTimings"), `time interval "${name}" does not exist`)),
    ...["groupWait", "groupInterval", "repeatInterval"].flatMap((name) => durationRefusals(place(name), policy[name])),
    ...each(policy, "matchers", (matcher, at) => oneOf(`${at}.match`, matcher.match, ["=", "!=", "=~", "!~"]), path),
    ...each(policy, "policies", (child, at) => refusePolicy(child, at, account), path),
  ];
}

/** Grafana gives matchers back in order of their labels, and the plugin shows the difference: write them sorted. */
function sortedMatchers(policy: Fields): Fields {
  const key = (matcher: Value) => ["label", "match", "value"].map((name) => text(fields(matcher)[name])).join("\u0000");
  const sorted = policy.matchers === undefined ? {} : { matchers: [...list(policy.matchers)].sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
  const children = policy.policies === undefined ? {} : { policies: list(policy.policies).map((child) => sortedMatchers(fields(child))) };
  return { ...policy, ...sorted, ...children };
}
