import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";
import { selfEvaluated } from "./made-catalog.ts";

/** SLOs that the profile gives to each service. */
export const slosPerService = 3;
const servicesPerSystem = 10;

const profile = `profile: http
parameters:
  fast: { default: 200ms }
  traffic: { default: 40/h }
metrics:
  requests: { counter: http_requests_total, labels: [method, status] }
  duration: { histogram: http_request_duration_seconds, unit: s, labels: [method], buckets: [100ms, 200ms, 500ms, 1s] }
  up: { gauge: up, range: [0, 1] }
signals:
  success: { events: { of: requests, bad: { status: { starts-with: "5" } } }, minimum-traffic: $traffic }
  fast: { events: { of: duration, good: { under: $fast } }, minimum-traffic: $traffic }
  bearable: { events: { of: duration, good: { under: 1s } }, minimum-traffic: $traffic }
  alive: { value: { of: up, aggregation: min } }
slos:
  availability: { signal: success, target: 99.9%, runbook: any }
  latency: { signal: fast, target: 95%, runbook: any }
  patience: { signal: bearable, target: 99.5%, runbook: any }
alerts:
  down: { signal: alive, when: { below: 1 }, for: 2m, missing: fire, severity: critical, runbook: any }
`;

/** Every tenth service is slow and has a lower target, every seventh is busy: a company is not all alike. */
function serviceLine(service: string, index: number): string {
  const given = [...(index % 10 === 0 ? ["fast: 500ms"] : []), ...(index % 7 === 0 ? ["traffic: 5/s"] : [])];
  const use = given.length === 0 ? "http" : `{ profile: http, with: { ${given.join(", ")} } }`;
  const own = index % 10 === 0 ? ", slos: { availability: { target: 99.5% } }" : "";
  return `  ${service}: { name: ${service}, where: { service: ${service} }, use: [${use}]${own} }\n`;
}

/**
 * Writes the catalog of a company whose services all have the three SLOs of one profile, into `folder`: `catalog/`, with the runbook
 * beside it.
 *
 * @returns the folder of the catalog, and the file of the profile
 */
export function writeMadeCompany(folder: string, services: number): { readonly catalog: string; readonly profile: string } {
  const catalog = join(folder, "catalog");
  const runbooks = join(folder, "docs", "runbooks");
  for (const each of [join(catalog, "systems"), join(catalog, "profiles"), runbooks]) mkdirSync(each, { recursive: true });
  writeFileSync(join(runbooks, "any.md"), "# Any\n");
  writeFileSync(join(catalog, "organization.yaml"), dump(selfEvaluated));
  const file = join(catalog, "profiles", "http.yaml");
  writeFileSync(file, profile);
  const lines = Array.from({ length: services }, (_, index) => serviceLine(`service-${index}`, index));
  for (let first = 0; first < services; first += servicesPerSystem) {
    const system = `system-${first / servicesPerSystem}`;
    const head = `system: ${system}\nname: ${system}\nowner: team\non-call: team\nsource: prom\npolicy: standard\nservices:\n`;
    writeFileSync(join(catalog, "systems", `${system}.yaml`), head + lines.slice(first, first + servicesPerSystem).join(""));
  }
  return { catalog, profile: file };
}

/** Lines of every file of a catalog. */
export function linesOf(catalog: string): number {
  const files = readdirSync(catalog, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
  return files.reduce((sum, name) => sum + readFileSync(join(catalog, name), "utf8").trimEnd().split("\n").length, 0);
}
