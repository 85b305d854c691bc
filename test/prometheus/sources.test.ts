import { describe, expect, it } from "vitest";
import { isSelfEvaluated } from "../../artifacts/prometheus/own.ts";
import { ruleFile } from "../../artifacts/prometheus/rules.ts";
import { resolvedCatalog, watch } from "./catalog.ts";
import { floorCases } from "./floor-cases.ts";
import { ruleCases } from "./rule-cases.ts";
import { serviceCases } from "./service-cases.ts";
import { isEvents, sloCases } from "./slo-cases.ts";
import { sourceCases } from "./source-cases.ts";
import { holds } from "./suite.ts";

const watched = watch(resolvedCatalog("catalog"));
const sources = watched.alerts.filter((alert) => alert.kind === "source" && isSelfEvaluated(alert));

describe("sources that evaluate by themselves, minute by minute in real Prometheus", () => {
  holds(sources.flatMap(sourceCases));
});

describe("the rule tests", () => {
  const alerted = new Set(watched.alerts.map(({ service }) => service?.path));
  const services = watched.resolved.systems.flatMap((system) => system.services).filter(({ path }) => alerted.has(path));
  const simulations = [
    ...watched.slos.filter(isEvents).flatMap((slo) => sloCases(watched, slo)),
    ...watched.rules.flatMap((rule) => ruleCases(watched, rule)),
    ...services.flatMap((service) => serviceCases(watched, service)),
    ...floorCases(),
    ...sources.flatMap(sourceCases),
  ];
  const rendered = ruleFile(watched.alerts).groups.flatMap(({ rules }) => rules.flatMap((rule) => ("alert" in rule ? [rule.alert] : [])));

  it.each(rendered)("%s fires in one of them, and is silent at some time", (name) => {
    const looking = simulations.filter(({ alerts, recordOnly }) => !recordOnly && alerts.some((alert) => alert.name === name));
    const firing = looking.map(({ fires, minutes }) =>
      (fires[name] ?? []).reduce((sum, [start, end]) => sum + Math.min(end, minutes + 1) - start, 0),
    );
    expect(firing.some((length) => length > 0)).toBe(true);
    expect(looking.some(({ minutes }, index) => (firing[index] ?? 0) < minutes)).toBe(true);
  });

  it("leave out no alert of a Prometheus but those of sources that Grafana asks", () => {
    const expected = watched.alerts.filter((alert) => alert.kind !== "source" || isSelfEvaluated(alert)).map(({ name }) => name);
    expect([...rendered].sort()).toEqual([...expected].sort());
  });
});
