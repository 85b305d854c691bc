import type { Check } from "./report.ts";

/** A Prometheus that evaluates by itself tells nobody without an Alertmanager in each environment, and without a channel for what no route knows. */
export const checkAlertmanager: Check = ({ organization }, report) => {
  const { sources, alertmanager, environments, teams, channels } = organization.value;
  const own = Object.entries(sources).filter(([, source]) => source.kind === "prometheus" && source.evaluator === "prometheus");
  for (const [id, { owner }] of own) {
    if (!alertmanager)
      report(
        organization,
        ["sources", id, "evaluator"],
        "alertmanager-missing",
        `${JSON.stringify(id)} evaluates by itself, and there is no Alertmanager`,
      );
    const channel = channels[teams[owner]?.channel ?? ""];
    if (channel && channel.slack === undefined && channel.email === undefined && channel.webhook !== undefined)
      report(
        organization,
        ["sources", id, "owner"],
        "unrouted-unheard",
        `${JSON.stringify(id)} evaluates by itself, and the channel of ${JSON.stringify(owner)} is a gateway alone`,
      );
  }
  if (own.length === 0 || !alertmanager || Array.isArray(alertmanager.addresses)) return;
  for (const id of Object.keys(environments))
    if (!Object.hasOwn(alertmanager.addresses, id))
      report(organization, ["alertmanager", "addresses"], "alertmanager-missing", `${JSON.stringify(id)} has no Alertmanager`);
};
