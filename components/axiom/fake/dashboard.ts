import { newId } from "../../../sandbox/fake-provider/bridged.ts";
import { objectIn, remarshalled } from "../../../sandbox/fake-provider/json-text.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, present, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { known } from "../../../sandbox/fake-provider/shape.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";

export const dashboard: ResourceModel = {
  required: ["dashboard"],
  replaces: ["uid"],
  defaults: (inputs) => filled({ overwrite: false }, known(inputs, { dashboard: true, uid: true, overwrite: true })),
  refuse: (inputs) => {
    const document = objectIn(text(inputs.dashboard));
    if (document === undefined) return refuse("dashboard", "`dashboard` must be valid JSON");
    return [
      ...refuseIf(
        inputs.uid !== undefined && document.uid !== undefined && document.uid !== inputs.uid,
        "uid",
        "`uid` must match `dashboard.uid` when both are set",
      ),
      ...documentRefusals(document),
    ];
  },
  // The provider compares the document as text, and writes what the API answers in its own way.
  normalise: (inputs) => ({ ...inputs, dashboard: remarshalled(text(inputs.dashboard)) }),
  computes: ["uid"],
  computed: (id) => ({ uid: id }),
  upsert: (inputs) => inputs.overwrite === true,
  id: (inputs) => (inputs.uid === undefined ? newId() : text(inputs.uid)),
};

const documentKeys = [
  "name",
  "owner",
  "charts",
  "layout",
  "refreshTime",
  "schemaVersion",
  "timeWindowStart",
  "timeWindowEnd",
  "description",
  "against",
  "againstTimestamp",
  "uid",
];
const chartTypes = ["TimeSeries", "Table", "Pie", "Statistic", "Heatmap", "LogStream", "Note"];
const chartKeys = ["id", "name", "type", "query", "text", "tableSettings", "customUnits", "unit"];

/** What the API finds wrong with a document; it knows no other keys than its own. */
function documentRefusals(document: Fields): Refusal[] {
  const ids = list(document.charts).map((chart) => text(fields(chart).id));
  return [
    ...present("dashboard", document, ["name", "charts", "layout", "refreshTime", "schemaVersion", "timeWindowStart", "timeWindowEnd"]),
    ...unknownKeys("dashboard", document, documentKeys),
    ...refuseIf(
      !["", "x-axiom-everyone"].includes(text(document.owner).toLowerCase()),
      "dashboard.owner",
      "an API token cannot create private dashboards",
    ),
    ...oneOf("dashboard.refreshTime", document.refreshTime, ["15", "60", "300"]),
    ...oneOf("dashboard.schemaVersion", document.schemaVersion, ["2"]),
    ...["timeWindowStart", "timeWindowEnd"].flatMap((name) =>
      refuseIf(!/^(qr-now(-\d+[mhdw])?|\d{4}-\d\d-\d\dT.*)$/.test(text(document[name])), `dashboard.${name}`, "is no time"),
    ),
    ...each(document, "charts", chartRefusals, "dashboard"),
    ...refuseIf(new Set(ids).size < ids.length, "dashboard.charts", "two charts have one id"),
    ...each(document, "layout", (cell, path) => cellRefusals(cell, path, ids), "dashboard"),
  ];
}

function chartRefusals(chart: Fields, path: string): Refusal[] {
  return [
    ...present(path, chart, ["id", "type"]),
    ...unknownKeys(path, chart, chartKeys),
    ...oneOf(`${path}.type`, chart.type, chartTypes),
    ...refuseIf(chart.type !== "Note" && text(fields(chart.query).apl) === "", `${path}.query.apl`, "a chart needs a query"),
  ];
}

function cellRefusals(cell: Fields, path: string, ids: readonly string[]): Refusal[] {
  return [
    ...present(path, cell, ["i", "x", "y", "w", "h"]),
    ...refuseIf(!ids.includes(text(cell.i)), `${path}.i`, `there is no chart ${text(cell.i)}`),
    ...refuseIf(Number(cell.x) + Number(cell.w) > 12, `${path}.w`, "the grid has twelve columns"),
  ];
}

function unknownKeys(path: string, value: Fields, keys: readonly string[]): Refusal[] {
  return Object.keys(value)
    .filter((key) => !keys.includes(key))
    .flatMap((key) => refuse(`${path}.${key}`, `Unrecognized key: "${key}"`));
}
