import { describe, expect, test } from "vitest";
import { dashboardJson } from "../../../components/datadog/dashboard.ts";
import { datadogOf } from "./catalog.ts";

interface Widget {
  readonly definition: {
    readonly type: string;
    readonly title?: string;
    readonly widgets?: readonly Widget[];
    readonly slo_id?: string;
    readonly show_error_budget?: boolean;
    readonly content?: string;
    readonly markers?: readonly { readonly value: string }[];
    readonly requests?: readonly {
      readonly queries: readonly { readonly name: string; readonly query?: string }[];
      readonly formulas: readonly { readonly formula: string }[];
    }[];
  };
}
interface Model {
  readonly title: string;
  readonly widgets: readonly Widget[];
}

const own = datadogOf();
const specs = [...own.dashboards, ...datadogOf("products").dashboards];
const modelOf = (spec: (typeof specs)[number]) => JSON.parse(dashboardJson(spec, ({ path }) => `id of ${path}`)) as Model;
const overview = own.dashboards.find(({ name }) => name === "mail--api--overview");
if (!overview) throw new Error("the service has no overview");
const widgets = modelOf(overview).widgets.flatMap(({ definition }) => definition.widgets ?? []);

describe.each(specs)("$name", (spec) => {
  test("has a widget for every panel, in rows, in order", () => {
    const groups = modelOf(spec).widgets.filter(({ definition }) => definition.type === "group");
    expect(groups.map(({ definition }) => [definition.title, (definition.widgets ?? []).map((one) => one.definition.title)])).toEqual(
      spec.rows.map(({ title, panels }) => [title, panels.map((panel) => panel.title)]),
    );
  });
  test("is the same text each time, with sorted keys and nothing that is null or Datadog's own", () => {
    const text = dashboardJson(spec, () => "id");
    expect(dashboardJson(spec, () => "id")).toBe(text);
    JSON.parse(text, (key, value: unknown) => {
      expect(value, key).not.toBeNull();
      expect(["id", "author_handle", "url"]).not.toContain(key);
      if (typeof value === "object" && value !== null && !Array.isArray(value))
        expect(Object.keys(value)).toEqual(Object.keys(value).sort());
      return value;
    });
  });
});

test("what an SLO has kept and what is left of its budget are widgets of the SLO", () => {
  const slos = widgets.filter(({ definition }) => definition.slo_id === "id of mail/api/availability");
  expect(slos.map(({ definition }) => definition.show_error_budget)).toEqual([false, true]);
});

test("the line of warning is where the monitor has it", () => {
  const pool = widgets.find(({ definition }) =>
    definition.requests?.some(({ queries }) => queries.some(({ query }) => query?.startsWith("max:mail.db.connections"))),
  );
  expect(pool?.definition.markers).toMatchObject([{ value: "y = 20", display_type: "error dashed" }]);
});

test("a burn rate is drawn from counts, over the windows of the page", () => {
  const burn = widgets.flatMap(({ definition }) => definition.requests ?? []).map(({ formulas }) => formulas[0]?.formula ?? "");
  expect(burn).toContain("moving_rollup(default_zero(bad), 3600, 'sum') / moving_rollup(default_zero(total), 3600, 'sum') / 0.001");
});

test("runbooks and who is on call are linked on top", () => {
  const { widgets: all } = JSON.parse(
    dashboardJson(overview, () => "id", [{ title: "On [call]", url: "https://pager.example.com" }]),
  ) as Model;
  expect(all[0]?.definition.content).toContain("](https://runbooks.example.com/");
  expect(all[0]?.definition.content).toContain("[On \\[call\\]](https://pager.example.com)");
});
