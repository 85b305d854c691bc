import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogFiles, loadCatalog } from "../../language.ts";
import { report } from "../../model/report.ts";
import { root } from "../docs/markdown.ts";
import { type Edit, withCatalog } from "./edited.ts";

const now = Date.parse("2026-11-30T12:00:00Z");

const http = `profile: http
parameters:
  fast: { default: 200ms }
  status: { default: status }
  failed: { default: { starts-with: "5" } }
  traffic: {}
metrics:
  requests: { counter: http_requests_total, labels: [method, $status] }
  duration: { histogram: http_duration_seconds, unit: s, labels: [method], buckets: [100ms, 200ms, 500ms] }
  target: { gauge: up, range: [0, 1] }
signals:
  alive: { value: { of: target, aggregation: min } }
  success: { events: { of: requests, bad: { $status: $failed } }, minimum-traffic: $traffic }
  fast: { events: { of: duration, good: { under: $fast } }, minimum-traffic: $traffic }
slos:
  availability: { signal: success, target: 99.9%, floor: 99.5%, runbook: fix }
  latency: { signal: fast, target: 95%, runbook: fix }
alerts:
  down: { signal: alive, when: { below: 1 }, for: 1m, missing: fire, severity: critical, runbook: fix }
`;

const pay = (services: string) => `system: pay
name: Pay
owner: shop
on-call: shop
source: prom
policy: standard
services:
${services}`;

const profile = (write = http): Edit => ({ file: "profiles/http.yaml", write });
const system = (services: string): Edit => ({ file: "systems/pay.yaml", write: pay(services) });
const plain = "  card: { name: Card, where: { service: card }, use: [{ profile: http, with: { traffic: 40/h } }] }\n";

const loaded = (...edits: readonly Edit[]) =>
  withCatalog(edits, (catalog) => {
    const { catalog: checked, problems, locate } = loadCatalog(catalog, undefined, now);
    const at = ({ file, line, column }: { file: string; line: number; column: number }) => `${relative(catalog, file)}:${line}:${column}`;
    return {
      card: checked?.systems.find(({ system }) => system === "pay")?.services.card,
      from: [...(checked?.fromProfiles ?? [])],
      found: problems.map(({ code, at: path, place, what }) => ({
        code,
        at: path,
        place: at(place),
        what,
        related: (place.related ?? []).map((one) => `${one.as} ${one.at} ${at(one)}`),
      })),
      text: report(problems).map((line) => line.replaceAll(`${catalog}/`, "")),
      where: (path: string) => {
        const { place } = locate(path) ?? {};
        return place && [at(place), ...(place.related ?? []).map((one) => `${one.as} ${one.at} ${at(one)}`)];
      },
    };
  });

describe("a service that uses a profile", () => {
  test("has its entries, parameters replaced by their values, as if they were written", () => {
    const { card, found } = loaded(profile(), system(plain));
    const written = loaded(
      system(`  card:
    name: Card
    where: { service: card }
    metrics:
      requests: { counter: http_requests_total, labels: [method, status] }
      duration: { histogram: http_duration_seconds, unit: s, labels: [method], buckets: [100ms, 200ms, 500ms] }
      target: { gauge: up, range: [0, 1] }
    signals:
      alive: { value: { of: target, aggregation: min } }
      success: { events: { of: requests, bad: { status: { starts-with: "5" } } }, minimum-traffic: 40/h }
      fast: { events: { of: duration, good: { under: 200ms } }, minimum-traffic: 40/h }
    slos:
      availability: { signal: success, target: 99.9%, floor: 99.5%, runbook: fix }
      latency: { signal: fast, target: 95%, runbook: fix }
    alerts:
      down: { signal: alive, when: { below: 1 }, for: 1m, missing: fire, severity: critical, runbook: fix }
`),
    );
    expect(found).toEqual([]);
    const { use, ...rest } = card ?? {};
    expect(use).toEqual([{ profile: "http", with: { traffic: "40/h" } }]);
    expect(rest).toEqual(written.card);
  });

  test("says of its entries what is different, goes without some, and has others", () => {
    const { card, found } = loaded(
      profile(),
      system(`  card:
    name: Card
    where: { service: card }
    use: [{ profile: http, with: { traffic: 4/h, status: code, failed: ["500", "502"], fast: 500ms } }]
    metrics: { load: { gauge: cpu, unit: percent } }
    signals: { busy: { value: { of: load, aggregation: max } }, success: { minimum-traffic: 9/h } }
    slos: { availability: { target: 99.5%, floor: 99% }, latency: { off: true } }
    alerts: { hot: { signal: busy, when: { above: 80% }, for: 15m, missing: absence, severity: warning, runbook: fix },
              slow: { signal: fast, when: { bad-share: { above: 20%, over: 5m, least: 10 } }, for: 5m, missing: absence, severity: warning, runbook: fix } }
`),
    );
    expect(found).toEqual([]);
    expect(card?.slos).toEqual({ availability: { signal: "success", target: "99.5%", floor: "99%", runbook: "fix" } });
    expect(card?.signals.success).toEqual({ events: { of: "requests", bad: { code: ["500", "502"] } }, "minimum-traffic": "9/h" });
    expect(card?.signals.fast).toMatchObject({ events: { good: { under: "500ms" } }, "minimum-traffic": "4/h" });
    expect(Object.keys(card?.metrics ?? {})).toEqual(["requests", "duration", "target", "load"]);
    expect(card?.metrics.requests?.labels).toEqual(["method", "code"]);
  });

  test("knows of each entry from which profile it is, and where both are written", () => {
    const { from, where } = loaded(profile(), system(plain));
    expect(from).toContainEqual(["pay/card/slos/availability", { profile: "http", entry: "slos/availability" }]);
    expect(where("pay/card/availability")).toEqual(["profiles/http.yaml:16:3", "used by pay/card systems/pay.yaml:8:55"]);
  });
});

