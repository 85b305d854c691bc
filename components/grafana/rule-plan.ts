import { namesOf } from "../../dashboards/name.ts";
import { panelsOfAlerts, type Spot } from "../../dashboards/panel-of-alert.ts";
import type { Environment } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { Watchdog } from "../../monitors/watchdogs.ts";
import { recordingsOf } from "../../queries/promql.ts";
import type { Refs, Spec } from "../plan.ts";
import { entriesOf } from "../provenance.ts";
import { folderOf, sourcesFolder } from "./folder.ts";
import { type Inhibiting, inhibitionArgs, inhibitionsOf } from "./inhibition.ts";
import type { Grafana } from "./kinds.ts";
import { routeName } from "./names.ts";
import { recordingName, recordingRule } from "./recording-rule.ts";
import { alertRule, type References } from "./rule.ts";
import { entriesOfAll, type GroupSpec, groupName, rulesOf } from "./rule-group.ts";
import type { GrafanaMonitoring } from "./select.ts";
import type { RuleForm } from "./settings.ts";
import { alertRuleArgs, labelsOfInhibition, type Place, recordingRuleArgs } from "./single-rule.ts";
import { heartbeatContactArgs, heartbeatInterval, heartbeatRule } from "./watchdog.ts";

type Planned = Spec<Grafana>;

/** What is evaluated, in the form that the stack has chosen. */
export function evaluating({ alerts, dashboards, resolved }: GrafanaMonitoring, groups: readonly GroupSpec[], form: RuleForm): Planned[] {
  const spot = panelsOfAlerts(dashboards);
  const inGroups = groups.map((group) => grouped(group, spot, form));
  if (form === "groups") return inGroups;
  const alone = groups.flatMap(({ alerts: own, ...group }) => own.map((alert) => single(alert, group, spot, form)));
  const quiet = inhibitionsOf(alerts).map((one) => inhibiting(one, resolved.environment));
  // Two writers of one series would count each minute twice: while alerts are there in both forms, recordings are not.
  return form === "both" ? [...inGroups, ...alone, ...quiet] : [...alone, ...groups.flatMap(recording), ...quiet];
}

type Home = Pick<GroupSpec, "system" | "source" | "interval">;

const folderRef = (refs: Refs<Grafana>, { system }: Home) => folderOf(refs, system ? namesOf([system]) : sourcesFolder);
const placeOf = (refs: Refs<Grafana>, home: Home): Place => ({
  folderUid: folderRef(refs, home),
  interval: home.interval,
  text: refs.text,
});
const datasourceOf = (refs: Refs<Grafana>, { source }: Home) => refs.lookUp("dataSource", { uid: source.datasource });

const referencesOf = (refs: Refs<Grafana>, home: Home, spot: (alert: Alert) => Spot | undefined): References => ({
  datasource: datasourceOf(refs, home),
  contactPoint: (route) => refs.ref("contactPoint", routeName(route), "name"),
  spot,
});

/** While a stack moves, either form may be deleted: the next update does, and the other one stays. */
function grouped(group: GroupSpec, spot: (alert: Alert) => Spot | undefined, form: RuleForm): Planned {
  return {
    kind: "ruleGroup",
    name: group.name,
    formerly: group.formerNames,
    from: group.entries,
    protect: form === "groups",
    args: (refs) => ({
      name: groupName(group),
      folderUid: folderRef(refs, group),
      intervalSeconds: group.interval,
      rules: rulesOf(group, referencesOf(refs, group, spot)),
    }),
  };
}

function single(alert: Alert, home: Home, spot: (alert: Alert) => Spot | undefined, form: RuleForm): Planned {
  return {
    kind: "alertRule",
    name: alert.name,
    formerly: alert.formerNames,
    from: entriesOf(alert),
    protect: form === "single",
    args: (refs) => alertRuleArgs(alertRule(alert, referencesOf(refs, home, spot)), placeOf(refs, home), labelsOfInhibition(alert)),
  };
}

/** Never protected: what reads a recording is, and goes in the same update or not at all; and the way back deletes recordings first. */
function recording(group: GroupSpec): Planned[] {
  const readers = group.readers.map((alert) => ({ alert, reads: new Set(recordingsOf([alert]).map(recordingName)) }));
  return group.recordings.map((one) => ({
    kind: "recordingRule",
    name: recordingName(one),
    formerly: [],
    from: entriesOfAll(readers.flatMap(({ alert, reads }) => (reads.has(recordingName(one)) ? [alert] : []))),
    args: (refs) => recordingRuleArgs(recordingRule(one, group.environment, datasourceOf(refs, group)), placeOf(refs, group)),
  }));
}

function inhibiting(inhibition: Inhibiting, environment: Environment): Planned {
  return {
    kind: "notificationsInhibitionRule",
    name: inhibition.id,
    formerly: [],
    from: entriesOfAll(inhibition.alerts),
    args: () => inhibitionArgs(inhibition, environment),
  };
}

/** Heartbeats for the receiver that misses them. */
export function living(watchdog: Watchdog, form: RuleForm): Planned[] {
  const { name } = watchdog;
  const base = { name, formerly: [], from: entriesOf(watchdog) };
  const ruleIn = (refs: Refs<Grafana>) => heartbeatRule(watchdog, refs.ref("contactPoint", name, "name"));
  const folderIn = (refs: Refs<Grafana>) => folderOf(refs, sourcesFolder);
  const interval = heartbeatInterval;
  const group: Planned = {
    ...base,
    kind: "ruleGroup",
    protect: form === "groups",
    args: (refs) => ({ name, folderUid: folderIn(refs), intervalSeconds: interval, rules: [ruleIn(refs)] }),
  };
  const alone: Planned = {
    ...base,
    kind: "alertRule",
    protect: form === "single",
    args: (refs) => alertRuleArgs(ruleIn(refs), { folderUid: folderIn(refs), interval, text: refs.text }),
  };
  return [
    { ...base, kind: "contactPoint", args: (refs) => heartbeatContactArgs(watchdog, refs.sealed(refs.heartbeat(name))) },
    ...{ groups: [group], both: [group, alone], single: [alone] }[form],
  ];
}
