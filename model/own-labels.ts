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
  "slostack_route",
]);

/**
 * Names of labels and tags that this project, an evaluator or a vendor sets on alerts and objectives, so that the catalog's own
 * labels have other names.
 */
export const takenLabels: ReadonlySet<string> = new Set([
  ...alertLabels,
  "alert",
  "datasource_uid",
  "device",
  "env",
  "grafana_folder",
  "host",
  "hours",
  "managed_by",
  "project",
  "ref_id",
  "role",
  "rulename",
  "runbook",
  "sli",
  "source",
  "version",
]);

/** Labels by which a recording distinguishes signals: they replace those of the series. */
export const recordingLabels: ReadonlySet<string> = new Set(["service", "sli", "system"]);
