/** Labels that an alert sets by itself, whatever its series have: they replace those of the series. */
export const alertLabels: ReadonlySet<string> = new Set([
  "alertname",
  "severity",
  "priority",
  "system",
  "service",
  "environment",
  "owner",
  "slo",
  "budget",
  "slostack_missing",
  "slostack_route",
  "slostack_source",
]);

/**
 * Names of labels and tags that alerts and objectives have anyway, so that the catalog's own labels have other names. An
 * evaluator's own are refused by the checks of its sources.
 */
export const takenLabels: ReadonlySet<string> = new Set([
  ...alertLabels,
  "alert",
  "device",
  "env",
  "host",
  "hours",
  "managed_by",
  "project",
  "role",
  "runbook",
  "sli",
  "source",
  "version",
]);

/** Labels by which a recording distinguishes signals: they replace those of the series. */
export const recordingLabels: ReadonlySet<string> = new Set(["service", "sli", "slo", "system"]);
