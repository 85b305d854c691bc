import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { prometheus } from "../../../artifacts/prometheus/target.ts";
import type { Resolved } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { addresses, byItself, groupsOf } from "../by-itself.ts";

const texts = z.record(z.string(), z.string());
const filesOf = (resolved: Resolved) =>
  Object.fromEntries(prometheus.files(resolved, alertsOf(resolved)).map(({ path, text }) => [path, load(text)]));

const ruleFileOf = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ alert: z.string().optional(), expr: z.string(), labels: texts, annotations: texts.default({}) })),
    }),
  ),
});

/** The alerting rules of the fast source. */
const rulesOf = (resolved: Resolved) =>
  Object.entries(filesOf(resolved))
    .filter(([path]) => path.startsWith("prometheus/fast-prom/rules/"))
    .flatMap(([, file]) => ruleFileOf.parse(file).groups)
    .flatMap(({ rules }) => rules.flatMap(({ alert, ...rule }) => (alert === undefined ? [] : [{ alert, ...rule }])));

describe("a Prometheus that evaluates by itself", () => {
  const files = filesOf(byItself("prod"));

  test("has a configuration and a rule file for each service, and no other source has files", () => {
    const services = groupsOf("fast-prom");
    expect(services).toEqual(expect.arrayContaining(["mill--stones", "shop--web", "source--fast-prom"]));
    expect(Object.keys(files)).toEqual([
      "prometheus/fast-prom/prometheus.yml",
      ...services.map((service) => `prometheus/fast-prom/rules/${service}.yml`),
    ]);
  });

  test("scrapes its jobs with the labels of the environment on every target, and tells every Alertmanager", () => {
    expect(files["prometheus/fast-prom/prometheus.yml"]).toEqual({
      global: {
        scrape_interval: "15s",
        scrape_timeout: "10s",
        evaluation_interval: "30s",
        external_labels: { cluster: "one", env: "prod" },
      },
      rule_files: ["rules/*.yml"],
      alerting: { alertmanagers: [{ static_configs: [{ targets: addresses }] }] },
      scrape_configs: [
        { job_name: "hosts", metrics_path: "/all", static_configs: [{ targets: ["host:9100"], labels: { cluster: "one", env: "prod" } }] },
        {
          job_name: "shop",
          metrics_path: "/metrics",
          static_configs: [{ targets: ["shop-1:80", "shop-2:80"], labels: { cluster: "one", env: "prod", service: "checkout" } }],
        },
      ],
    });
  });

  test("has the labels of the other environment there", () => {
    expect(filesOf(byItself("staging"))["prometheus/fast-prom/prometheus.yml"]).toMatchObject({
      global: { external_labels: { cluster: "one", env: "staging" } },
    });
  });

  test("waits for a target no longer than until the next scrape", () => {
    const quick = byItself("prod", ({ organization }) => Object.assign(organization.sources["fast-prom"] ?? {}, { scrape: "5s" }));
    expect(filesOf(quick)["prometheus/fast-prom/prometheus.yml"]).toMatchObject({
      global: { scrape_interval: "5s", scrape_timeout: "5s" },
    });
  });

  test("has rules of its own alerts alone", () => {
    const own = alertsOf(byItself("prod")).filter(({ evaluator }) => evaluator.id === "fast-prom");
    expect(
      rulesOf(byItself("prod"))
        .map(({ alert }) => alert)
        .sort(),
    ).toEqual(own.map(({ name }) => name).sort());
    expect(own.length).toBeGreaterThan(10);
  });

  test("names the route of each rule, by the oldest id of the on-call service", () => {
    expect(rulesOf(byItself("prod")).find(({ alert }) => alert === "shop--web--stormed")?.labels).toEqual({
      severity: "urgent",
      priority: "P2",
      system: "shop",
      service: "web",
      environment: "prod",
      owner: "shop",
      slostack_route: "page--store--shop",
    });
  });

  test("tells page and ticket of one SLO apart, and from all other alerts", () => {
    const budgets = rulesOf(byItself("prod")).filter(({ labels }) => labels.slo !== undefined || labels.budget !== undefined);
    expect(
      budgets.filter(({ alert }) => alert.startsWith("shop--web--availability--")).map(({ labels: { slo, budget } }) => ({ slo, budget })),
    ).toEqual([
      { slo: "availability", budget: "page" },
      { slo: "availability", budget: "ticket" },
    ]);
    for (const { alert, labels } of budgets) expect(alert).toMatch(new RegExp(`--${labels.slo}--${labels.budget}$`));
  });

  test("takes text of the catalog literally", () => {
    const braces = byItself("prod", ({ systems }) => {
      for (const { services } of systems)
        for (const { alerts } of Object.values(services)) for (const alert of Object.values(alerts)) alert.title = "{{ $value }}";
    });
    expect(rulesOf(braces).find(({ alert }) => alert === "shop--web--stormed")?.annotations.title).toContain('{{"{{"}} $value }}');
  });

  test("gives a sign of life all the time, if somebody misses it", () => {
    const missed = byItself("prod", ({ organization }) => {
      Object.assign(organization.sources, {
        outside: { ...organization.sources["fast-prom"], kind: "better-stack", evaluator: "better-stack" },
      });
      organization["dead-man"] = {
        receiver: "outside",
        every: "10m",
        grace: "5m",
        owner: "shop",
        "on-call": "shop",
        severity: "critical",
        runbook: "source-silent",
      };
    });
    const name = "watchdog--fast-prom";
    expect(
      rulesOf(missed)
        .filter(({ expr }) => expr === "vector(1)")
        .map(({ alert, labels }) => ({ alert, labels })),
    ).toEqual([{ alert: name, labels: { environment: "prod", source: "fast-prom", slostack_route: name } }]);
  });

  test("is refused where there is no Alertmanager", () => {
    const alone = byItself("prod", ({ organization }) => {
      organization.alertmanager = undefined;
    });
    expect(() => filesOf(alone)).toThrow("fast-prom evaluates its own rules, but there is no Alertmanager");
  });

  test("is refused where series are told apart by a label that every alert has", () => {
    const clash = byItself("prod", ({ organization }) => {
      organization.sources["slow-prom"] = { ...(organization.sources["fast-prom"] ?? Object.create(null)) };
    });
    const alerts = alertsOf(clash).map((alert) =>
      alert.when.kind === "value" && alert.when.signal.by.length > 0
        ? { ...alert, when: { ...alert.when, signal: { ...alert.when.signal, by: ["owner"] } } }
        : alert,
    );
    expect(() => prometheus.files(clash, alerts)).toThrow(/by owner, which every alert already has/);
  });
});

