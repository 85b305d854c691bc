import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dashboardJson } from "../../../components/grafana/dashboard.ts";
import { laidOut, type Place } from "../../../components/grafana/dashboard-layout.ts";
import { uidOf } from "../../../components/grafana/names.ts";
import { panelId } from "../../../components/grafana/panel-id.ts";
import { monitoringOf } from "./catalog.ts";
import { parsed } from "./promql.ts";

interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly instant: boolean;
  readonly legendFormat: string;
  readonly datasource: { readonly uid: string };
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: Place;
  readonly targets?: readonly Target[];
  readonly fieldConfig?: { readonly defaults: { readonly unit: string; readonly thresholds: { readonly steps: readonly object[] } } };
}
interface Model {
  readonly uid: string;
  readonly panels: readonly Panel[];
  readonly links: readonly object[];
  readonly schemaVersion: number;
}

const { dashboards, resolved } = monitoringOf("prod");
const models = dashboards.map((spec) => ({ spec, model: JSON.parse(dashboardJson(spec)) as Model }));
/** The panel that shows a requirement, joined by its stable number: that of a written dashboard, else of a service's own. */
function panelFor(source: string): Panel | undefined {
  const writtenFirst = models.toSorted((one, other) => Number(one.spec.service !== undefined) - Number(other.spec.service !== undefined));
  const found = writtenFirst.flatMap(({ spec, model }) =>
    spec.rows
      .flatMap(({ panels }) => panels)
      .filter(({ provenance }) => provenance.source.includes(source))
      .map(({ id }) => model.panels.find((panel) => panel.id === panelId(id))),
  );
  return found[0];
}

describe("the eight panels of the source document, by parsed query", () => {
  const quantile = ["histogram_quantile", "sum", "rate"];
  const cases: [source: string, metric: string, functions: string[], by: string[], unit: string, legend: string][] = [
    ["H-D01", "http_requests_total", ["sum", "rate"], ["service"], "cps", "{{service}}"],
    ["H-D02", "http_errors_total", ["sum", "rate"], ["service"], "cps", "{{service}}"],
    ["H-D03", "http_request_duration_seconds_bucket", quantile, ["le"], "s", "p95"],
    ["H-D04", "active_users_total", ["sum"], [], "short", "sum of active users"],
    ["H-D05", "http_requests_total", ["sum", "rate"], ["endpoint"], "cps", "{{endpoint}}"],
    ["H-D06", "http_request_duration_seconds_bucket", quantile, ["le", "endpoint"], "s", "{{endpoint}}"],
    ["H-D07", "graphql_query_duration_seconds_bucket", quantile, ["le", "operation"], "s", "{{operation}}"],
    ["H-D08", "database_query_duration_seconds_bucket", quantile, ["le"], "s", "p95"],
  ];
  test.each(cases)("%s reads %s", (source, metric, functions, by, unit, legend) => {
    const panel = panelFor(source);
    expect(panel?.fieldConfig?.defaults.unit).toBe(unit);
    expect(panel?.targets).toHaveLength(1);
    const target = panel?.targets?.[0];
    expect(target?.legendFormat).toBe(legend);
    const { groupings, ...query } = parsed(target?.expr ?? "");
    expect(query).toMatchObject({ faults: [], metrics: [metric], functions });
    expect(groupings.flat()).toEqual(by);
    if (functions === quantile) expect(query.numbers).toContain(0.95);
  });
});

test("what an SLO has kept is read at one moment, never drawn over a window of 30 days", () => {
  const panel = panelFor("H-S01");
  expect(panel?.type).toBe("stat");
  expect(panel?.targets).toMatchObject([{ instant: true, range: false }]);
  expect(panel?.fieldConfig?.defaults.thresholds.steps).toEqual([
    { color: "red", value: null },
    { color: "green", value: 0.999 },
  ]);
});

