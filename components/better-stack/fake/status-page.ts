import type { Account } from "../../../sandbox/account.ts";
import { missingRefusals, newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, isTimeZone, oneOf, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { known, type Shape } from "../../../sandbox/fake-provider/shape.ts";
import { type Fields, type Path, text } from "../../../sandbox/fake-provider/value.ts";
import { addressRefusals } from "./shared.ts";

const shape: Shape = {
  companyName: true,
  companyUrl: true,
  contactUrl: true,
  subdomain: true,
  customDomain: true,
  timezone: true,
  history: true,
  published: true,
};

export const statusPage: ResourceModel = {
  required: ["companyName", "companyUrl", "subdomain", "timezone"],
  defaults: (inputs) => known(inputs, shape),
  check: (inputs) => within("history", inputs.history, 7, 365),
  refuse: (inputs, { id, account }) => [
    ...addressRefusals("companyUrl", inputs.companyUrl),
    ...refuseIf(!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text(inputs.subdomain)), "subdomain", "is no part of a host name"),
    ...refuseIf(!isTimeZone(inputs.timezone), "timezone", `"${text(inputs.timezone)}" is not included in the list`),
    ...takenRefusals("subdomain", inputs, id, account),
    ...takenRefusals("customDomain", inputs, id, account),
  ],
  normalise: (inputs) => filled({ history: 90, published: true, customDomain: "", contactUrl: "" }, inputs),
  computed: () => ({ aggregateState: "operational" }),
  computes: ["aggregateState", "contactUrl", "customDomain", "history", "published"],
  id: newId,
};

/** An address leads to one page. */
function takenRefusals(property: string, inputs: Fields, id: string | undefined, account: Account): Refusal[] {
  const wanted = text(inputs[property]);
  const taken = account.all("statusPage").some((other) => other.id !== id && text(other.fields[property]) === wanted);
  return refuseIf(wanted !== "" && taken, property, `has already been taken`);
}

export const statusPageSection: ResourceModel = {
  autoname: "name",
  required: ["statusPageId"],
  defaults: (inputs) => known(inputs, { statusPageId: true, name: true, position: true }),
  refuse: (inputs, { account }) => missingRefusals("statusPage", "statusPageId", inputs.statusPageId, account),
  normalise: (inputs) => filled({ position: 0 }, inputs),
  computes: ["position"],
  id: newId,
};

/** Which kind of object a row shows; people report the state of one that shows none. */
const shown: Readonly<Record<string, string>> = { Monitor: "monitor", Heartbeat: "heartbeat" };
const manual = "ManuallyTrackedItem";
const groups = "MonitorGroup HeartbeatGroup WebhookIntegration EmailIntegration IncomingWebhook ResourceGroup LogsChart CatalogReference";

export const statusPageResource: ResourceModel = {
  required: ["publicName", "resourceType", "statusPageId"],
  defaults: (inputs) =>
    known(inputs, {
      statusPageId: true,
      statusPageSectionId: true,
      resourceId: true,
      resourceType: true,
      publicName: true,
      explanation: true,
      position: true,
      widgetType: true,
    }),
  check: (inputs) => [
    ...oneOf("resourceType", inputs.resourceType, [manual, ...Object.keys(shown), ...groups.split(" ")]),
    ...refuseIf(
      inputs.resourceType !== manual && inputs.resourceId === undefined,
      "resourceId",
      `resource_id is required when resource_type is ${text(inputs.resourceType)}`,
    ),
  ],
  refuse: (inputs, { account }) => [
    ...missingRefusals("statusPage", "statusPageId", inputs.statusPageId, account),
    ...sectionRefusals(inputs, "statusPageSectionId", account),
    ...missingRefusals(shown[text(inputs.resourceType)] ?? "resource", "resourceId", inputs.resourceId, account),
    ...oneOf("widgetType", inputs.widgetType, ["plain", "history", "intraday_history", "response_times"]),
  ],
  normalise: (inputs) => filled({ position: 0, widgetType: "history", explanation: "" }, inputs),
  computed: () => ({ status: "operational", availability: 1 }),
  computes: ["availability", "explanation", "position", "resourceId", "status", "statusPageSectionId", "widgetType"],
  id: newId,
};

function sectionRefusals(inputs: Fields, property: Path, account: Account): Refusal[] {
  const id = inputs[property];
  if (id === undefined) return [];
  const section = account.get("statusPageSection", text(id));
  return refuseIf(section?.statusPageId !== inputs.statusPageId, property, `the page has no section ${text(id)}`);
}
