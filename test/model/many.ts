import type { Edit } from "./edited.ts";

const slosPerFile = 100;
const slosPerService = 10;

/** Systems with so many SLOs between them, ten a service and a hundred a file. */
export function manySlos(count: number): Edit[] {
  const files: Edit[] = [];
  for (let first = 0; first < count; first += slosPerFile) {
    const services = Array.from({ length: Math.ceil(Math.min(slosPerFile, count - first) / slosPerService) }, (_, index) =>
      serviceText(index),
    ).join("");
    const head = [
      `system: many-${first}`,
      `name: Many ${first}`,
      "owner: shop",
      "on-call: shop",
      "source: prom",
      "policy: standard",
      "services:",
    ];
    files.push({ file: `systems/many-${first}.yaml`, write: `${head.join("\n")}\n${services}` });
  }
  return files;
}

function serviceText(index: number): string {
  const slos = Array.from(
    { length: slosPerService },
    (_, slo) => `      slo-${slo}: { signal: success, target: 99.9%, runbook: fix }\n`,
  ).join("");
  return `  service-${index}:
    name: Service ${index}
    where: { service: service-${index} }
    metrics:
      requests: { counter: http_requests_total, labels: [status] }
    signals:
      success: { events: { of: requests, bad: { status: { starts-with: "5" } } }, quiet-traffic: 400/h }
    slos:
${slos}`;
}
