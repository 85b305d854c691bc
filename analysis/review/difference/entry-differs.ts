import { alertDiffer } from "./alert.ts";
import { calendarDiffer } from "./calendar.ts";
import { compositeDiffer } from "./composite.ts";
import type { EntryDiffer } from "./draft.ts";
import type { Kind } from "./kinds.ts";
import * as measured from "./measured.ts";
import * as calls from "./on-call.ts";
import * as organization from "./organization.ts";
import * as outside from "./outside.ts";
import * as policies from "./policy.ts";
import * as programs from "./programs.ts";
import { scheduleDiffer } from "./schedule.ts";
import { sloDiffer } from "./slo.ts";
import { sourceDiffer } from "./source.ts";
import * as systems from "./system.ts";
import * as tools from "./tools.ts";

export type EntryDiffers = { readonly [K in Kind]: EntryDiffer<K> };

/** How each kind of entry is compared; a kind without one would not compile. */
export const entryDiffers: EntryDiffers = {
  environment: organization.environmentDiffer,
  organization: organization.organizationDiffer,
  source: sourceDiffer,
  channel: organization.channelDiffer,
  calendar: calendarDiffer,
  person: calls.personDiffer,
  team: calls.teamDiffer,
  schedule: scheduleDiffer,
  escalation: calls.escalationDiffer,
  "on-call": calls.onCallDiffer,
  severity: policies.severityDiffer,
  "own-severity": policies.severityDiffer,
  policy: policies.policyDiffer,
  "dead-man": organization.deadManDiffer,
  alertmanager: programs.alertmanagerDiffer,
  kubernetes: programs.kubernetesDiffer,
  review: organization.reviewDiffer,
  system: systems.systemDiffer,
  service: systems.serviceDiffer,
  metric: measured.metricDiffer,
  signal: measured.signalDiffer,
  probe: outside.probeDiffer,
  composite: compositeDiffer,
  endpoint: outside.endpointDiffer,
  slo: sloDiffer,
  alert: alertDiffer,
  dashboard: tools.dashboardDiffer,
  panel: tools.panelDiffer,
  logs: tools.logsDiffer,
  pipeline: tools.pipelineDiffer,
  duty: tools.dutyDiffer,
  "status-page": tools.statusPageDiffer,
  store: tools.storeDiffer,
  analytics: tools.analyticsDiffer,
  "database-insights": tools.databaseInsightsDiffer,
  tracing: tools.tracingDiffer,
};
