import { describe } from "vitest";
import { resolvedCatalog, watch } from "./catalog.ts";
import { isEvents, sloCases } from "./slo-cases.ts";
import { holds } from "./suite.ts";

const watched = watch(resolvedCatalog("catalog"));

describe("page and ticket of every SLO, minute by minute in real Prometheus", () => {
  holds(watched.slos.filter(isEvents).flatMap((slo) => sloCases(watched, slo)));
});
