import { expect, test } from "vitest";
import type { CheckedCatalog } from "../../model/load.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { type Missing, missingOf } from "../../monitors/data-loss.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const named = (missing: Missing, edit: (catalog: CheckedCatalog) => void = () => {}) =>
  alertsOf(resolvedCatalog("test/catalog", edit)).flatMap((alert) => (missingOf(alert) === missing ? [alert] : []));

test("a cause is a silent source, or a page that a service does not answer; not a value that is bad by itself", () => {
  expect(new Set(named("source").map(({ kind }) => kind))).toEqual(new Set(["source"]));
  const services = named("service").map(({ name }) => name);
  expect(services).toEqual(expect.arrayContaining(["mill--stones--stopped", "quays--desk--down", "shop--web--down"]));
  for (const bad of ["canal--locks--dry", "tides--jobs--import", "shop--web--unseen"]) expect(services).not.toContain(bad);
});

test("a page that is on trial is no cause: what it silences would be seen by no one", () => {
  const onTrial = named("service", ({ systems }) => {
    for (const { services } of systems) Object.assign(services.web?.alerts.down ?? {}, { stage: "shadow" });
  });
  expect(onTrial.map(({ name }) => name)).not.toContain("shop--web--down");
});

test("its consequences are tickets on a metric, on traffic, and on one target of several", () => {
  const data = named("data");
  expect(new Set(data.map(({ kind }) => kind))).toEqual(new Set(["absence", "no-traffic", "source"]));
  expect(data.map(({ route }) => route.kind)).not.toContain("page");
});
