import { createHash } from "node:crypto";
import type { Account } from "../../../sandbox/account.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, oneOf, present, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, isFields, list, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { baseInterval, labelRefusals, longestTitle, refuseMetric, refuseSettings } from "./rule-group.ts";
import { ruleUids } from "./rule-uids.ts";
import { dataSourceRefusals, folderRefusals, json, milliseconds, uidRefusals } from "./shared.ts";

/** Grafana counts ids of its newer objects from their uids. */
export const idOf = (uid: string): string =>
  createHash("sha256")
    .update(uid)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

/** What the newer kinds have in common. A uid is the object: with another one the plugin would write to another object. */
export const named = {
  id: (inputs: Fields) => idOf(text(fields(inputs.metadata).uid)),
  unread: ["spec"],
  wholeId: (id: string) => (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) ? id : idOf(id)),
} satisfies Partial<ResourceModel>;

export function metadataRefusals({ metadata }: Fields, id: string | undefined): Refusal[] {
  const { uid } = fields(metadata);
  return [
    ...uidRefusals("metadata.uid", uid),
    ...refuseIf(id !== undefined && id !== idOf(text(uid)), "metadata.uid", "the uid of an object cannot be changed"),
  ];
}

/** The plugin wants whole seconds, and at least one. */
function durationsOf(value: Fields, names: readonly string[], path: string): Refusal[] {
  return names.flatMap((name) => {
    if (value[name] === undefined || value[name] === "") return [];
    const length = milliseconds(value[name]);
    const wrong = length === undefined || length <= 0 || length % 1000 !== 0;
    return refuseIf(wrong, `${path}.${name}`, `Invalid Duration: "${text(value[name])}" must be positive, in seconds or larger units`);
  });
}

function checkRule({ metadata, spec }: Fields, needs: readonly string[]): Refusal[] {
  const own = fields(spec);
  return [
    ...present("metadata", fields(metadata), ["uid"]),
    ...present("spec", own, ["title", "expressions", "trigger", ...needs]),
    ...(own.trigger === undefined ? [] : present("spec.trigger", fields(own.trigger), ["interval"])),
    ...durationsOf(fields(own.trigger), ["interval"], "spec.trigger"),
    ...Object.entries(fields(own.expressions)).flatMap(([refId, value]) =>
      refuseIf(typeof value !== "string" || !isFields(json(value)), `spec.expressions.${refId}`, "contains invalid JSON"),
    ),
  ];
}

function refuseRule({ metadata, spec }: Fields, id: string | undefined, account: Account): Refusal[] {
  const { uid, folderUid } = fields(metadata);
  const { title, trigger, expressions, labels } = fields(spec);
  const seconds = (milliseconds(fields(trigger).interval) ?? 0) / 1000;
  const holder = ruleUids(account).get(text(uid));
  return [
    ...metadataRefusals({ metadata: metadata ?? {} }, id),
    ...refuseIf(holder !== undefined && holder !== id, "metadata.uid", `uid "${text(uid)}" is taken by a rule of "${holder}"`),
    ...refuseIf(text(folderUid) === "", "metadata.folderUid", "folder is required"),
    ...folderRefusals("metadata.folderUid", folderUid, account),
    ...refuseIf(
      text(title) === "" || text(title).length > longestTitle,
      "spec.title",
      `rule title must have 1 to ${longestTitle} characters`,
    ),
    ...refuseIf(
      seconds % baseInterval !== 0,
      "spec.trigger.interval",
      `trigger interval must be a multiple of base evaluation interval (${baseInterval}s)`,
    ),
    ...labelRefusals("spec.labels", labels),
    ...expressionRefusals(fields(expressions), account),
  ];
}