test("a Prometheus that Grafana asks has a configuration if it has jobs, without rules and without an Alertmanager", () => {
  const shown = byItself("prod", ({ organization }) => Object.assign(organization.sources["fast-prom"] ?? {}, { evaluator: "grafana" }));
  const files = filesOf(shown);
  expect(Object.keys(files)).toEqual(["prometheus/fast-prom/prometheus.yml"]);
  const config = files["prometheus/fast-prom/prometheus.yml"];
  expect(config).not.toHaveProperty("rule_files");
  expect(config).not.toHaveProperty("alerting");
});

describe("a source with a native histogram", () => {
  const asked = (edit: Parameters<typeof byItself>[1]) =>
    z.object({ global: z.record(z.string(), z.unknown()) }).parse(filesOf(byItself("prod", edit))["prometheus/fast-prom/prometheus.yml"])
      .global;
  const natively = (metrics: readonly string[] | "every", form: Readonly<Record<string, unknown>>) =>
    asked(({ systems }) => {
      for (const [system, service] of systems.flatMap((one) =>
        Object.values(one.services).map((service) => [one.system, service] as const),
      )) {
        const all: Record<string, object> = service.metrics;
        for (const [id, given] of Object.entries(all)) {
          if (!("buckets" in given) || (metrics !== "every" && (system !== "shop" || !metrics.includes(id)))) continue;
          const { buckets, ...metric } = given;
          Object.assign(all, { [id]: { ...metric, ...("buckets" in form && { buckets }), native: true } });
        }
      }
    });

  test("scrapes it natively, and keeps the buckets of others that have both", () => {
    expect(natively(["duration"], {})).toMatchObject({ scrape_native_histograms: true, always_scrape_classic_histograms: true });
    expect(natively(["duration"], { buckets: true })).toMatchObject({ always_scrape_classic_histograms: true });
  });

  test("keeps no buckets where nothing reads any, and asks for nothing where nothing is native", () => {
    expect(natively("every", {})).toMatchObject({ scrape_native_histograms: true });
    expect(natively("every", {})).not.toHaveProperty("always_scrape_classic_histograms");
    expect(natively([], {})).not.toHaveProperty("scrape_native_histograms");
  });
});
