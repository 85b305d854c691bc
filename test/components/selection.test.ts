import { expect, test } from "vitest";
import { empty } from "../../components/plan.ts";
import { select } from "../../components/selection.ts";
import type { Monitoring, Role, Setting, Vendor } from "../../components/vendor.ts";
import { alert, organization, page, post, prod } from "./pagerduty/organization.ts";

/** A vendor that holds nothing. */
const vendor = (name: string, role: Role, of: Partial<Pick<Vendor, "settings" | "refusals">> = {}): Vendor => ({
  ...{ name, title: name, role, kinds: {}, settings: () => [], refusals: () => [], plan: () => empty },
  resources: () => Promise.reject(new Error("nothing is registered here")),
  ...of,
});
const needs = (...settings: Setting[]) => ({ settings: ({ alerts }: Monitoring) => (alerts.length > 0 ? settings : []) });
const pages = ({ alerts }: Monitoring) => alerts.some(({ route }) => route.kind === "page");
const grafana = vendor("grafana", "evaluator", needs({ key: "grafana:url", secret: false }, { key: "grafana:auth", secret: true }));
const datadog = vendor("datadog", "evaluator");
const pagerduty = vendor("pagerduty", "pager", {
  settings: (monitoring) => (pages(monitoring) ? [{ key: "pagerduty:token", secret: true }] : []),
});
const opsgenie = vendor("opsgenie", "pager", { refusals: () => [{ entry: "schedules/night", why: "no rotation by the hour" }] });
const receiver = vendor("better-stack", "receiver");
const status = vendor("status", "standalone");
const registry = [pagerduty, opsgenie, receiver, grafana, datadog, status];

const monitoring = (alerts: Monitoring["alerts"]): Monitoring => ({
  resolved: { environment: prod, organization, systems: [] },
  alerts,
  dashboards: [],
  protect: false,
});

/** Stack settings in which every key is set as it should be, but for those named. */
function settings(vendors: string[], states: Record<string, "absent" | "plain" | "secret"> = {}) {
  return {
    vendors,
    without: [] as string[],
    stateOf: (key: string) => states[key] ?? (key.endsWith("url") ? "plain" : "secret"),
    read: (key: string) => key,
  };
}

const absent = (name: string) =>
  `${name} is not in slostack:vendors of this stack, and shop/web/alerts/a needs it to notify people: add it, or change the catalog so that prod does not need it`;

test("what is switched on stands up in the order of the registry, whatever the order in the settings", () => {
  const selection = select(
    registry,
    monitoring([alert("shop/web/a", page())]),
    settings(["status", "datadog", "pagerduty", "better-stack", "grafana"]),
  );
  expect(selection.errors).toEqual([]);
  expect(selection.vendors).toEqual([pagerduty, receiver, grafana, datadog, status]);
});

test("a stack whose alerts only post needs no pager", () => {
  const selection = select(registry, monitoring([alert("shop/web/a", post)]), settings(["grafana"]));
  expect(selection).toEqual({ vendors: [grafana], errors: [] });
});

test.each<[string, ReturnType<typeof settings>, string[]]>([
  [
    "a misspelt vendor",
    settings(["grafana", "pagerdutty", "pagerduty"]),
    [
      'slostack:vendors names pagerdutty, which is not one of pagerduty, opsgenie, better-stack, grafana, datadog, status. Did you mean "pagerduty"?',
    ],
  ],
  ["alerts whose evaluator is switched off", settings(["pagerduty"]), [absent("grafana")]],
  ["pages without a pager", settings(["grafana"]), [absent("pagerduty")]],
  [
    "a missing setting",
    settings(["grafana", "pagerduty"], { "grafana:url": "absent" }),
    ["grafana:url is not set: pulumi config set grafana:url"],
  ],
  [
    "a secret in plain text",
    settings(["grafana", "pagerduty"], { "pagerduty:token": "plain" }),
    ["pagerduty:token is in plain text in the stack settings: pulumi config set --secret pagerduty:token"],
  ],
  [
    "what a vendor cannot express",
    settings(["grafana", "pagerduty", "opsgenie"]),
    ["opsgenie cannot express it: schedules/night: no rotation by the hour"],
  ],
  [
    "a misspelt vendor that the stack would go without",
    { ...settings(["grafana", "pagerduty"]), without: ["opsgeni"] },
    [
      'slostack:withoutVendors names opsgeni, which is not one of pagerduty, opsgenie, better-stack, grafana, datadog, status. Did you mean "opsgenie"?',
    ],
  ],
  [
    "a vendor that the stack has and goes without",
    { ...settings(["grafana", "pagerduty", "status"]), without: ["status"] },
    ["status is in both slostack:vendors and slostack:withoutVendors"],
  ],
  [
    "everything at once",
    settings(["opsgenie", "graphana"], { "pagerduty:token": "absent" }),
    [
      'slostack:vendors names graphana, which is not one of pagerduty, opsgenie, better-stack, grafana, datadog, status. Did you mean "grafana"?',
      absent("pagerduty"),
      absent("grafana"),
      "opsgenie cannot express it: schedules/night: no rotation by the hour",
    ],
  ],
])("speaks against %s", (_, stack, objections) => {
  expect(select(registry, monitoring([alert("shop/web/a", page())]), stack).errors).toEqual(objections);
});

test("speaks against the value of a setting, in the words of the vendor that asked for it, beside all else", () => {
  const picky = vendor(
    "grafana",
    "evaluator",
    needs({ key: "grafana:auth", secret: true, faults: (value) => [`is ${value}`, "is too short"] }),
  );
  const objections = (states: Record<string, "absent" | "plain">) =>
    select([picky], monitoring([alert("shop/web/a", post)]), settings(["grafana"], states)).errors;
  const faults = ["grafana:auth is grafana:auth", "grafana:auth is too short"];
  expect(objections({})).toEqual(faults);
  expect(objections({ "grafana:auth": "plain" })).toEqual([
    "grafana:auth is in plain text in the stack settings: pulumi config set --secret grafana:auth",
    ...faults,
  ]);
  expect(objections({ "grafana:auth": "absent" })).toEqual(["grafana:auth is not set: pulumi config set --secret grafana:auth"]);
});
