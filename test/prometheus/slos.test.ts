import { beforeAll, describe, expect, it } from "vitest";
import { resolvedCatalog, watch } from "./catalog.ts";
import { simulate } from "./promtool.ts";
import { isEvents, sloCases } from "./slo-cases.ts";

const watched = watch(resolvedCatalog("catalog"));
const simulations = watched.slos.filter(isEvents).flatMap((slo) => sloCases(watched, slo));

describe("page and ticket of every SLO, minute by minute in real Prometheus", () => {
  let verdicts = new Map<string, string>();
  beforeAll(async () => {
    verdicts = await simulate(simulations);
  });

  it("has an SLO to simulate", () => {
    expect(simulations.length).toBeGreaterThan(0);
  });
  it.each(simulations.map(({ name }) => name))("%s", (name) => {
    expect(verdicts.get(name)).toBe("");
  });
});