describe("a problem of what stands in two files", () => {
  test("is at the line of the profile, with the service that uses it", () => {
    const { found } = loaded(profile(http.replace("runbook: fix }\n  latency", "runbook: mend }\n  latency")), system(plain));
    expect(found).toEqual([
      {
        code: "missing-runbook",
        at: "pay/card/slos/availability/runbook",
        place: "profiles/http.yaml:16:74",
        what: 'there is no runbook "mend"',
        related: ["used by pay/card systems/pay.yaml:8:55"],
      },
    ]);
  });

  test("is one, however many services use the line", () => {
    const many = Array.from({ length: 120 }, (_, index) => plain.replace("card:", `card-${index}:`).replace("Card", `Card ${index}`)).join(
      "",
    );
    const { found, text } = loaded(profile(http.replace("runbook: fix }\n  latency", "runbook: mend }\n  latency")), system(many));
    expect(found.map(({ code, related }) => [code, related.length])).toEqual([["missing-runbook", 120]]);
    expect(text).toContain("    used by pay/card-4 (systems/pay.yaml:12:59)");
    expect(text).toContain("    used by 115 more services");
  });

  test("is at the value that a service gives, with the parameter that it is", () => {
    const { found } = loaded(profile(), system(plain.replace("40/h", "40")));
    expect(found.map(({ code, place, related }) => [code, place, related])).toEqual([
      ["missing-unit", "systems/pay.yaml:8:89", ["value of profiles/http/parameters/traffic profiles/http.yaml:6:3"]],
    ]);
  });

  test("is at what a service says instead, with the line that it overrides", () => {
    const { found } = loaded(profile(), system(plain.replace("] }\n", "], slos: { availability: { target: 100% } } }\n")));
    expect(found.map(({ code, place, related }) => [code, place, related])).toEqual([
      ["target-of-100", "systems/pay.yaml:8:132", ["overrides profiles/http/slos/availability/target profiles/http.yaml:16:36"]],
    ]);
  });
});

describe("a faulty profile", () => {
  test("is reported once, at its line, and what depends on it is left out", () => {
    const broken = http
      .replace("target: 99.9%", "target: 99.9")
      .replace("under: $fast", "under: $fats")
      .replace("default: 200ms", "default: 5");
    const { found } = loaded(profile(broken), system(plain + plain.replace("card:", "bank:").replace("Card", "Bank")));
    expect(found.map(({ code, place, related }) => [code, place, related.length])).toEqual([
      ["unused-parameter", "profiles/http.yaml:3:3", 0],
      ["unknown-parameter", "profiles/http.yaml:14:50", 0],
      ["missing-unit", "profiles/http.yaml:16:44", 0],
    ]);
  });

  test("is found although nothing uses it", () => {
    const { found } = loaded(profile(http.replace("target: 99.9%", "targt: 99.9%")));
    expect(found.map(({ code, at }) => [code, at])).toEqual([["unknown-key", "profiles/http/slos/availability/targt"]]);
  });

  test("of which nothing can be read is reported once", () => {
    const { found } = loaded(profile("profile: http\nslos: [\n"), system(plain));
    expect(found.map(({ code }) => code)).toEqual(["yaml-syntax"]);
  });

  test("has a default of a kind that its key does not take", () => {
    const { found } = loaded(
      profile(http.replace("  traffic: {}", "  traffic: { default: often }")),
      system(plain.replace("with: { traffic: 40/h }", "with: {}")),
    );
    expect(found.map(({ code, place }) => [code, place])).toEqual([["invalid-form", "profiles/http.yaml:6:23"]]);
  });
});

describe("the object form", () => {
  const catalog = (name: string) => withCatalog([profile(), system(plain)], (folder) => readFileSync(join(folder, name), "utf8"));

  test("has a list of profiles, and its files are loaded as it is", async () => {
    const { load } = await import("js-yaml");
    const object = {
      organization: load(readFileSync(join(root, "test/model/base/catalog/organization.yaml"), "utf8")),
      systems: [load(catalog("systems/pay.yaml"))],
      profiles: [load(catalog("profiles/http.yaml"))],
    };
    const files = catalogFiles(object as never);
    expect(files.map(({ path }) => path)).toEqual(["organization.yaml", "systems/pay.yaml", "profiles/http.yaml"]);
    const { catalog: checked, problems } = loadCatalog(object as never, undefined, now);
    expect(problems).toEqual([]);
    expect(Object.keys(checked?.systems[0]?.services.card?.slos ?? {})).toEqual(["availability", "latency"]);
  });
});
