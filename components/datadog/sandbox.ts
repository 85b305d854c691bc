import { company, type SandboxAccount } from "../sandbox.ts";

export const sandbox: SandboxAccount = {
  config: {
    "datadog:apiUrl": "https://api.datadog.sandbox",
    "slostack:datadogDistributions": "sent",
    "slostack:datadogSlackAccount": company,
  },
  secrets: { "datadog:apiKey": "", "datadog:appKey": "" },
  /** The metrics of which an application has sent points. */
  seed(_organization, environments) {
    const metrics = environments.flatMap(({ systems }) =>
      systems.flatMap(({ services }) => services.flatMap((service) => service.metrics)),
    );
    return { metric: Object.fromEntries(metrics.flatMap(({ from, name }) => (from.kind === "datadog" ? [[name, { name }]] : []))) };
  },
};
