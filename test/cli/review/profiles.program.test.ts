import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { review } from "../../../cli/review.ts";
import { gitFolder } from "./git-folder.ts";

const profile = `profile: http
parameters: { fast: { default: 200ms }, label: { default: method } }
metrics:
  requests: { counter: http_requests_total, labels: [status] }
  duration: { histogram: http_duration_seconds, unit: s, labels: [$label], buckets: [200ms, 500ms] }
  up: { gauge: up, range: [0, 1] }
signals:
  success: { events: { of: requests, bad: { status: { starts-with: "5" } } }, minimum-traffic: 40/h }
  fast: { events: { of: duration, where: { method: GET }, good: { under: $fast } }, minimum-traffic: 40/h }
  alive: { value: { of: up, aggregation: min } }
slos:
  availability: { signal: success, target: 99.9%, runbook: fix }
  latency: { signal: fast, target: 95%, runbook: fix }
alerts:
  down: { signal: alive, when: { below: 1 }, for: 1m, missing: fire, severity: critical, runbook: fix }
`;

const system = (id: string, use: (index: number) => string = () => "http") => `system: ${id}
name: ${id.toUpperCase()}
owner: shop
on-call: shop
source: prom
policy: standard
services:
${Array.from({ length: 5 }, (_, index) => `  s-${index}: { name: "${id} ${index}", where: { service: ${id}-${index} }, use: [${use(index)}] }\n`).join("")}`;

async function reviewed(folder: ReturnType<typeof gitFolder>) {
  let text = "";
  const asked = { base: "HEAD", environment: "prod", format: "json", check: true, approvedBy: [] } as const;
  const code = await review({ ...asked, catalogDir: folder.catalog, write: (more) => (text += more), log: (more) => (text += more) });
  return { code, ...JSON.parse(text) };
}

function folderWithProfile() {
  const folder = gitFolder();
  folder.commit(
    { file: "profiles/http.yaml", write: profile },
    { file: "systems/web.yaml", write: system("web") },
    { file: "systems/pay.yaml", write: system("pay") },
  );
  return folder;
}

test("an edit of a profile is read from git, and said once", async () => {
  const folder = folderWithProfile();
  folder.edit({ file: "profiles/http.yaml", replace: "target: 99.9%", with: "target: 99%" });
  const { code, changes, verdict } = await reviewed(folder);
  expect(code).toBe(0);
  expect(changes.map(({ entry, services }: { entry: string; services: string[] }) => [entry, services.length])).toEqual([
    ["profiles/http/slos/availability", 10],
  ]);
  expect(verdict.directions).toMatchObject({ looser: 1 });
});

test("a service that a line of a profile does not fit leaves out its system alone", async () => {
  const folder = folderWithProfile();
  const file = join(folder.catalog, "systems/pay.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("use: [http]", "use: [{ profile: http, with: { label: verb } }]"));
  const { code, notCompared, findings } = await reviewed(folder);
  expect(code).toBe(1);
  expect(notCompared).toEqual([{ system: "pay", file: "catalog/systems/pay.yaml", at: "head" }]);
  expect(findings[0]).toMatchObject({ severity: "error", what: expect.stringContaining("catalog/profiles/http.yaml:9:44 unknown-label") });
  expect(findings[0].what).toContain("used by pay/s-0 (catalog/systems/pay.yaml:8:");
});

test("a faulty profile leaves out what uses it, and is one finding", async () => {
  const folder = folderWithProfile();
  folder.edit({ file: "profiles/http.yaml", replace: "profile: http", with: "profil: http" });
  const { code, notCompared, problems } = await reviewed(folder);
  expect(code).toBe(1);
  expect(problems.head.map(({ code: of }: { code: string }) => of)).toEqual(["unknown-key"]);
  expect(notCompared.map(({ file }: { file: string }) => file).sort()).toEqual([
    "catalog/profiles/http.yaml",
    "catalog/systems/pay.yaml",
    "catalog/systems/web.yaml",
  ]);
});
