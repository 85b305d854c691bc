import { randomUUID } from "node:crypto";
import type { Account } from "../../../sandbox/account.ts";
import type { Refusal, ResourceModel, VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, present, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";

const droplet = ["load_1", "load_5", "load_15", "memory_utilization_percent", "disk_utilization_percent", "cpu"].map(
  (figure) => `v1/insights/droplet/${figure}`,
);
const windows = ["5m", "10m", "30m", "1h"];

const monitorAlert: ResourceModel = {
  required: ["alerts", "compare", "description", "type", "value", "window"],
  defaults: (inputs) => filled({ enabled: true }, inputs),
  check: (inputs) => [
    ...oneOf("type", inputs.type, droplet),
    ...oneOf("compare", inputs.compare, ["GreaterThan", "LessThan"]),
    ...oneOf("window", inputs.window, windows),
    ...refuseIf(Number(inputs.value) < 0, "value", `expected value to be at least (0), got ${text(inputs.value)}`),
    ...refuseIf(text(inputs.description).trim() === "", "description", 'expected "description" to not be an empty string'),
    ...each(fields(inputs.alerts), "slacks", (slack, path) => present(path, slack, ["channel", "url"]), "alerts"),
  ],
  refuse: (inputs, { account }) => [...receiverRefusals(fields(inputs.alerts), account), ...targetRefusals(inputs)],
  // Tags and hosts are sets: the API gives them back in an order of its own.
  normalise: (inputs) => ({ ...inputs, ...sorted(inputs, "tags"), ...sorted(inputs, "entities") }),
  canonical: (inputs) => ({ ...inputs, ...sorted(inputs, "tags"), ...sorted(inputs, "entities") }),
  computes: ["uuid"],
  computed: (id) => ({ uuid: id }),
  secrets: ["alerts.slacks[].url"],
  id: () => randomUUID(),
};

function sorted(inputs: Fields, name: string): Fields {
  return inputs[name] === undefined ? {} : { [name]: list(inputs[name]).map(text).sort() };
}

function receiverRefusals({ emails, slacks }: Fields, account: Account): Refusal[] {
  const known = account.all("verifiedEmail").map(({ fields }) => text(fields.address));
  if (list(emails).length + list(slacks).length === 0) return refuse("alerts", "alert must have at least one email or slack");
  return [
    ...list(emails).flatMap((email, i) =>
      refuseIf(!known.includes(text(email)), `alerts.emails[${i}]`, `${text(email)} is not a verified email`),
    ),
    ...list(slacks).flatMap((slack, i) =>
      refuseIf(!/^https:\/\/hooks\.slack\.com\//.test(text(fields(slack).url)), `alerts.slacks[${i}].url`, "is not a valid slack URL"),
    ),
  ];
}

function targetRefusals({ tags, entities }: Fields): Refusal[] {
  return refuseIf(list(tags).length > 0 && list(entities).length > 0, "tags", "cannot specify both tags and entities");
}

/** DigitalOcean's monitoring as its plugin (4.80) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "digitalocean",
  version: "4.80.1",
  resources: { "digitalocean:index/monitorAlert:MonitorAlert": monitorAlert },
};
