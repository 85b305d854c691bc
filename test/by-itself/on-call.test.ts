import { describe, expect, test } from "vitest";
import type { OnCallServiceArgs } from "../../by-itself/on-call-arguments.ts";
import { OnCallService } from "../../components/pagerduty/by-itself/index.ts";
import { onCallServiceOf } from "../../components/pagerduty/by-itself/on-call-service.ts";
import { printPlan } from "../../components/print.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { plannedOf } from "../components/planned.ts";
import { refusedBy } from "./refused.ts";

const primary = { timeZone: "Europe/Berlin", rotation: ["ada@example.com", "bob@example.com"], since: "2026-01-05", handoff: "09:00" };
const good: OnCallServiceArgs = {
  title: "Checkout",
  team: "Payments",
  environment: "prod",
  schedules: { primary },
  levels: [
    { schedule: "primary", wait: "15m" },
    { person: "carol@example.com", wait: "30m" },
  ],
  senders: ["datadog"],
};

const refused = (args: Partial<Record<keyof OnCallServiceArgs, unknown>>, name = "checkout") =>
  refusedBy("OnCallService", name, () => new OnCallService(name, { ...good, ...args } as OnCallServiceArgs));
const withSchedule = (changes: object) => ({ schedules: { primary: { ...primary, ...changes } } });

describe("what a catalog refuses is refused with the name of the argument", () => {
  test.each<[string, Partial<Record<keyof OnCallServiceArgs, unknown>>, RegExp]>([
    ["a time zone that does not exist", withSchedule({ timeZone: "Europe/Berlim" }), /^schedules\.primary\.timeZone: /],
    ["a handoff that is no time", withSchedule({ handoff: "9 o'clock" }), /^schedules\.primary\.handoff: /],
    ["a day that is no date", withSchedule({ since: "January" }), /^schedules\.primary\.since: /],
    ["a turn of minutes", withSchedule({ turn: "5m" }), /^schedules\.primary\.turn: .*1h/],
    ["nobody in a rotation", withSchedule({ rotation: [] }), /^schedules\.primary\.rotation: /],
    ["an address that is none", withSchedule({ rotation: ["ada"] }), /^schedules\.primary\.rotation(\.0)?: /],
    [
      "a level of a schedule that is not there",
      { levels: [{ schedule: "primry", wait: "15m" }] },
      /^levels\.0\.schedule: .*did you mean "primary"/,
    ],
    ["no level", { levels: [] }, /^levels: /],
    [
      "a wait that PagerDuty would round",
      { levels: [{ schedule: "primary", wait: "90s" }] },
      /^levels\.\d\.wait: PagerDuty cannot express it: 90s/,
    ],
    ["a name that PagerDuty rejects", { title: "Checkout & Co" }, /PagerDuty cannot express it: the name/],
    ["more rounds than there are", { repeat: 12 }, /^repeat: /],
    ["a grouping of hours", { group: "3h" }, /^group: /],
    ["nobody who sends", { senders: [] }, /^senders: nobody could call this service/],
    ["a sender that is no name", { senders: ["My App"] }, /^senders\.0: "My App" is no name for a key/],
    ["a sender twice", { senders: ["app", "app"] }, /^senders\.1: "app" is named twice/],
    ["an environment that is no id", { environment: "Prod" }, /^environment: /],
  ])("%s", (_, args, line) => {
    expect(refused(args)).toContainEqual(expect.stringMatching(line));
  });

  test("a name that is no id", () => {
    const lines = refused({}, "Check Out");
    expect(lines.filter((line) => !line.startsWith("name: "))).toEqual([]);
    expect(lines.length).toBeLessThan(3);
  });

  test("everything at once", () => {
    const lines = refused({ ...withSchedule({ handoff: "9" }), repeat: 12, senders: [] });
    expect(lines.map((line) => line.split(":")[0]).sort()).toEqual(["repeat", "schedules.primary.handoff", "senders"]);
  });
});

test("it has the objects that a catalog gives it, with the same arguments", () => {
  const { vendor, monitoring, plan } = onCallServiceOf("shop", {
    ...good,
    title: "Shop",
    repeat: 2,
    group: "5m",
    autoResolve: "1d",
    senders: ["app"],
  });
  const stack = { senders: [], setting: () => undefined, required: () => "" };
  const own = printPlan([{ ...vendor, plan: () => plan }], monitoring, stack).objects;
  const { catalog, problems } = loadCatalog(inCatalog as never);
  if (!catalog) throw new Error(JSON.stringify(problems));
  expect(resolve(catalog, "prod").organization.onCalls).toHaveLength(1);
  const whole = plannedOf(catalog, "prod").filter(({ vendor }) => vendor === "pagerduty");
  const compared = (objects: typeof own) => objects.map(({ kind, name, args, protect }) => [kind, name, args, protect]);
  expect(compared(own)).toEqual(compared(whole));
  expect(own).toHaveLength(5);
});

/** The same in a catalog as people write it. */
const inCatalog = {
  organization: {
    organization: "acme",
    name: "Acme",
    runbooks: "https://runbooks.example.com",
    "account-owner": "prod",
    pagers: { people: "look-up" },
    environments: { prod: { is: { datadog: {} } } },
    sources: {
      dd: { kind: "datadog", client: "dogstatsd", evaluator: "datadog", owner: "payments", severity: "warning", runbook: "silent" },
    },
    severities: {
      critical: { priority: "P1", respond: "15m", route: "page" },
      warning: { priority: "P3", respond: "1d", route: "post" },
    },
    channels: { payments: { email: "payments@example.com" } },
    people: Object.fromEntries(["ada", "bob", "carol"].map((name) => [name, { name, email: `${name}@example.com` }])),
    teams: { payments: { name: "Payments", members: ["ada"], channel: "payments" } },
    schedules: {
      primary: {
        name: "Shop primary (prod)",
        "time-zone": "Europe/Berlin",
        layers: { rotation: { rotation: ["ada", "bob"], turn: "1w", since: "2026-01-05", handoff: "09:00" } },
      },
    },
    escalations: {
      shop: {
        name: "Shop (prod)",
        team: "payments",
        levels: [
          { schedule: "primary", wait: "15m" },
          { person: "carol", wait: "30m" },
        ],
        repeat: 2,
      },
    },
    "on-call": { shop: { name: "Shop", escalation: "shop", senders: ["app"], group: "5m", "auto-resolve": "1d" } },
    policies: {
      standard: {
        window: "30d",
        page: [{ share: "2%", in: "1h" }],
        ticket: [{ share: "10%", in: "1d" }],
        "page-severity": "critical",
        "ticket-severity": "warning",
        "least-bad-events": 10,
      },
    },
  },
  systems: [{ system: "shop", name: "Shop", owner: "payments", source: "dd", policy: "standard", services: {} }],
};
