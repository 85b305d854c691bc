import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../../artifacts/kubernetes/object.ts";
import { kubernetes } from "../../../artifacts/kubernetes/target.ts";
import { prometheus } from "../../../artifacts/prometheus/target.ts";
import { loadCatalog } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { withCatalog } from "../../model/edited.ts";
import { byItself, groupsOf } from "../by-itself.ts";
import { inCluster, objectsOf } from "./in-cluster.ts";

const object = (text: string) => load(text) as KubernetesObject;
const specOf = (text: string) =>
  object(text).spec as { readonly groups: readonly { readonly rules: readonly Record<string, unknown>[] }[] };

describe("objects of a cluster", () => {
  const files = objectsOf(inCluster("artificial", "prod"));

  test("are none without a cluster", () => {
    const resolved = byItself("prod");
    expect(kubernetes.files(resolved, alertsOf(resolved))).toEqual([]);
  });

  test("are rules for each service, a scrape configuration for each job, and one configuration of routes", () => {
    const services = groupsOf("fast-prom");
    expect(services).toEqual(expect.arrayContaining(["mill--stones", "shop--web", "source--fast-prom"]));
    expect(files.map(({ path, text }) => [path, object(text).kind, object(text).metadata.name])).toEqual([
      ...services.map((service) => [`kubernetes/fast-prom/rules/${service}.yaml`, "PrometheusRule", `prod--fast-prom--${service}`]),
      ["kubernetes/fast-prom/scrape/hosts.yaml", "ScrapeConfig", "prod--fast-prom--hosts"],
      ["kubernetes/fast-prom/scrape/shop.yaml", "ScrapeConfig", "prod--fast-prom--shop"],
      ["kubernetes/alertmanager.yaml", "AlertmanagerConfig", "prod--slostack"],
    ]);
    for (const { text } of files)
      expect(object(text).metadata).toMatchObject({
        namespace: "monitoring",
        labels: { release: "prom", "app.kubernetes.io/managed-by": "slostack", "slostack/environment": "prod" },
      });
  });

  test("hold the rules of the files, with the namespace on each alert", () => {
    const resolved = byItself("prod");
    const plain = prometheus.files(resolved, alertsOf(resolved)).filter(({ path }) => path.includes("/rules/"));
    const rules = files.filter(({ path }) => path.includes("/rules/"));
    expect(rules).toHaveLength(plain.length);
    for (const [index, { text, from }] of rules.entries()) {
      const { groups } = load(plain[index]?.text ?? "") as ReturnType<typeof specOf>;
      const meant = groups.map((group) => ({
        ...group,
        rules: group.rules.map((rule) =>
          "alert" in rule ? { ...rule, labels: { ...(rule.labels as object), namespace: "monitoring" } } : rule,
        ),
      }));
      expect(specOf(text).groups).toEqual(meant);
      expect(from).toEqual(["kubernetes", ...(plain[index]?.from ?? [])]);
    }
  });

  test("leave the labels of alerts as they are where routes take any namespace", () => {
    for (const { path, text } of objectsOf(inCluster("artificial", "prod", { matcher: "none" })))
      if (path.includes("/rules/"))
        for (const rule of specOf(text).groups.flatMap(({ rules }) => rules))
          if ("alert" in rule) expect(rule.labels).not.toHaveProperty("namespace");
  });

  test("are rules of the other operator where that runs", () => {
    const [first] = objectsOf(inCluster("artificial", "prod", { operator: "victoria-metrics" }));
    const [same] = files;
    expect(object(first?.text ?? "")).toEqual({
      ...object(same?.text ?? ""),
      apiVersion: "operator.victoriametrics.com/v1beta1",
      kind: "VMRule",
    });
  });
});

describe("a signal by namespace", () => {
  const problemsOf = (matcher: string) =>
    withCatalog(
      [
        {
          file: "organization.yaml",
          replace: "evaluator: grafana",
          with: "evaluator: prometheus",
        },
        {
          file: "organization.yaml",
          replace: "account-owner: prod\n",
          with: `account-owner: prod\nalertmanager: { addresses: [alertmanager:9093] }\nkubernetes: { namespace: monitoring, matcher: ${matcher} }\n`,
        },
        { file: "systems/shop.yaml", replace: "labels: [core]", with: "labels: [core, namespace]" },
        { file: "systems/shop.yaml", replace: "by: [core]", with: "by: [core, namespace]" },
      ],
      (folder) => loadCatalog(folder).problems.map(({ code, at }) => `${code} ${at}`),
    );

  test("is refused where the rule has that label of its object, and taken where it has not", () => {
    expect(problemsOf("namespace")).toEqual(["label-taken shop/api/signals/busy/value/by/1"]);
    expect(problemsOf("none")).toEqual([]);
  });
});
