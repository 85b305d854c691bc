import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { pagesOf, type Registry, select, vendorsOf } from "../../components/selection.ts";
import type { Evaluator, Monitoring, PageKeys, Pager, Receiver, Setting, Standalone } from "../../components/vendor.ts";
import { alert, onCall, organization, page, post, prod } from "./pagerduty/organization.ts";

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
const reader = () => () => undefined;
const pagerduty: Pager = { name: "pagerduty", reader, ...needs({ key: "pagerduty:token", secret: true }), provision: unused };
const opsgenie: Pager = {
  name: "opsgenie",
  reader,
  settings: () => [],
  refusals: () => ["schedules/night: no rotation by the hour"],
  provision: unused,
};
const receiver: Receiver = { name: "better-stack", ...needs(), provision: () => ({ address: () => undefined, outputs: {} }) };
const status: Standalone = { name: "status", ...needs(), provision: () => ({}) };
const registry: Registry = { pagers: [pagerduty, opsgenie], receivers: [receiver], evaluators: [grafana, datadog], standalone: [status] };

const monitoring = (alerts: Monitoring["alerts"]): Monitoring => ({
  resolved: { environment: prod, organization, systems: [] },
  alerts,
  dashboards: [],
  protect: false,
});

/** Stack settings in which every key is set as it should be, but for those named. */
function settings(vendors: string[], states: Record<string, "absent" | "plain" | "secret"> = {}) {
  return { vendors, stateOf: (key: string) => states[key] ?? (key.endsWith("url") ? "plain" : "secret"), read: (key: string) => key };
}

test("what is switched on stands up in the order of the registry, whatever the order in the settings", () => {
  const selection = select(
    registry,
    monitoring([alert("a", page())]),
    settings(["status", "datadog", "pagerduty", "better-stack", "grafana"]),
  );
  expect(selection.objections).toEqual([]);
  expect(vendorsOf(selection)).toEqual([pagerduty, receiver, grafana, datadog, status]);
});

test("a stack whose alerts only post needs no pager", () => {
  const selection = select(registry, monitoring([alert("a", post)]), settings(["grafana"]));
  expect(selection).toMatchObject({ pagers: [], objections: [] });
});

test.each<[string, ReturnType<typeof settings>, string[]]>([
  [
    "a misspelt vendor",
    settings(["grafana", "pagerdutty", "pagerduty"]),
    [
      "slostack:vendors names pagerdutty, which is none of pagerduty, opsgenie, better-stack, grafana, datadog, status; pagerduty is meant?",
    ],
  ],
  [
    "alerts whose evaluator is switched off",
    settings(["pagerduty"]),
    ["source numbers is evaluated and shown by grafana, which this stack has not switched on in slostack:vendors"],
  ],
  [
    "pages without a pager",
    settings(["grafana"]),
    ["1 alerts of prod page through pagerduty (a, …), which this stack has not switched on in slostack:vendors"],
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
    settings(["grafana", "pagerduty", "opsgenie"]),
    ["opsgenie cannot express it: schedules/night: no rotation by the hour"],
  ],
  [
    "everything at once",
    settings(["opsgenie", "graphana"], { "pagerduty:token": "absent" }),
    [
      "slostack:vendors names graphana, which is none of pagerduty, opsgenie, better-stack, grafana, datadog, status; grafana is meant?",
      "source numbers is evaluated and shown by grafana, which this stack has not switched on in slostack:vendors",
      "1 alerts of prod page through pagerduty (a, …), which this stack has not switched on in slostack:vendors",
      "opsgenie cannot express it: schedules/night: no rotation by the hour",
    ],
  ],
])("speaks against %s", (_, stack, objections) => {
  expect(select(registry, monitoring([alert("a", page())]), stack).objections).toEqual(objections);
});

test("an on-call service is asked of its own pager, never of the one that stands by", () => {
  const answering = (word: string): PageKeys => ({
    key: ({ id }, sender) => pulumi.output(`${word} ${id} ${sender}`),
    address: () => undefined,
    outputs: { word },
  });
  const pages = pagesOf([
    ["pagerduty", answering("primary")],
    ["opsgenie", answering("standby")],
  ]);
  const keys = [
    { ...onCall, standby: "opsgenie" as const },
    { ...onCall, pager: "opsgenie" as const },
  ].map((one) => pages.key(one, "grafana"));
  return expect(new Promise((resolve) => pulumi.all(keys).apply(resolve))).resolves.toEqual([
    "primary core grafana",
    "standby core grafana",
  ]);
});

test("speaks against the value of a setting, in the words of the vendor that asked for it, beside all else", () => {
  const picky: Evaluator = {
    name: "grafana",
    ...needs({ key: "grafana:auth", secret: true, faults: (value) => [`is ${value}`, "is too short"] }),
    provision: () => ({}),
  };
  const objections = (states: Record<string, "absent" | "plain">) =>
    select({ ...registry, pagers: [], evaluators: [picky] }, monitoring([]), settings(["grafana"], states)).objections;
  const faults = ["grafana:auth is grafana:auth", "grafana:auth is too short"];
  expect(objections({})).toEqual(faults);
  expect(objections({ "grafana:auth": "plain" })).toEqual([
    "grafana:auth stands in plain text in the stack settings: pulumi config set --secret grafana:auth",
    ...faults,
  ]);
  expect(objections({ "grafana:auth": "absent" })).toEqual(["grafana:auth is not set: pulumi config set --secret grafana:auth"]);
});
