import type { Account } from "../../../sandbox/account.ts";
import { sortKeys } from "../../../sandbox/account.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, oneOf, present, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, isFields, list, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { ruleUids } from "./rule-uids.ts";
import { canonicalDuration, dataSourceRefusals, durationRefusals, folderRefusals, inOrganization, json, uidRefusals } from "./shared.ts";

/** The interval of Grafana's scheduler: a group is evaluated at a multiple of it (s). */
export const baseInterval = 10;

/** The longest title of a rule or a group that Grafana's database takes. */
export const longestTitle = 190;

/** Labels that a rule's own grouping must keep, or Grafana refuses the rule. */
const groupingLabels = ["grafana_folder", "alertname"];

export const ruleGroup: ResourceModel = {
  autoname: "name",
  required: ["folderUid", "intervalSeconds", "rules"],
  replaces: ["folderUid", "name", "orgId"],
  defaults: (inputs) => ({
    ...inputs,
    rules: list(inputs.rules).map((rule) => {
      const isRecording = fields(rule).record !== undefined;
      return isRecording ? rule : { noDataState: "NoData", execErrState: "Alerting", ...fields(rule) };
    }),
  }),
  check: (inputs) => each(inputs, "rules", checkRule),
  refuse: (inputs, { id, account }) => [
    ...folderRefusals("folderUid", inputs.folderUid, account),
    ...refuseIf(text(inputs.name).length > longestTitle, "name", `rule group name is too long, max ${longestTitle}`),
    ...refuseIf(
      !(Number(inputs.intervalSeconds) > 0) || Number(inputs.intervalSeconds) % baseInterval !== 0,
      "intervalSeconds",
      `interval (${text(inputs.intervalSeconds)} s) should be non-zero and divided exactly by scheduler interval: ${baseInterval}`,
    ),
    ...refuseIf(list(inputs.rules).length === 0, "rules", "a rule group needs at least one rule"),
    ...each(inputs, "rules", (rule, path, index) => [
      ...refuseRule(rule, path, account),
      ...refuseIf(
        list(inputs.rules).findIndex((other) => fields(other).name === rule.name) !== index,
        `${path}.name`,
        `rule name "${text(rule.name)}" is not unique in its group`,
      ),
      ...refuseTakenUid(rule, path, id, account),
    ]),
  ],
  canonical: (inputs) => ({ ...inputs, rules: list(inputs.rules).map((rule) => canonicalRule(fields(rule))) }),
  id: (inputs) => inOrganization(`${text(inputs.folderUid)}:${text(inputs.name)}`),
};

/** What the plugin checks at preview. */
function checkRule(rule: Fields, path: Path): Refusal[] {
  const settings = rule.notificationSettings;
  const record = rule.record;
  return [
    ...present(path, rule, ["name", "datas"]),
    ...each(
      rule,
      "datas",
      (data, place) => [
        ...present(place, data, ["refId", "datasourceUid", "model", "relativeTimeRange"]),
        ...refuseIf(data.model !== undefined && !isFields(json(data.model)), `${place}.model`, "contains invalid JSON"),
      ],
      path,
    ),
    ...(settings === undefined ? [] : present(`${path}.notificationSettings`, fields(settings), ["contactPoint"])),
    ...(record === undefined ? [] : present(`${path}.record`, fields(record), ["metric", "from"])),
  ];
}

/** What only Grafana's API refuses. */
function refuseRule(rule: Fields, path: Path, account: Account): Refusal[] {
  const refIds = list(rule.datas).map((data) => text(fields(data).refId));
  return [
    ...refuseIf(
      text(rule.name) === "" || text(rule.name).length > longestTitle,
      `${path}.name`,
      `rule title must have 1 to ${longestTitle} characters`,
    ),
    ...uidRefusals(`${path}.uid`, rule.uid),
    ...(rule.record === undefined
      ? refuseAlert(rule, path, refIds, account)
      : refuseRecording(fields(rule.record), `${path}.record`, refIds, account)),
    ...refuseIf(refIds.length === 0, `${path}.datas`, "no queries or expressions are found"),
    ...each(
      rule,
      "datas",
      (data, place, index) => [
        ...refuseIf(refIds.indexOf(text(data.refId)) !== index, `${place}.refId`, `refId "${text(data.refId)}" is used twice`),
        ...dataSourceRefusals(`${place}.datasourceUid`, data.datasourceUid, account),
        ...refuseModel(data, `${place}.model`),
      ],
      path,
    ),
    ...labelRefusals(`${path}.labels`, rule.labels),
  ];
}

