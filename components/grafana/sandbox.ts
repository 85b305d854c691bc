import type { SandboxAccount } from "../sandbox.ts";

export const sandbox: SandboxAccount = {
  config: { "grafana:smUrl": "https://synthetic-monitoring.grafana.sandbox", "grafana:url": "https://grafana.sandbox" },
  secrets: { "grafana:auth": "", "grafana:smAccessToken": "", "slostack:slackToken": "" },
  seed({ sources }) {
    const names = Object.values(sources).flatMap((source) =>
      source.kind === "prometheus" || source.kind === "grafana-synthetics" ? [source.datasource] : [],
    );
    return { dataSource: Object.fromEntries(names.map((name) => [name, { uid: name, name, type: "prometheus" }])) };
  },
};