describe.each(models)("$spec.name as Grafana's model", ({ spec, model }) => {
  const panels = model.panels;

  test("it has what identifies it, and not what Grafana numbers itself", () => {
    expect(model.uid).toBe(uidOf(spec, resolved.environment));
    expect(model.uid.length).toBeLessThanOrEqual(40);
    expect(model).toMatchObject({ title: `${spec.title} (prod)`, schemaVersion: 42, editable: false });
    expect(model).not.toHaveProperty("id");
    expect(model).not.toHaveProperty("version");
  });

  test("every panel has a number, a title, a place and queries of its own", () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { id, title, type, targets = [] } of panels) {
      expect(Number.isSafeInteger(id) && id > 0, title).toBe(true);
      expect(title).not.toBe("");
      if (type === "row") continue;
      expect(targets.length, title).toBeGreaterThan(0);
      expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length);
      for (const { expr, datasource } of targets) {
        expect(parsed(expr).faults).toEqual([]);
        expect(datasource.uid).toBe(spec.source.datasource);
      }
    }
  });

  test("no panel lies over another or outside of the grid", () => {
    expect(overlaps(panels.map(({ gridPos }) => gridPos))).toEqual([]);
  });

  test("its links are in sight", () => {
    expect(model.links).toMatchObject(spec.links.map(({ title, url }) => ({ title, url, type: "link", targetBlank: true })));
    for (const link of model.links) expect(link).not.toHaveProperty("placement");
  });
});

test("who is on call is linked after the runbooks", () => {
  const [spec] = dashboards;
  if (!spec) throw new Error("there is no dashboard");
  const { links } = JSON.parse(dashboardJson(spec, [{ title: "On call", url: "https://pager.example.com/crm" }])) as Model;
  expect(links.at(-1)).toMatchObject({ title: "On call", url: "https://pager.example.com/crm" });
});

test("keys are sorted at every depth, as Grafana returns them", () => {
  for (const { spec } of models) {
    const text = dashboardJson(spec);
    const unsorted: string[] = [];
    JSON.parse(text, (_, value: unknown) => {
      if (value !== null && typeof value === "object" && !Array.isArray(value)) {
        const keys = Object.keys(value);
        if (keys.join() !== [...keys].sort().join()) unsorted.push(keys.join());
      }
      return value;
    });
    expect(unsorted).toEqual([]);
  }
});

test("a panel keeps its number when another is added before it", () => {
  const spec = dashboards.find(({ name }) => name === "hastecrm--system-overview");
  const [row] = spec?.rows ?? [];
  if (!spec || !row) throw new Error("the system overview has no row");
  const [first, ...others] = row.panels;
  if (!first) throw new Error("the system overview has no panel");
  const numbers = (panels: typeof row.panels) =>
    (JSON.parse(dashboardJson({ ...spec, rows: [{ ...row, panels }] })) as Model).panels.map(({ title, id }): [string, number] => [
      title,
      id,
    ]);
  const before = new Map(numbers(others));
  const after = new Map(numbers([{ ...first, id: "new-one", title: "New" }, ...others]));
  for (const [title, id] of before) expect(after.get(title)).toBe(id);
});

test("any rows of any panels are laid out without overlap, in 24 columns, in reading order", () => {
  const kind = fc.constantFrom("now" as const, "trend" as const);
  const rows = fc.array(fc.record({ title: fc.string(), panels: fc.array(fc.record({ kind }), { maxLength: 9 }) }), { maxLength: 5 });
  fc.assert(
    fc.property(rows, (given) => {
      const placed = laidOut(given);
      const places = placed.flatMap(({ place, panels }) => [place, ...panels.map((one) => one.place)]);
      expect(overlaps(places)).toEqual([]);
      expect([...places].sort((a, b) => a.y - b.y || a.x - b.x)).toEqual(places);
      expect(placed.flatMap(({ panels }) => panels.map(({ panel }) => panel))).toEqual(given.flatMap(({ panels }) => panels));
    }),
  );
});

/** Pairs of places that share a cell, and places that leave the grid. */
function overlaps(places: readonly Place[]): string[] {
  const shared = places.flatMap((a, i) =>
    places
      .slice(i + 1)
      .filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
      .map((b) => JSON.stringify([a, b])),
  );
  return [...shared, ...places.filter(({ x, w, h }) => x < 0 || w < 1 || h < 1 || x + w > 24).map((place) => JSON.stringify(place))];
}
