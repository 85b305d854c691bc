import { expect, test } from "vitest";
import { pagerduty } from "../../../components/pagerduty/index.ts";
import { planOf } from "../../../components/pagerduty/plan.ts";
import { callsOf } from "../../../components/pagerduty/select.ts";
import { empty } from "../../../components/plan.ts";
import { ada, alert, onCall, organization, page, post, prod } from "./organization.ts";

const other = { ...onCall, id: "billing" };
const resolved = { environment: prod, organization, systems: [] };
const written = (calls: ReturnType<typeof callsOf>) => calls.map((call) => [call.onCall.id, call.senders]);

test("an on-call is declared once however many alerts page it, in the order of ids", () => {
  const alerts = [alert("a", page()), alert("b", page(other)), alert("c", page())];
  expect(written(callsOf(resolved, alerts, ["grafana"]))).toEqual([
    ["billing", ["grafana"]],
    ["core", ["grafana"]],
  ]);
});

test("an on-call that no alert pages gets no service", () => {
  expect(callsOf(resolved, [alert("a", post)], ["grafana"])).toEqual([]);
});

test("each vendor that pages it has a key, and only vendors that stand up", () => {
  const alerts = [alert("a", page(), "grafana"), alert("b", page(), "datadog"), alert("c", page(other), "sentry")];
  expect(written(callsOf(resolved, alerts, ["grafana", "datadog"]))).toEqual([["core", ["datadog", "grafana"]]]);
});

test("an application that sends by itself has a key of its own, wherever the environment pages", () => {
  const own = { ...onCall, id: "own", senders: ["application", "worker"] };
  const known = { ...organization, onCalls: [onCall, own] };
  expect(written(callsOf({ ...resolved, organization: known }, [alert("a", page(own))], ["grafana"]))).toEqual([
    ["own", ["application", "grafana", "worker"]],
  ]);
  expect(written(callsOf({ ...resolved, organization: known }, [], []))).toEqual([["own", ["application", "worker"]]]);
  expect(callsOf({ ...resolved, environment: { ...prod, pages: false }, organization: known }, [], [])).toEqual([]);
});

test("what a Prometheus evaluates by itself is sent by its Alertmanager, which no vendor of the stack stands for", () => {
  const alerts = [alert("a", page(), "prometheus"), alert("b", page(), "grafana"), alert("c", post, "prometheus")];
  const own = { ...organization, onCalls: [{ ...onCall, senders: ["worker"] }] };
  expect(callsOf({ ...resolved, organization: own }, alerts, ["grafana"])).toMatchObject([
    { senders: ["alertmanager", "grafana", "worker"], handedOut: ["alertmanager", "worker"] },
  ]);
  expect(callsOf(resolved, [alert("b", page(), "grafana")], ["grafana"])).toMatchObject([{ senders: ["grafana"], handedOut: [] }]);
});

test("an on-call of another pager is none of PagerDuty's, unless it stands by: then it is there and nobody has a key", () => {
  const elsewhere = { ...onCall, pager: "opsgenie" as const, senders: ["worker"] };
  const known = { ...resolved, organization: { ...organization, onCalls: [elsewhere] } };
  expect(callsOf(known, [alert("a", page(elsewhere))], ["grafana"])).toEqual([]);
  const standing = { ...elsewhere, standby: "pagerduty" as const };
  const knownAsStandby = { ...resolved, organization: { ...organization, onCalls: [standing] } };
  expect(callsOf(knownAsStandby, [alert("a", page(standing))], ["grafana"])).toEqual([{ onCall: standing, senders: [], handedOut: [] }]);
});

test("an environment that pages nobody and owns no account needs no token, and its plan is empty", () => {
  const environment = { id: "staging", pages: false, ownsAccount: false };
  const monitoring = { resolved: { environment, organization, systems: [] }, alerts: [alert("a", post)], dashboards: [], protect: false };
  expect(pagerduty.settings(monitoring)).toEqual([]);
  expect(planOf(monitoring, { senders: ["grafana"], setting: () => undefined, required: String })).toEqual(empty);
});

test.each([
  ["an environment that owns the account needs a token, and the numbers of its people", prod, post, ["pagerduty:token", "slostack:phones"]],
  ["an environment that pages needs a token alone", { ...prod, ownsAccount: false }, page(), ["pagerduty:token"]],
])("%s", (_, environment, route, keys) => {
  const monitoring = { resolved: { environment, organization, systems: [] }, alerts: [alert("a", route)], dashboards: [], protect: false };
  const settings = pagerduty.settings(monitoring);
  expect(settings.map(({ key }) => key)).toEqual(keys);
  expect(settings.every(({ secret }) => secret)).toBe(true);
});

test("where nobody is reached by telephone, no number is asked for", () => {
  const quiet = { ...organization, people: organization.people.map((person) => ({ ...person, reach: [] })) };
  const monitoring = { resolved: { environment: prod, organization: quiet, systems: [] }, alerts: [], dashboards: [], protect: false };
  expect(pagerduty.settings(monitoring).map(({ key }) => key)).toEqual(["pagerduty:token"]);
});

test("where people are looked up, no number is asked for, and of names only those that PagerDuty gets are refused", () => {
  const people = [{ ...ada, name: "Ada\u0007" }];
  const found = { ...organization, pagerPeople: "look-up" as const, people };
  const monitoring = { resolved: { environment: prod, organization: found, systems: [] }, alerts: [], dashboards: [], protect: false };
  expect(pagerduty.settings(monitoring).map(({ key }) => key)).toEqual(["pagerduty:token"]);
  expect(pagerduty.refusals(monitoring)).toEqual([]);
  const made = { ...monitoring, resolved: { ...monitoring.resolved, organization: { ...found, pagerPeople: "own" as const } } };
  expect(pagerduty.refusals(made).map(({ entry }) => entry)).toEqual(["people/ada/name"]);
});
