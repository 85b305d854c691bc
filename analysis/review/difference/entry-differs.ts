import { alertDiffer } from "./alert.ts";
import type { EntryDiffer } from "./draft.ts";
import type { Kind } from "./kinds.ts";
import { metricDiffer, signalDiffer } from "./measured.ts";
import { escalationDiffer, onCallDiffer, personDiffer, teamDiffer } from "./on-call.ts";
import {
  alertmanagerDiffer,
  calendarDiffer,
  channelDiffer,
  deadManDiffer,
  environmentDiffer,
  organizationDiffer,
  reviewDiffer,
} from "./organization.ts";
import { endpointDiffer, probeDiffer } from "./outside.ts";
import { policyDiffer, severityDiffer } from "./policy.ts";
import { scheduleDiffer } from "./schedule.ts";
import { sloDiffer } from "./slo.ts";
import { sourceDiffer } from "./source.ts";
import { serviceDiffer, systemDiffer } from "./system.ts";
import {
  analyticsDiffer,
  dashboardDiffer,
  databaseInsightsDiffer,
  dutyDiffer,
  logsDiffer,
  panelDiffer,
  pipelineDiffer,
  statusPageDiffer,
  storeDiffer,
  tracingDiffer,
} from "./tools.ts";

export type EntryDiffers = { readonly [K in Kind]: EntryDiffer<K> };

/** How each kind of entry is compared; a kind without one would not compile. */
export const entryDiffers: EntryDiffers = {
  environment: environmentDiffer,
  organization: organizationDiffer,
  source: sourceDiffer,
  channel: channelDiffer,
  calendar: calendarDiffer,
  person: personDiffer,
  team: teamDiffer,
  schedule: scheduleDiffer,
  escalation: escalationDiffer,
  "on-call": onCallDiffer,
  severity: severityDiffer,
  "own-severity": severityDiffer,
  policy: policyDiffer,
  "dead-man": deadManDiffer,
  alertmanager: alertmanagerDiffer,
  review: reviewDiffer,
  system: systemDiffer,
  service: serviceDiffer,
  metric: metricDiffer,
  signal: signalDiffer,
  probe: probeDiffer,
  endpoint: endpointDiffer,
  slo: sloDiffer,
  alert: alertDiffer,
  dashboard: dashboardDiffer,
  panel: panelDiffer,
  logs: logsDiffer,
  pipeline: pipelineDiffer,
  duty: dutyDiffer,
  "status-page": statusPageDiffer,
  store: storeDiffer,
  analytics: analyticsDiffer,
  "database-insights": databaseInsightsDiffer,
  tracing: tracingDiffer,
};
