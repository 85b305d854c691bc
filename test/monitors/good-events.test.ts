import { expect, test } from "vitest";
import { alertsOf } from "../../monitors/alerts.ts";
import { blindSpotsOf } from "../../monitors/blind-spots.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const alerts = alertsOf(resolvedCatalog("test/catalog"));
const unseen = (name: string): string[] => {
  const alert = alerts.find((one) => one.name === `canal--locks--${name}`);
  if (!alert) throw new Error(`no alert ${name}`);
  return blindSpotsOf(alert.when);
};

test("good events by a filter: a bad series that is born with its first events goes undetected", () => {
  expect(unseen("fine--page").join("\n")).toContain(
    "the application exports 0 from the start for anything but code matches 2..|404 and path is not /v3/never",
  );
});

test("good events by another metric: what it counts too much hides failures, and no series of failures is born", () => {
  const told = unseen("served--page").join("\n");
  expect(told).toContain("what lock_served_total counts and lock_answers_total does not, such as a second try, hides as many failures");
  expect(told).not.toContain("exports 0 from the start");
});
