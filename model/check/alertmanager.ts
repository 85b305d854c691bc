import type { Check } from "./report.ts";

/** A Prometheus that evaluates by itself tells nobody without an Alertmanager. */
export const checkAlertmanager: Check = ({ organization }, report) => {
  const { sources, alertmanager } = organization.value;
  if (alertmanager) return;
  for (const [id, source] of Object.entries(sources)) {
    if (source.kind === "prometheus" && source.evaluator === "prometheus")
      report(
        organization,
        ["sources", id, "evaluator"],
        "alertmanager-missing",
        `${JSON.stringify(id)} evaluates by itself, and there is no Alertmanager`,
      );
  }
};
