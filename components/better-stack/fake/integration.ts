import { newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, oneOf, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { known } from "../../../sandbox/fake-provider/shape.ts";
import { text } from "../../../sandbox/fake-provider/value.ts";
import { addressRefusals, ways, waysByDefault, waysShape } from "./shared.ts";

/** How the users in a step are notified. */
export const severity: ResourceModel = {
  autoname: "name",
  defaults: (inputs) => known(inputs, { ...waysShape, name: true }),
  refuse: (inputs) => refuseIf(text(inputs.name) === "", "name", "can't be blank"),
  normalise: (inputs) => filled(waysByDefault, inputs),
  computes: [...ways],
  id: newId,
};

/** What calls a service of PagerDuty. */
export const pagerdutyIntegration: ResourceModel = {
  autoname: "name",
  required: ["key", "severity"],
  defaults: (inputs) =>
    filled(
      { notifyAlongsidePrimaryResponder: true },
      known(inputs, { name: true, key: true, severity: true, notifyAlongsidePrimaryResponder: true }),
    ),
  check: (inputs) => oneOf("severity", inputs.severity, ["info", "warning", "error", "critical"]),
  refuse: (inputs) => refuseIf(text(inputs.key) === "", "key", "can't be blank"),
  // Better Stack gives the key back; here it lies as a hash, so that no file holds it.
  writeOnly: ["key"],
  id: newId,
};

const moments = ["onIncidentStarted", "onIncidentAcknowledged", "onIncidentResolved", "onIncidentReopened", "onIncidentComment"];

/** An address that is notified of incidents. */
export const outgoingWebhook: ResourceModel = {
  autoname: "name",
  required: ["triggerType", "url"],
  replaces: ["triggerType"],
  defaults: (inputs) => {
    const all = [...moments, "notifyAlongsidePrimaryResponder", "name", "triggerType", "url"];
    const off = Object.fromEntries(moments.map((moment) => [moment, false]));
    return filled({ ...off, notifyAlongsidePrimaryResponder: true }, known(inputs, Object.fromEntries(all.map((name) => [name, true]))));
  },
  check: (inputs) => [
    ...oneOf("triggerType", inputs.triggerType, ["incident_change", "on_call_change", "monitor_change"]),
    ...moments.flatMap((moment) =>
      refuseIf(
        inputs[moment] === true && inputs.triggerType !== "incident_change",
        moment,
        `${moment} can only be set when trigger_type is 'incident_change'`,
      ),
    ),
  ],
  refuse: (inputs) => addressRefusals("url", inputs.url),
  // The address is a secret: anyone who knows it can send to it.
  writeOnly: ["url"],
  id: newId,
};
