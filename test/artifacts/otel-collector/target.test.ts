import Fraction from "fraction.js";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { rendered } from "./rendered.ts";

const policy = z.looseObject({ name: z.string(), type: z.string() });
const config = z.object({
  receivers: z.object({ otlp: z.object({ protocols: z.record(z.string(), z.object({ endpoint: z.string() })) }) }),
  processors: z.object({
    memory_limiter: z.object({ check_interval: z.string() }),
    tail_sampling: z.object({
      decision_wait: z.string(),
      num_traces: z.number(),
      expected_new_traces_per_sec: z.number(),
      policies: z.array(policy),
    }),
    resource: z.unknown(),
  }),
  exporters: z.unknown(),
  service: z.object({ pipelines: z.record(z.string(), z.object({ processors: z.array(z.string()) })) }),
});
const configOf = (...of: Parameters<typeof rendered>) => config.parse(load(rendered(...of)));
const policiesOf = (...of: Parameters<typeof rendered>) => configOf(...of).processors.tail_sampling.policies;

describe("the collector of hasteCRM", () => {
  const prod = configOf("prod");

  test("keeps what fails, what takes longer than two seconds, each journey, and one in ten of the rest", () => {
    const journey = (name: string, route: string) => ({
      name: `journey-${name}-http.target`,
      type: "string_attribute",
      string_attribute: {
        key: "http.target",
        values: [`^${route}(?:[/?#]|$)`],
        enabled_regex_matching: true,
        cache_max_size: 10_000,
      },
    });
    expect(prod.processors.tail_sampling.policies).toEqual([
      { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
      {
        name: "errors-http.status_code",
        type: "numeric_attribute",
        numeric_attribute: { key: "http.status_code", min_value: 500, max_value: 599 },
      },
      { name: "slow", type: "latency", latency: { threshold_ms: 2000 } },
      journey("contact", "/api/contacts"),
      journey("email-sync", "/api/webhooks/email"),
      journey("login", "/auth"),
      { name: "ordinary", type: "probabilistic", probabilistic: { sampling_percentage: 10 } },
    ]);
  });

  test("waits until a slow trace is known as one, and has room for all that wait", () => {
    const { decision_wait, num_traces, expected_new_traces_per_sec } = prod.processors.tail_sampling;
    expect(decision_wait).toBe("32s");
    expect(expected_new_traces_per_sec * 32).toBeLessThanOrEqual(num_traces);
    expect(configOf("prod", (tracing) => ({ ...tracing, slowerThan: 90.5 })).processors.tail_sampling.decision_wait).toBe("121s");
  });

  test("refuses first when memory is short, and marks what it keeps with its environment", () => {
    expect(prod.service.pipelines.traces?.processors).toEqual(["memory_limiter", "tail_sampling", "resource", "batch"]);
    const marks = [prod, configOf("staging")].map(({ processors }) => processors.resource);
    expect(marks).toEqual(
      ["prod", "staging"].map((value) => ({ attributes: [{ key: "deployment.environment.name", value, action: "upsert" }] })),
    );
  });

  test("is heard on this machine alone unless told otherwise, and holds neither address nor key of the receiver", () => {
    const variable = (name: string) => `\${env:${name}}`;
    const host = variable("COLLECTOR_HOST:-127.0.0.1");
    const listens = Object.values(prod.receivers.otlp.protocols).map(({ endpoint }) => endpoint);
    expect(listens).toEqual([`${host}:4317`, `${host}:4318`]);
    expect(prod.exporters).toEqual({ otlp_http: { endpoint: variable("TRACES_ENDPOINT"), headers: variable("TRACES_HEADERS") } });
  });
});

describe("policies follow the catalog", () => {
  test("without a limit no trace is slow, and a third is a third", () => {
    const policies = policiesOf("prod", ({ slowerThan: _, ...tracing }) => ({ ...tracing, sample: new Fraction(1, 3) }));
    expect(policies.map(({ name }) => name)).not.toContain("slow");
    expect(policies.at(-1)).toMatchObject({ probabilistic: { sampling_percentage: 100 / 3 } });
  });

  test("spans of the newer convention, or of both, are read where the application sets them", () => {
    const both = ["http.target", "http.status_code", "url.path", "http.response.status_code"];
    const names = policiesOf("prod", (tracing) => ({ ...tracing, attributes: both })).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(both.map((key) => expect.stringMatching(new RegExp(`^(errors|journey-login)-${key}$`)))));
  });
});
