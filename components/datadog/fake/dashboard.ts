import type { Account } from "../../../sandbox/account.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { oneOf, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, isFields, isList, list, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { expressionRefusals } from "./metric-query.ts";
import { hexId } from "./shared.ts";

const widgets = ["group", "note", "query_value", "slo", "timeseries", "toplist", "table", "heatmap", "free_text", "alert_graph"];
/** What the API adds and the plugin therefore ignores. */
const ownKeys = ["id", "author_handle", "author_name", "created_at", "modified_at", "url"];

export const dashboardJson: ResourceModel = {
  required: ["dashboard"],
  check: (inputs) => refuseIf(!isFields(parsed(inputs.dashboard)), "dashboard", "contains invalid JSON"),
  refuse: (inputs, { account }) => {
    const model = fields(parsed(inputs.dashboard));
    return [
      ...refuseIf(text(model.title).trim() === "", "dashboard.title", "title must not be blank"),
      ...oneOf("dashboard.layout_type", model.layout_type ?? "", ["ordered", "free"]),
      ...oneOf("dashboard.reflow_type", model.reflow_type, ["auto", "fixed"]),
      ...refuseIf(!isList(model.widgets), "dashboard.widgets", "widgets are required"),
      ...widgetRefusals(model, "dashboard", account),
    ];
  },
  canonical: (inputs) => ({ ...inputs, dashboard: JSON.stringify(plain(parsed(inputs.dashboard) ?? null)) }),
  computes: ["url"],
  computed: (id) => ({ url: `https://app.datadog.invalid/dashboard/${id}` }),
  id: () => hexId().replace(/^(.{3})(.{3})(.{3}).*$/, "$1-$2-$3"),
};

function parsed(value: Value | undefined): Value | undefined {
  try {
    return JSON.parse(text(value)) as Value;
  } catch {
    return undefined;
  }
}

function widgetRefusals(holder: Fields, path: Path, account: Account): Refusal[] {
  return list(holder.widgets).flatMap((item, i) => {
    const place = `${path}.widgets[${i}]`;
    const { definition } = fields(item);
    const widget = fields(definition);
    return [
      ...oneOf(`${place}.type`, widget.type ?? "", widgets),
      ...(widget.type === "slo" ? sloRefusals(`${place}.slo_id`, widget.slo_id, account) : []),
      ...list(widget.requests).flatMap((request, n) => requestRefusals(fields(request), `${place}.requests[${n}]`, account)),
      ...widgetRefusals(widget, place, account),
    ];
  });
}

function sloRefusals(path: Path, id: Value | undefined, account: Account): Refusal[] {
  return account.get("serviceLevelObjective", text(id)) ? [] : refuse(path, `SLO ${text(id)} was not found`);
}

function requestRefusals(request: Fields, path: Path, account: Account): Refusal[] {
  const names = list(request.queries).map((query) => text(fields(query).name));
  const queries = list(request.queries).flatMap((item, i) => {
    const query = fields(item);
    if (query.data_source === "slo") return sloRefusals(`${path}.queries[${i}].slo_id`, query.slo_id, account);
    return [
      ...oneOf(`${path}.queries[${i}].data_source`, query.data_source ?? "", ["metrics", "slo", "logs", "events"]),
      ...expressionRefusals(`${path}.queries[${i}].query`, text(query.query)),
    ];
  });
  const formulas = list(request.formulas).flatMap((item, i) => {
    const used =
      text(fields(item).formula)
        .replace(/'[^']*'/g, "")
        .match(/[a-z]\w*(?!\w*\()/g) ?? [];
    const unknown = used.filter((name) => !names.includes(name));
    return refuseIf(unknown.length > 0, `${path}.formulas[${i}]`, `the formula names ${unknown.join(", ")}, which no query is called`);
  });
  return [
    ...oneOf(`${path}.display_type`, request.display_type, ["area", "bars", "line", "overlay"]),
    ...oneOf(`${path}.response_format`, request.response_format, ["timeseries", "scalar", "event_list"]),
    ...queries,
    ...formulas,
  ];
}

/** Without the API's own keys and without what is null, keys in order: the plugin compares so. */
function plain(value: Value): Value {
  if (isList(value)) return value.map(plain);
  if (!isFields(value)) return value;
  const entries = Object.entries(value).filter(([key, item]) => item !== null && !ownKeys.includes(key));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, plain(item)]));
}
