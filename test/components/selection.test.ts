import { expect, test } from "vitest";
import { type Registry, select } from "../../components/selection.ts";
import type { Evaluator, Monitoring, Pager, Setting } from "../../components/vendor.ts";
import { alert, organization, page, post, prod } from "./pagerduty/organization.ts";

const needs = (...settings: Setting[]) => ({ settings: () => settings, refusals: () => [] });
const grafana: Evaluator = {
  name: "grafana",
  ...needs({ key: "grafana:url", secret: false }, { key: "grafana:auth", secret: true }),
  provision: () => ({}),
};
const datadog: Evaluator = { name: "datadog", ...needs(), provision: () => ({}) };
const unused = () => ({
  key: () => {
    throw new Error("nobody asks for a key here");
  },
  address: () => undefined,
  outputs: {},
});
const pagerduty: Pager = { name: "pagerduty", ...needs({ key: "pagerduty:token", secret: true }), provision: unused };
const opsgenie: Pager = {
  name: "opsgenie",
  settings: () => [],
  refusals: () => ["schedules/night: no rotation by the hour"],
  provision: unused,
};
const registry: Registry = { pagers: [pagerduty, opsgenie], evaluators: [grafana, datadog] };

const monitoring = (alerts: Monitoring["alerts"]): Monitoring => ({
  resolved: { environment: prod, organization, systems: [] },
  alerts,
  dashboards: [],
  protect: false,
});

/** Stack settings in which every key is set as it should be, but for those named. */
function settings(vendors: string[], states: Record<string, "absent" | "plain" | "secret"> = {}) {
  return { vendors, stateOf: (key: string) => states[key] ?? (key.endsWith("url") ? "plain" : "secret") };
}

test("what is switched on stands up in the order of the registry, whatever the order in the settings", () => {
  const selection = select(registry, monitoring([alert("a", page())]), settings(["datadog", "pagerduty", "grafana"]));
  expect(selection.objections).toEqual([]);
  expect(selection.pager).toBe(pagerduty);
  expect(selection.evaluators).toEqual([grafana, datadog]);
});

test("a stack whose alerts only post needs no pager", () => {
  const selection = select(registry, monitoring([alert("a", post)]), settings(["grafana"]));
  expect(selection).toMatchObject({ pager: undefined, objections: [] });
});

test.each<[string, ReturnType<typeof settings>, string[]]>([
  [
    "a misspelt vendor",
    settings(["grafana", "pagerdutty", "pagerduty"]),
    ["slostack:vendors names pagerdutty, which is none of pagerduty, opsgenie, grafana, datadog; pagerduty is meant?"],
  ],
  [
    "alerts whose evaluator is switched off",
    settings(["pagerduty"]),
    ["source numbers is evaluated and shown by grafana, which this stack has not switched on in slostack:vendors"],
  ],
  [
    "pages without a pager",
    settings(["grafana"]),
    ["1 alerts of prod page (a, …), and slostack:vendors has no pager: pagerduty, opsgenie"],
  ],
  [
    "a missing setting",
    settings(["grafana", "pagerduty"], { "grafana:url": "absent" }),
    ["grafana:url is not set: pulumi config set grafana:url"],
  ],
  [
    "a secret in plain text",
    settings(["grafana", "pagerduty"], { "pagerduty:token": "plain" }),
    ["pagerduty:token stands in plain text in the stack settings: pulumi config set --secret pagerduty:token"],
  ],
  [
    "what a vendor cannot express",
    settings(["grafana", "opsgenie"]),
    ["opsgenie cannot express it: schedules/night: no rotation by the hour"],
  ],
  [
    "two pagers, and everything else, at once",
    settings(["pagerduty", "opsgenie", "graphana"], { "pagerduty:token": "absent" }),
    [
      "slostack:vendors names graphana, which is none of pagerduty, opsgenie, grafana, datadog; grafana is meant?",
      "source numbers is evaluated and shown by grafana, which this stack has not switched on in slostack:vendors",
      "slostack:vendors switches on pagerduty and opsgenie: everybody would be woken twice",
      "pagerduty:token is not set: pulumi config set --secret pagerduty:token",
      "opsgenie cannot express it: schedules/night: no rotation by the hour",
    ],
  ],
])("speaks against %s", (_, stack, objections) => {
  expect(select(registry, monitoring([alert("a", page())]), stack).objections).toEqual(objections);
});
