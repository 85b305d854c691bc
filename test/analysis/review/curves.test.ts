import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { curveSection } from "../../../analysis/review/curves/section.ts";
import { type Curve, curvesOf } from "../../../analysis/review/curves.ts";
import { timeToDetect } from "../../../analysis/review/detection.ts";
import { pairsOf } from "../../../analysis/review/pairs.ts";
import type { Block, Line } from "../../../analysis/review/section.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { alertsAs, type Edit } from "./changed.ts";

type Written = Record<string, unknown>;
const apiOf = ({ systems }: CheckedCatalog) => systems.find(({ system }) => system === "hastecrm")?.services.api;
const slo =
  (written: Written): Edit =>
  (catalog) =>
    Object.assign(apiOf(catalog)?.slos.availability ?? {}, written);
const rule =
  (written: Written): Edit =>
  (catalog) =>
    Object.assign(apiOf(catalog)?.alerts.errors ?? {}, written);
const share = (above: string, over: string, least: number) => ({ when: { "bad-share": { above, over, least } } });

const base = alertsAs();
const changed = (edit: Edit) => curvesOf(pairsOf(base, alertsAs(edit)));
const the = (curves: readonly Curve[]): Curve => {
  const [curve, ...more] = curves;
  if (!curve || more.length > 0) throw new Error(`${curves.length} curves`);
  return curve;
};
const plain = (line: Line): string =>
  typeof line === "string"
    ? line
    : line.map((part) => (typeof part === "string" ? part : "code" in part ? part.code : `*${part.strong}*`)).join("");
const rowsIn = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.kind === "table" ? block.rows.map((row) => row.map(plain).join(" | ")) : []));

const lowered = the(changed(slo({ target: "99.5%" })));