export const labelRefusals = (path: Path, labels: Value | undefined): Refusal[] =>
  Object.keys(fields(labels))
    .filter((label) => !/^[A-Za-z_]\w*$/.test(label))
    .flatMap((label) => refuse(path, `"${label}" is not a valid label name`));

export const refuseMetric = (path: Path, metric: Value | undefined): Refusal[] =>
  refuseIf(!/^[A-Za-z_:][\w:]*$/.test(text(metric)), path, `"${text(metric)}" is not a valid metric name`);

function refuseModel(data: Fields, path: Path): Refusal[] {
  const inner = fields(json(data.model)).refId;
  return refuseIf(
    inner !== undefined && inner !== data.refId,
    path,
    `refId "${text(inner)}" differs from the query's "${text(data.refId)}"`,
  );
}

function refuseAlert(rule: Fields, path: Path, refIds: readonly string[], account: Account): Refusal[] {
  return [
    ...refuseIf(
      !refIds.includes(text(rule.condition)),
      `${path}.condition`,
      `condition "${text(rule.condition)}" names no query of the rule`,
    ),
    ...oneOf(`${path}.noDataState`, rule.noDataState, ["NoData", "Alerting", "OK", "KeepLast"]),
    ...oneOf(`${path}.execErrState`, rule.execErrState, ["Error", "Alerting", "OK", "KeepLast"]),
    ...durationRefusals(`${path}.for`, rule.for),
    ...durationRefusals(`${path}.keepFiringFor`, rule.keepFiringFor),
    ...(rule.notificationSettings === undefined
      ? []
      : refuseSettings(fields(rule.notificationSettings), `${path}.notificationSettings`, account)),
  ];
}

export function refuseSettings(settings: Fields, path: Path, account: Account): Refusal[] {
  const groupBies = list(settings.groupBies).map(text);
  const contactPoint = text(settings.contactPoint);
  const timings = ["muteTimings", "activeTimings"].flatMap((kind) =>
    list(settings[kind])
      .map(text)
      .filter((name) => account.get("muteTiming", inOrganization(name)) === undefined)
      .flatMap((name) => refuse(`${path}.${kind}`, `time interval "${name}" does not exist`)),
  );
  return [
    ...refuseIf(
      account.get("contactPoint", inOrganization(contactPoint)) === undefined,
      `${path}.contactPoint`,
      `receiver "${contactPoint}" does not exist`,
    ),
    ...timings,
    ...refuseIf(
      groupBies.length > 0 && !groupBies.includes("...") && !groupingLabels.every((label) => groupBies.includes(label)),
      `${path}.groupBies`,
      `group by override must contain the required labels: ${groupingLabels.join(", ")}`,
    ),
    ...["groupWait", "groupInterval", "repeatInterval"].flatMap((name) => durationRefusals(`${path}.${name}`, settings[name])),
  ];
}

function refuseRecording(record: Fields, path: Path, refIds: readonly string[], account: Account): Refusal[] {
  return [
    ...refuseMetric(`${path}.metric`, record.metric),
    ...refuseIf(!refIds.includes(text(record.from)), `${path}.from`, `"${text(record.from)}" names no query of the rule`),
    ...(record.targetDatasourceUid === undefined
      ? []
      : dataSourceRefusals(`${path}.targetDatasourceUid`, record.targetDatasourceUid, account)),
  ];
}

function refuseTakenUid(rule: Fields, path: Path, id: string | undefined, account: Account): Refusal[] {
  if (rule.uid === undefined) return [];
  const holder = ruleUids(account).get(text(rule.uid));
  return holder === undefined || holder === id ? [] : refuse(`${path}.uid`, `uid "${text(rule.uid)}" is taken by a rule of "${holder}"`);
}

/** The plugin compares lengths of durations, and queries without the two values that Grafana adds to each. */
function canonicalRule(rule: Fields): Fields {
  const datas = list(rule.datas).map((data) => {
    const { intervalMs, maxDataPoints, ...rest } = fields(json(fields(data).model));
    const model = {
      ...rest,
      ...(intervalMs === undefined || intervalMs === 1000 ? {} : { intervalMs }),
      ...(maxDataPoints === undefined || maxDataPoints === 43200 ? {} : { maxDataPoints }),
    };
    return { ...fields(data), model: JSON.stringify(sortKeys(model)) };
  });
  const durations = ["for", "keepFiringFor"].filter((name) => rule[name] !== undefined);
  return { ...rule, datas, ...Object.fromEntries(durations.map((name) => [name, canonicalDuration(rule[name])])) };
}
