import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";

/** SLOs in one service, and services in one system: every size keeps this shape, so that growth is by number alone. */
const slosPerService = 10;
const servicesPerSystem = 10;

/** One made SLO, in the words that both tools need. */
export interface MadeSlo {
  readonly id: string;
  readonly service: string;
  readonly counter: string;
}

/** The made SLOs of each service, `slos` in all. */
function madeServices(slos: number): { service: string; slos: MadeSlo[] }[] {
  return Array.from({ length: Math.ceil(slos / slosPerService) }, (_, s) => {
    const service = `service-${s}`;
    const count = Math.min(slosPerService, slos - s * slosPerService);
    return { service, slos: Array.from({ length: count }, (_, k) => ({ id: `slo-${k}`, service, counter: `requests_${s}_${k}_total` })) };
  });
}

export const organization = {
  organization: "bench",
  name: "Bench",
  runbooks: "https://runbooks.example.com",
  "account-owner": "prod",
  environments: { prod: { is: { prometheus: { env: "prod" } } } },
  sources: {
    prom: {
      kind: "prometheus",
      datasource: "prom",
      scrape: "30s",
      evaluate: "30s",
      evaluator: "grafana",
      labels: ["env", "service"],
      owner: "team",
      "on-call": "team",
      severity: "critical",
      runbook: "any",
    },
  },
  severities: {
    critical: { priority: "P1", respond: "15m", route: "page" },
    warning: { priority: "P3", respond: "2h", route: "post" },
  },
  channels: { alerts: { slack: "#alerts" } },
  people: { ada: { name: "Ada", email: "ada@example.com", reach: ["sms"] } },
  teams: { team: { name: "Team", members: ["ada"], channel: "alerts" } },
  escalations: { team: { name: "Team", team: "team", levels: [{ person: "ada", wait: "15m" }] } },
  "on-call": { team: { name: "Team", escalation: "team" } },
  policies: {
    standard: {
      window: "30d",
      page: [
        { share: "2%", in: "1h" },
        { share: "5%", in: "6h" },
      ],
      ticket: [
        { share: "10%", in: "1d" },
        { share: "10%", in: "3d" },
      ],
      "page-severity": "critical",
      "ticket-severity": "warning",
      "least-bad-events": 10,
      "least-bad-minutes": 4,
    },
  },
};

/** The same company, whose Prometheus evaluates its rules itself, as one that has Sloth's does. */
export const selfEvaluated: Record<string, unknown> = {
  ...organization,
  sources: { prom: { ...organization.sources.prom, evaluator: "prometheus" } },
  alertmanager: { addresses: ["alertmanager:9093"] },
};

/**
 * Writes a catalog with that many availability SLOs (of `target` %, page and ticket) into `folder`: `catalog/` for slostack and,
 * with the same SLOs, `sloth/` with one specification a service.
 */
export function writeMadeCatalog(
  folder: string,
  slos: number,
  target = 99.9,
  company: Record<string, unknown> = organization,
): { catalog: string; sloth: string } {
  const catalog = join(folder, "catalog");
  const sloth = join(folder, "sloth");
  const runbooks = join(folder, "docs", "runbooks");
  for (const each of [join(catalog, "systems"), sloth, runbooks]) mkdirSync(each, { recursive: true });
  writeFileSync(join(runbooks, "any.md"), "# Any\n");
  writeFileSync(join(catalog, "organization.yaml"), dump(company));
  const services = madeServices(slos);
  for (let first = 0; first < services.length; first += servicesPerSystem) {
    const system = `system-${first / servicesPerSystem}`;
    const part = services.slice(first, first + servicesPerSystem);
    writeFileSync(join(catalog, "systems", `${system}.yaml`), dump(systemFile(system, part, target)));
  }
  for (const { service, slos } of services) writeFileSync(join(sloth, `${service}.yaml`), dump(slothFile(service, slos, target)));
  return { catalog, sloth };
}

function systemFile(system: string, services: { service: string; slos: MadeSlo[] }[], target: number): unknown {
  const entries = services.map(({ service, slos }) => [
    service,
    {
      name: service,
      where: { service },
      metrics: Object.fromEntries(slos.map((slo) => [slo.id, { counter: slo.counter, labels: ["status"] }])),
      signals: Object.fromEntries(
        slos.map((slo) => [slo.id, { events: { of: slo.id, bad: { status: { "starts-with": "5" } } }, "minimum-traffic": "1/s" }]),
      ),
      slos: Object.fromEntries(slos.map((slo) => [slo.id, { signal: slo.id, target: `${target}%`, runbook: "any" }])),
    },
  ]);
  return {
    system,
    name: system,
    owner: "team",
    "on-call": "team",
    source: "prom",
    policy: "standard",
    services: Object.fromEntries(entries),
  };
}

/** The same SLOs as a specification that Sloth reads (its `prometheus/v1`). */
export function slothFile(service: string, slos: readonly MadeSlo[], target = 99.9): unknown {
  return {
    version: "prometheus/v1",
    service,
    slos: slos.map((slo) => ({
      name: slo.id,
      objective: target,
      description: slo.id,
      sli: {
        events: {
          error_query: `sum(rate(${slo.counter}{env="prod",service="${service}",status=~"5.."}[{{.window}}]))`,
          total_query: `sum(rate(${slo.counter}{env="prod",service="${service}"}[{{.window}}]))`,
        },
      },
      alerting: { name: slo.id, page_alert: { labels: { severity: "critical" } }, ticket_alert: { labels: { severity: "warning" } } },
    })),
  };
}
