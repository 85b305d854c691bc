import { newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { known } from "../../../sandbox/fake-provider/shape.ts";
import { text } from "../../../sandbox/fake-provider/value.ts";

/** An entry in the list of services of an installed PagerDuty integration. */
export const integrationPagerduty: ResourceModel = {
  required: ["integrationId", "integrationKey", "organization", "service"],
  replaces: ["organization", "integrationId"],
  defaults: (inputs) => known(inputs, { organization: true, integrationId: true, service: true, integrationKey: true }),
  refuse: (inputs, { account }) => [
    ...refuseIf(
      account.get("organizationIntegration", text(inputs.integrationId))?.providerKey !== "pagerduty",
      "integrationId",
      `no installed pagerduty integration has the id ${text(inputs.integrationId)}`,
    ),
    ...refuseIf(text(inputs.integrationKey) === "" || text(inputs.service) === "", "service", "Name and integration key are required"),
  ],
  // Sentry gives the key back; here it lies as a hash, so that no file holds it.
  writeOnly: ["integrationKey"],
  id: newId,
};
