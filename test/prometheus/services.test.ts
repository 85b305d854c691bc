import { describe, expect, it } from "vitest";
import { resolvedCatalog, watch } from "./catalog.ts";
import { ruleCases } from "./rule-cases.ts";
import { serviceCases } from "./service-cases.ts";
import { holds } from "./suite.ts";

const watched = watch(resolvedCatalog("catalog"));
const alerted = new Set(watched.alerts.map(({ service }) => service?.path));
const services = watched.resolved.systems.flatMap((system) => system.services).filter(({ path }) => alerted.has(path));
const rules = watched.rules.map((rule) => ruleCases(watched, rule));

describe("alert rules and absences, minute by minute in real Prometheus", () => {
  it("every rule has a case in which it fires and one in which it does not", () => {
    for (const cases of rules) {
      const firing = cases.map(({ fires }) => Object.values(fires).some((intervals) => intervals.length > 0));
      expect(new Set(firing)).toEqual(new Set([true, false]));
    }
  });
  holds([...rules.flat(), ...services.flatMap((service) => serviceCases(watched, service))]);
});
