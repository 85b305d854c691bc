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

/** Labels by which a recording distinguishes signals: they replace those of the series. */
export const recordingLabels: ReadonlySet<string> = new Set(["service", "sli", "system"]);