function expressionRefusals(expressions: Fields, account: Account): Refusal[] {
  const all = Object.entries(expressions).map(([refId, value]) => [refId, fields(json(value as Value))] as const);
  const sources = all.filter(([, one]) => one.source === true);
  return [
    ...refuseIf(sources.length !== 1, "spec.expressions", `exactly one expression must be marked as source, found ${sources.length}`),
    ...all.flatMap(([refId, one]) => [
      ...dataSourceRefusals(`spec.expressions.${refId}`, one.datasource_uid ?? "__expr__", account),
      ...refuseIf(!isFields(one.model), `spec.expressions.${refId}`, "has no model"),
      ...refuseIf(
        fields(one.model).refId !== refId,
        `spec.expressions.${refId}`,
        `refId "${text(fields(one.model).refId)}" differs from its key`,
      ),
    ]),
  ];
}

export const alertRule: ResourceModel = {
  ...named,
  required: ["metadata", "spec"],
  check: (inputs) => {
    const { notificationSettings, ...spec } = fields(inputs.spec);
    const { simplifiedRouting } = fields(notificationSettings);
    const path = "spec.notificationSettings.simplifiedRouting";
    return [
      ...checkRule(inputs, ["noDataState", "execErrState"]),
      ...durationsOf(spec, ["for", "keepFiringFor"], "spec"),
      ...durationsOf(fields(simplifiedRouting), ["groupWait", "groupInterval", "repeatInterval"], path),
      ...(simplifiedRouting === undefined ? [] : present(path, fields(simplifiedRouting), ["contactPoint"])),
    ];
  },
  refuse: (inputs, { id, account }) => {
    const { noDataState, execErrState, notificationSettings, panelRef, annotations } = fields(inputs.spec);
    const { simplifiedRouting } = fields(notificationSettings);
    const { __dashboardUid__: dashboard, __panelId__: panel } = fields(annotations);
    const told = fields(panelRef);
    return [
      ...refuseRule(inputs, id, account),
      ...oneOf("spec.noDataState", noDataState, ["NoData", "Alerting", "Ok", "KeepLast"]),
      ...oneOf("spec.execErrState", execErrState, ["Error", "Alerting", "Ok", "KeepLast"]),
      ...refuseIf(
        dashboard !== told.dashboard_uid || panel !== told.panel_id,
        "spec.panelRef",
        "is another panel than that of the annotations",
      ),
      ...(simplifiedRouting === undefined
        ? []
        : refuseSettings(fields(simplifiedRouting), "spec.notificationSettings.simplifiedRouting", account)),
    ];
  },
};

export const recordingRule: ResourceModel = {
  ...named,
  required: ["metadata", "spec"],
  check: (inputs) => checkRule(inputs, ["metric", "targetDatasourceUid"]),
  refuse: (inputs, { id, account }) => {
    const { metric, targetDatasourceUid } = fields(inputs.spec);
    return [
      ...refuseRule(inputs, id, account),
      ...refuseMetric("spec.metric", metric),
      ...dataSourceRefusals("spec.targetDatasourceUid", targetDatasourceUid, account),
    ];
  },
};

/** One rule silences others in the whole organization. */
export const inhibitionRule: ResourceModel = {
  ...named,
  required: ["metadata", "spec"],
  check: ({ metadata, spec }) => [
    ...present("metadata", fields(metadata), ["uid"]),
    ...["sourceMatchers", "targetMatchers"].flatMap((side) =>
      each(fields(spec), side, (matcher, path) => present(`spec.${path}`, matcher, ["label", "type", "value"])),
    ),
  ],
  refuse: (inputs, { id }) => [
    ...metadataRefusals(inputs, id),
    ...["sourceMatchers", "targetMatchers"].flatMap((side) => [
      ...refuseIf(list(fields(inputs.spec)[side]).length === 0, `spec.${side}`, "an inhibition rule needs matchers on both sides"),
      ...each(fields(inputs.spec), side, ({ type }, path) => oneOf(`spec.${path}.type`, type, ["=", "!=", "=~", "!~"])),
    ]),
  ],
};