describe("curves of detection", () => {
  it("are none where nothing is told otherwise: texts, owners, panels, another order", () => {
    expect(changed(() => {})).toEqual([]);
    expect(changed(slo({ title: "Availability of the API", runbook: "api-down" }))).toEqual([]);
    expect(curveSection([]).blocks).toEqual([{ kind: "text", text: "Every share of failures is detected as soon as before." }]);
  });
  it("are one for each signal, with page and ticket of both revisions, under a name that a rename keeps", () => {
    expect(lowered).toMatchObject({ id: "prod--hastecrm--api--success", title: "hasteCRM API: bad share of http_requests_total" });
    expect(lowered.lines.map(({ audience, revision }) => `${audience} ${revision}`)).toEqual([
      "page before",
      "page after",
      "ticket before",
      "ticket after",
    ]);
    expect(lowered.changed).toEqual([
      "hasteCRM API: Availability burns its error budget fast",
      "hasteCRM API: Availability burns its error budget",
    ]);
  });
  it("have the limit at minimum traffic of the objective after the change, no further up than any alert goes", () => {
    const times = (points: readonly { readonly seconds?: number | null }[] = []) => points.flatMap(({ seconds }) => seconds ?? []);
    const { limit, lines } = lowered;
    expect(limit?.traffic).toBe("40/h");
    expect(limit?.points.at(-1)).toEqual({ rate: 1, seconds: 300 });
    expect(Math.max(...times(limit?.points))).toBeLessThanOrEqual(Math.max(...times(lines.flatMap(({ points }) => points))));
    const [picture] = curveSection([lowered]).blocks.filter((block) => block.kind === "picture");
    expect(picture?.svg).toContain("limit at 40/h");
    expect(picture?.alt).toMatch(/ Dashed beside it: the limit of any alert at minimum traffic \(40\/h\)\.$/);
  });
  it("have no limit where the traffic is not known", () => {
    const silent: Edit = (catalog) => Object.assign(apiOf(catalog)?.signals.success ?? {}, { "minimum-traffic": undefined });
    const both: Edit = (catalog) => {
      silent(catalog);
      slo({ target: "99.5%" })(catalog);
    };
    const without = the(curvesOf(pairsOf(alertsAs(silent), alertsAs(both))));
    expect(without.limit).toBeUndefined();
    expect(JSON.stringify(curveSection([without]).blocks)).not.toContain("limit at");
  });
  it("hold the exact time of the quickest alert at each share, and what is never told", () => {
    const alerts = base.filter(({ entry, route }) => route.kind === "page" && /^hastecrm\/api\/(availability|errors)$/.test(entry));
    const page = lowered.lines.find(({ audience, revision }) => audience === "page" && revision === "before");
    expect(page?.points.length).toBeGreaterThan(80);
    for (const { rate, seconds } of page?.points ?? []) {
      const times = alerts.map((alert) => timeToDetect(alert, new Fraction(rate)) ?? Number.POSITIVE_INFINITY);
      expect(seconds ?? Number.POSITIVE_INFINITY).toBe(Math.min(...times));
    }
    const never = page?.points.filter(({ seconds }) => seconds === null).map(({ rate }) => rate) ?? [];
    expect(Math.max(...never)).toBeCloseTo(0.006, 6);
    expect(Math.max(...never)).toBeLessThan(0.006);
  });
  it("leave a ticket out where its page has told already", () => {
    const ticket = lowered.lines.find(({ audience, revision }) => audience === "ticket" && revision === "before");
    const told = ticket?.points.filter(({ seconds }) => typeof seconds === "number").map(({ rate }) => rate) ?? [];
    expect([Math.min(...told), Math.max(...told)].map((rate) => Number(rate.toPrecision(3)))).toEqual([0.001, 0.006]);
    expect(Math.max(...told)).toBeLessThan(0.006);
  });
  it("tell in rows who hears of round shares and of the ends, when, and what the objective allows", () => {
    const rows = rowsIn(curveSection([lowered]).blocks);
    expect(rows).toEqual([
      "0.1% | ticket 3d | *no alert (within the objective)*",
      "0.2% | ticket 1d 12h | *no alert (within the objective)*",
      "0.5% | ticket 14h 24m | *ticket 3d*",
      "0.6% | page 6h | *ticket 2d 12h*",
      "1% | page 3h 36m | *ticket 1d 12h*",
      "2% | page 44m | *ticket 18h*",
      "3% | page 29m | *page 6h*",
      "5% | page 18m | *page 3h 36m*",
      "10% | page 8m | page 8m",
      "20% | page 5m | *page 7m*",
      "50% | page 2m | *page 6m*",
      "100% | page 1m | *page 5m*",
    ]);
  });
  it("have a round share between two ends that no usual one parts", () => {
    const { rows } = the(changed(slo({ target: "99.85%" })));
    expect(rows.map(({ share: text }) => text)).toEqual(expect.arrayContaining(["0.6%", "0.75%", "0.9%"]));
  });
  it("show a new page in shadow as notifying no one", () => {
    const { lines, rows } = the(changed(slo({ stage: "shadow" })));
    expect(new Set(lines.map(({ audience }) => audience))).toEqual(new Set(["page", "ticket", "shadow"]));
    expect(rowsIn(curveSection([{ ...lowered, rows }]).blocks)).toContain("2% | page 44m | *no alert (shadow 44m)*");
  });
  it("show what only a quiet hour changes in its own table, without a picture", () => {
    const quiet = the(changed(rule(share("5%", "5m", 2))));
    expect(quiet).toMatchObject({ lines: [], rows: [], quiet: { traffic: "40/h" } });
    const { blocks } = curveSection([quiet]);
    expect(blocks.map(({ kind }) => kind)).toEqual(["text", "text", "table"]);
    expect(rowsIn(blocks)).toContain("100% | page 15m | *page 8m* | 5m");
  });
  it("compare a quiet hour with the limit of every alert on the objective", () => {
    const rows = rowsIn(curveSection([lowered]).blocks.flatMap((block) => (block.kind === "details" ? block.blocks : [])));
    expect(rows.at(-1)).toMatch(/^100% \| .* \| 5m$/);
    expect(rows[0]).toMatch(/\| -$/);
  });
  it("fold away what changes after somebody else was told already", () => {
    // The page on the budget is there first at every share, by day and by night.
    const late = alertsAs(rule({ ...share("5%", "6h", 10), for: "6h" }));
    const later = curvesOf(pairsOf(late, alertsAs(rule({ ...share("5%", "6h", 10), for: "7h" }))));
    expect(the(later)).toMatchObject({ lines: [], rows: [], changed: ["hasteCRM API: High error rate"] });
    expect(curveSection(later).blocks).toMatchObject([
      { kind: "text" },
      { kind: "details", summary: "1 alert fires at another time, after another has notified already" },
    ]);
  });
  it("say where before and after count other events", () => {
    const other: Edit = (catalog) =>
      Object.assign(apiOf(catalog)?.signals.success ?? {}, { events: { of: "requests", bad: { status: { "starts-with": "4" } } } });
    const both: Edit = (catalog) => {
      other(catalog);
      slo({ target: "99.5%" })(catalog);
    };
    const curve = the(changed(both));
    expect(curve.otherEvents).toBe(true);
    expect(curveSection([curve]).blocks[0]).toMatchObject({ text: [{}, expect.stringContaining("count other events as bad")] });
    expect(lowered.otherEvents).toBeUndefined();
  });
  it("draw an alert that is new or gone against silence", () => {
    const alone = base.filter(({ name }) => name.startsWith("hastecrm--api--availability--"));
    const gone = the(curvesOf(pairsOf(alone, [])));
    expect(
      gone.lines.filter(({ revision }) => revision === "after").flatMap(({ points }) => points.map(({ seconds }) => seconds ?? null)),
    ).toEqual(expect.not.arrayContaining([expect.any(Number)]));
    expect(rowsIn(curveSection([gone]).blocks)).toContain("100% | page 1m | *no alert*");
  });
});

describe("the section of curves", () => {
  it("has a picture and a table for each, and only tables, folded, beyond the budget of pictures", () => {
    const { blocks } = curveSection([lowered, { ...lowered, id: "other" }], 1);
    expect(blocks.map(({ kind }) => kind)).toEqual(["text", "picture", "table", "details", "details"]);
  });
  it("says the picture in words, and names a file for each", () => {
    const [picture] = curveSection([lowered]).blocks.filter((block) => block.kind === "picture");
    expect(picture?.file).toBe("detection--prod--hastecrm--api--success.svg");
    expect(picture?.alt).toContain("2%: page 44m before, ticket 18h after");
    expect(picture?.svg).toContain(">page, before</text>");
  });
  it("is plain data but for the picture", () => {
    expect(JSON.parse(JSON.stringify(lowered))).toEqual(lowered);
  });
  it("costs next to nothing for ten thousand alerts that are as before", () => {
    const pairs = pairsOf(base, alertsAs());
    const many = Array.from({ length: Math.ceil(10_000 / pairs.length) }, () => pairs).flat();
    const from = process.cpuUsage();
    expect(curvesOf(many)).toEqual([]);
    const { user, system } = process.cpuUsage(from);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});
