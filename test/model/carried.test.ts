import { expect, test } from "vitest";
import { loadCatalog } from "../../language.ts";
import { withCatalog } from "./edited.ts";

/** Problems of the base catalog whose service, SLO and alert have these keys as well. */
const problemsOf = (of: { service?: string; slo?: string; alert?: string }): string[] =>
  withCatalog(
    [
      {
        file: "systems/shop.yaml",
        replace: "    where: { service: api }\n",
        with: `    where: { service: api }\n    ${of.service ?? ""}\n`,
      },
      { file: "systems/shop.yaml", replace: "target: 95%, runbook: fix }", with: `target: 95%, runbook: fix, ${of.slo ?? ""} }` },
      {
        file: "systems/shop.yaml",
        replace: "missing: fire, severity: critical, runbook: fix }",
        with: `missing: fire, severity: critical, runbook: fix, ${of.alert ?? ""} }`,
      },
    ],
    (dir) => loadCatalog(dir).problems.map(({ at, code, what, way }) => `${at} ${code}: ${what}; ${way}`),
  );

test("services, SLOs and alerts may have labels and links", () => {
  const both =
    'labels: { cost_center: CC-4711, tier_name: "1" }, links: { Cost dashboard: "https://costs.example.com:8443/a?b=c&d=%28e%29#f" }';
  expect(problemsOf({ service: both.replace(", links", "\n    links"), slo: both, alert: both })).toEqual([]);
});

test.each([
  ["severity", "alerts and objectives already have a label or tag"],
  ["env", "alerts and objectives already have a label or tag"],
  ["slostack_route", "alerts and objectives already have a label or tag"],
  ["grafana_folder", "Grafana's alerts already have a label"],
  ["status", "series of the service have a label"],
  ["instance", "series of the service have a label"],
])("the label %s is taken", (name, what) => {
  const labels = `labels: { ${name}: one }`;
  const said = (at: string) => `shop/api${at}/labels/${name} label-taken: ${what} "${name}"`;
  const found = problemsOf({ service: labels, slo: labels, alert: labels });
  expect(found).toHaveLength(3);
  for (const at of ["", "/slos/latency", "/alerts/down"])
    expect(found.find((one) => one.startsWith(said(at)))).toContain("use another name, such as cost_center");
});

test.each([
  ["labels: { cost-center: one }", "labels/cost-center invalid-form"],
  ["labels: { cost_center: two words }", "labels/cost_center invalid-form"],
  ["labels: { cost_center: 4711 }", "labels/cost_center wrong-type"],
  [`labels: { ${[..."abcdefghi"].map((name) => `${name}: x`).join(", ")} }`, "labels out-of-range"],
  ["links: { Costs: http://costs.example.com }", "links/Costs invalid-form"],
  ['links: { Costs: "https://ada:secret@costs.example.com" }', "links/Costs invalid-form"],
  ['links: { Costs: "https://costs.example.com/a b" }', "links/Costs invalid-form"],
  ['links: { Costs: "https://costs.example.com/{{a}}" }', "links/Costs invalid-form"],
  ['links: { "Costs: all": "https://costs.example.com" }', "links/Costs: all invalid-form"],
])("%s is refused", (alert, what) => {
  const found = problemsOf({ alert });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`shop/api/alerts/down/${what}`);
});
