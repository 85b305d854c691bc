import { newId } from "../../../sandbox/fake-provider/bridged.ts";
import { objectIn, remarshalled } from "../../../sandbox/fake-provider/json-text.ts";
import type { ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { oneOf, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { known } from "../../../sandbox/fake-provider/shape.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { projectRefusals } from "./project.ts";

const longestName = 400;
const tooLong = (name: string) =>
  refuseIf(name.length > longestName, "name", `Ensure this field has no more than ${longestName} characters`);

export const dashboard: ResourceModel = {
  autoname: "name",
  replaces: ["projectId"],
  defaults: (inputs) => known(inputs, { projectId: true, name: true, description: true, pinned: true, tags: true, deleted: true }),
  refuse: (inputs) => [...projectRefusals(inputs.projectId), ...tooLong(text(inputs.name))],
  normalise: withoutBlank,
  computes: ["dashboardId", "pinned", "deleted"],
  computed: (id, stored) => ({ dashboardId: Number(id), pinned: stored.pinned ?? false, deleted: stored.deleted ?? false }),
  id: newId,
};

const insightShape = {
  projectId: true,
  name: true,
  derivedName: true,
  description: true,
  queryJson: true,
  tags: true,
  createInFolder: true,
  dashboardIds: true,
  deleted: true,
} as const;

const kinds = ["InsightVizNode", "DataVisualizationNode", "DataTableNode", "HogQuery"];

export const insight: ResourceModel = {
  required: ["queryJson"],
  replaces: ["projectId"],
  defaults: (inputs) => known(inputs, insightShape),
  refuse: (inputs, { account }) => {
    const query = objectIn(text(inputs.queryJson));
    if (query === undefined) return refuse("queryJson", "query_json must be valid JSON");
    const missing = list(inputs.dashboardIds).filter((id) => account.get("dashboard", text(id))?.projectId !== inputs.projectId);
    return [
      ...projectRefusals(inputs.projectId),
      ...tooLong(text(inputs.name)),
      ...oneOf("queryJson", query.kind ?? "", kinds),
      ...refuseIf(query.kind === "InsightVizNode" && fields(query.source).kind === undefined, "queryJson", "an insight needs a source"),
      ...missing.flatMap((id) => refuse("dashboardIds", `Dashboard with id ${text(id)} does not exist in the project`)),
    ];
  },
  normalise: (inputs) => ({ ...withoutBlank(inputs), ...ascending(inputs), queryJson: remarshalled(text(inputs.queryJson)) }),
  canonical: (inputs) => ({ ...inputs, ...ascending(inputs) }),
  computes: ["insightId", "derivedName", "deleted"],
  computed: (id, stored) => ({ insightId: Number(id), deleted: stored.deleted ?? false }),
  id: newId,
};

/** A text of blanks is none to the provider. */
function withoutBlank(inputs: Fields): Fields {
  const blank = (name: string) => (name === "name" || name === "description") && text(inputs[name]).trim() === "";
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !blank(name)));
}

/** The dashboards of an insight are a set. */
function ascending({ dashboardIds }: Fields): Fields {
  return dashboardIds === undefined
    ? {}
    : {
        dashboardIds: list(dashboardIds)
          .map(Number)
          .sort((a, b) => a - b),
      };
}
