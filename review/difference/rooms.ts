import { alertRoom } from "./alert.ts";
import type { Room } from "./draft.ts";
import type { Kind } from "./kinds.ts";
import { metricRoom, signalRoom } from "./measured.ts";
import { escalationRoom, onCallRoom, personRoom, teamRoom } from "./on-call.ts";
import { alertmanagerRoom, calendarRoom, channelRoom, deadManRoom, environmentRoom, organizationRoom, reviewRoom } from "./organization.ts";
import { endpointRoom, probeRoom } from "./outside.ts";
import { policyRoom, severityRoom } from "./policy.ts";
import { scheduleRoom } from "./schedule.ts";
import { sloRoom } from "./slo.ts";
import { sourceRoom } from "./source.ts";
import { serviceRoom, systemRoom } from "./system.ts";
import {
  analyticsRoom,
  dashboardRoom,
  databaseInsightsRoom,
  dutyRoom,
  logsRoom,
  panelRoom,
  pipelineRoom,
  statusPageRoom,
  storeRoom,
  tracingRoom,
} from "./tools.ts";

export type Rooms = { readonly [K in Kind]: Room<K> };

/** How each kind of entry is compared; a kind without one would not compile. */
export const rooms: Rooms = {
  environment: environmentRoom,
  organization: organizationRoom,
  source: sourceRoom,
  channel: channelRoom,
  calendar: calendarRoom,
  person: personRoom,
  team: teamRoom,
  schedule: scheduleRoom,
  escalation: escalationRoom,
  "on-call": onCallRoom,
  severity: severityRoom,
  "own-severity": severityRoom,
  policy: policyRoom,
  "dead-man": deadManRoom,
  alertmanager: alertmanagerRoom,
  review: reviewRoom,
  system: systemRoom,
  service: serviceRoom,
  metric: metricRoom,
  signal: signalRoom,
  probe: probeRoom,
  endpoint: endpointRoom,
  slo: sloRoom,
  alert: alertRoom,
  dashboard: dashboardRoom,
  panel: panelRoom,
  logs: logsRoom,
  pipeline: pipelineRoom,
  duty: dutyRoom,
  "status-page": statusPageRoom,
  store: storeRoom,
  analytics: analyticsRoom,
  "database-insights": databaseInsightsRoom,
  tracing: tracingRoom,
};
