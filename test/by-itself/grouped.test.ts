import { load } from "js-yaml";
import { expect, test } from "vitest";
import { type PrometheusRulesArgs, prometheusRules } from "../../by-itself/prometheus-rules.ts";

const args: PrometheusRulesArgs = {
  name: "checkout",
  service: "checkout",
  owner: "payments",
  environment: "prod",
  labels: { env: "prod" },
  sli: { total: "http_requests_total", bad: { code: { startsWith: "5" } }, minimumTraffic: "200/h", by: ["tenant"], atMost: 50 },
  target: "99.9%",
  runbook: "https://runbooks.example.com/checkout",
};
interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert?: string; readonly expr: string; readonly annotations?: object }[];
  }[];
}

test("one SLO by itself has groups: recordings keep the label, alerts name it, and too many are a ticket", () => {
  const rules = (load(prometheusRules(args)) as Rules).groups.flatMap((group) => group.rules);
  expect(rules.flatMap(({ alert }) => alert ?? [])).toEqual([
    "checkout--page",
    "checkout--ticket",
    "checkout--sli--groups",
    "checkout--total--absent",
  ]);
  expect(rules[0]?.expr).toBe('round(sum by (tenant) (rate(http_requests_total{env="prod"}[3m])) * 60, 0.001)');
  expect(rules.find(({ alert }) => alert === "checkout--sli--groups")?.expr).toMatch(/^count\(sli:events:increase1m\{.*\}\) > 50$/);
  expect(rules.find(({ alert }) => alert === "checkout--page")?.annotations).toMatchObject({
    title: expect.stringMatching(/: tenant \{\{ \$labels\.tenant \}\}$/),
    summary: expect.stringMatching(/^tenant \{\{ \$labels\.tenant \}\}: /),
  });
});

test("groups without a limit are a fault of the argument", () => {
  const { atMost: _, ...sli } = args.sli as PrometheusRulesArgs["sli"] & { atMost?: number };
  expect(() => prometheusRules({ ...args, sli: sli as PrometheusRulesArgs["sli"] })).toThrow(/sli: by makes a series of every recording/);
  expect(() => prometheusRules({ ...args, sli: { ...args.sli, by: ["service"] } })).toThrow(/sli\.by/);
});
