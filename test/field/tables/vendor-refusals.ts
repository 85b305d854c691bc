import { expect } from "vitest";
import { fake as datadog } from "../../../components/datadog/fake/index.ts";
import { datadog as evaluator } from "../../../components/datadog/index.ts";
import { distributionArgs } from "../../../components/datadog/integration.ts";
import { select } from "../../../components/selection.ts";
import { datadogOf, monitoringOf } from "../../components/datadog/catalog.ts";
import { connect, type ProviderClient } from "../../sandbox/client.ts";
import type { FieldTable } from "../case.ts";

const tagConfiguration = "datadog:index/metricTagConfiguration:MetricTagConfiguration";
const own = datadogOf();

/** Runs against an empty Datadog. */
async function atDatadog(run: (client: ProviderClient) => Promise<void>): Promise<void> {
  const client = await connect(datadog);
  await run(client).finally(client.close);
}

export const table: FieldTable = {
  title: "What a vendor refuses at the first update",
  story:
    "Check and preview are green, and the vendor's API ends the update halfway: some alerts stand, others do not. Each refusal is a rule of the vendor's fake, and nothing that is registered breaks it.",
  cases: [
    {
      reports: [],
      input: "The percentiles of a distribution are to be switched on at Datadog before the application has sent one point of it.",
      answer:
        "Before anything is registered a setting asks whether its points were sent; with `later` all else is made, and a warning names the metrics.",
      proof: async () => {
        await atDatadog(async (client) => {
          for (const metric of own.distributions)
            await expect(client.create(tagConfiguration, distributionArgs(metric))).rejects.toThrow(/does not exist/);
        });
        const { errors } = select([evaluator], monitoringOf(), {
          vendors: ["datadog"],
          without: [],
          stateOf: (key) => (key === "slostack:datadogDistributions" ? "absent" : "secret"),
          read: () => undefined,
        });
        const said = errors.filter((error) => error.startsWith("slostack:datadogDistributions is not set"));
        for (const metric of own.distributions) expect(said.join()).toContain(metric.name);
        expect(own.distributions.length).toBeGreaterThan(0);
      },
    },
  ],
};
