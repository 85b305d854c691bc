import { describe, expect, test } from "vitest";
import { dashboardArgs } from "../../../components/axiom/dashboard.ts";
import { datasetArgs } from "../../../components/axiom/dataset.ts";
import { axiom } from "../../../components/axiom/index.ts";
import { refusals } from "../../../components/axiom/refusals.ts";
import { dashboardNames, datasetNames, type LogStore } from "../../../components/axiom/select.ts";
import type { DatasetStore, SavedQuery, Store } from "../../../model/resolved.ts";
import { prod, system } from "../../dashboards/small.ts";
import { sentences } from "../sentences.ts";
import { given } from "../uptimerobot/probes.ts";

const query = (id: string, more: Partial<SavedQuery> = {}): SavedQuery => ({
  ...{ id, formerly: [], source: [], title: `Title of ${id}`, last: 3600, where: {}, contains: {}, above: {}, show: [] },
  ...more,
});
const store = (more: Partial<DatasetStore> = {}): DatasetStore => ({
  ...{ kind: "axiom", id: "lines", formerly: [], source: [], dataset: "production", retentionDays: 30, queries: [] },
  ...more,
});
const own = (more: Partial<DatasetStore> = {}): LogStore => ({ system: system([]), store: store(more), environment: prod });
const monitoringOf = (...stores: Store[]) => {
  const { resolved } = given([]);
  return { resolved: { ...resolved, systems: [system([], { stores })] }, alerts: [], dashboards: [], protect: false };
};
const documentOf = (...queries: SavedQuery[]) => JSON.parse(dashboardArgs(own({ queries })).dashboard);

test("a dataset of events with a retention of its own", () => {
  expect(datasetArgs(own())).toEqual({
    name: "production",
    kind: "axiom:events:v1",
    description: "Log lines of Shop (prod)",
    useRetentionPeriod: true,
    retentionDays: 30,
  });
});

describe("the dashboard of the saved queries", () => {
  test("is the document that the API takes, and nothing more", () => {
    expect(documentOf(query("errors", { show: ["msg"] }))).toEqual({
      name: "Shop (prod): saved queries",
      description: "Saved queries of production, from the catalog; a change by hand is undone",
      owner: "X-AXIOM-EVERYONE",
      charts: [
        {
          id: "errors",
          name: "Title of errors",
          type: "Table",
          query: { apl: "['production']\n| where _time > ago(1h)\n| project ['msg']" },
        },
      ],
      layout: [{ i: "errors", x: 0, y: 0, w: 12, h: 6 }],
      refreshTime: 300,
      schemaVersion: 2,
      timeWindowStart: "qr-now-1h",
      timeWindowEnd: "qr-now",
    });
  });

  test("has a table where columns are named, else the lines; one chart below the other, as written", () => {
    const { charts, layout } = documentOf(
      query("b"),
      query("a", { summarize: { by: ["user"], count: true } }),
      query("c", { show: ["x"] }),
    );
    expect(charts.map(({ id, type }: { id: string; type: string }) => `${id} ${type}`)).toEqual(["b LogStream", "a Table", "c Table"]);
    expect(layout.map(({ i, y }: { i: string; y: number }) => `${i} ${y}`)).toEqual(["b 0", "a 6", "c 12"]);
  });

  test.each([
    [[600, 300], "qr-now-1h"],
    [[3600, 86_400], "qr-now-24h"],
    [[7 * 86_400], "qr-now-7d"],
  ])("of queries over %j seconds has the window %s", (lengths, start) => {
    expect(documentOf(...lengths.map((last, i) => query(`q${i}`, { last }))).timeWindowStart).toBe(start);
  });

  test("keeps its address and its logical name through a rename of its store", () => {
    const renamed = own({ id: "logs", formerly: ["lines"] });
    expect(dashboardArgs(renamed).uid).toBe(dashboardArgs(own()).uid);
    expect(dashboardArgs(own()).uid).toBe("slostack--shop--lines--prod");
    expect(dashboardNames(renamed).formerNames).toEqual([dashboardNames(own()).name]);
    expect(datasetNames(renamed).formerNames).toEqual([datasetNames(own()).name]);
  });
});

describe("refuses", () => {
  test.each<[string, Store[], RegExp]>([
    [
      "two stores in one dataset",
      [store(), store({ id: "more" })],
      /^shop\/stores\/more: the dataset production already belongs to shop\/stores\/lines/,
    ],
    [
      "a name that grew too long",
      [store({ dataset: `${"x".repeat(125)}-prod` })],
      /^shop\/stores\/lines: .*with its environment, exceeds 128/,
    ],
    ["lines that nobody keeps", [store({ retentionDays: 0 })], /at least one day/],
  ])("%s", (_, stores, reason) => {
    expect(sentences(refusals(monitoringOf(...stores)))).toEqual([expect.stringMatching(reason)]);
  });

  test("nothing of what it can do", () => {
    expect(sentences(refusals(monitoringOf(store(), store({ id: "audit", dataset: "audit" }))))).toEqual([]);
  });
});

describe("settings", () => {
  test("a token where there is a store at Axiom, and none otherwise", () => {
    expect(axiom.settings(monitoringOf(store())).map(({ key, secret }) => `${key} ${secret}`)).toEqual(["axiom:apiToken true"]);
    const elsewhere: Store = { kind: "elasticsearch", id: "elk", formerly: [], source: [], streams: [], fields: [] };
    expect(axiom.settings(monitoringOf(elsewhere))).toEqual([]);
  });

  test("a token of the form that the provider takes, and nothing of another in the fault", () => {
    const [token] = axiom.settings(monitoringOf(store()));
    expect(token?.faults?.("xaat-1")).toEqual([]);
    expect(token?.faults?.("xapt-secret")).toEqual(["is no API token: those begin with xaat-"]);
  });
});
