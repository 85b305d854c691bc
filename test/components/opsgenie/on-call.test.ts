import { describe, expect, test } from "vitest";
import { escalationArgs } from "../../../components/opsgenie/escalation.ts";
import { integrationArgs } from "../../../components/opsgenie/integration.ts";
import { notificationRuleArgs, teamArgs, userArgs, userContactArgs } from "../../../components/opsgenie/people.ts";
import { refusals } from "../../../components/opsgenie/refusals.ts";
import { rotationArgs, scheduleArgs } from "../../../components/opsgenie/schedule.ts";
import { forOpsgenie } from "../../../components/opsgenie/select.ts";
import type { Layer, OnCall, Organization, Resolved } from "../../../model/resolved.ts";
import { ada, alert, bob, escalation, onCall, organization, page, prod, team, weekly } from "../pagerduty/organization.ts";
import { sentences } from "../sentences.ts";

const layer: Layer = { id: "all-hours", rotation: [bob, ada], turn: 604_800, start: "2026-01-05T09:00:00" };
const user = ({ id }: { readonly id: string }) => `id of ${id}`;

describe("people", () => {
  test("are known by their address in lower case", () => {
    expect(userArgs(ada)).toEqual({ username: "ada@example.com", fullName: "Ada Example", role: "User" });
    expect(teamArgs(team, user).members).toEqual([
      { id: "id of ada", role: "user" },
      { id: "id of bob", role: "user" },
    ]);
  });

  test("are woken by a message, and a minute later by a call", () => {
    expect(userContactArgs(ada, "phone", "49-30")).toMatchObject({ method: "voice", to: "49-30", enabled: true });
    expect(notificationRuleArgs(ada, "49-30").steps.map(({ contacts, sendAfter }) => [contacts[0]?.method, sendAfter])).toEqual([
      ["sms", 0],
      ["voice", 1],
    ]);
    expect(notificationRuleArgs(bob, "49-30").steps).toHaveLength(1);
  });
});

describe("schedules", () => {
  test("begin at the local time of the catalog, written in UTC", () => {
    expect(scheduleArgs(weekly, "team")).toMatchObject({ name: "Weekly", timezone: "Europe/Berlin", ownerTeamId: "team" });
    expect(rotationArgs(layer, weekly, "schedule", user)).toEqual({
      name: "all-hours",
      scheduleId: "schedule",
      startDate: "2026-01-05T08:00:00Z",
      type: "weekly",
      length: 1,
      participants: [
        { type: "user", id: "id of bob" },
        { type: "user", id: "id of ada" },
      ],
    });
  });

  test.each([
    [259_200, "daily", 3],
    [43_200, "hourly", 12],
    [1_209_600, "weekly", 2],
  ])("a shift of %i s is %s times %i", (turn, type, length) => {
    expect(rotationArgs({ ...layer, turn }, weekly, "schedule", user)).toMatchObject({ type, length });
  });

  test("hours of every day are one restriction, hours of some days one each, and midnight is that of the next day", () => {
    const every = { days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "08:00", to: "20:30" } as const;
    expect(rotationArgs({ ...layer, hours: every }, weekly, "s", user).timeRestriction).toEqual({
      type: "time-of-day",
      restriction: { startHour: 8, startMin: 0, endHour: 20, endMin: 30 },
    });
    const some = { days: ["fri", "sun"], from: "20:00", to: "24:00" } as const;
    expect(rotationArgs({ ...layer, hours: some }, weekly, "s", user).timeRestriction).toEqual({
      type: "weekday-and-time-of-day",
      restrictions: [
        { startDay: "friday", endDay: "saturday", startHour: 20, startMin: 0, endHour: 0, endMin: 0 },
        { startDay: "sunday", endDay: "monday", startHour: 20, startMin: 0, endHour: 0, endMin: 0 },
      ],
    });
    expect(rotationArgs({ ...layer, hours: { days: ["sun"], from: "20:00", to: "08:00" } }, weekly, "s", user).timeRestriction).toEqual({
      type: "weekday-and-time-of-day",
      restrictions: [{ startDay: "sunday", endDay: "monday", startHour: 20, startMin: 0, endHour: 8, endMin: 0 }],
    });
  });
});

test("delays count from the alert, and the last wait is the one before the next round", () => {
  const args = escalationArgs(
    { ...escalation, levels: [...escalation.levels, { target: bob, kind: "person", wait: 3600 }] },
    "team",
    (entry) => `${"layers" in entry ? "schedule" : "person"} ${entry.id}`,
  );
  expect(args.rules.map(({ delay, recipients: [{ type, id }] }) => [delay, type, id])).toEqual([
    [0, "schedule", "schedule weekly"],
    [15, "user", "person ada"],
    [45, "user", "person bob"],
  ]);
  expect(args.repeats).toEqual([{ waitInterval: 60, count: 2, resetRecipientStates: true, closeAlertAfterAll: false }]);
});

const standby: OnCall = { ...onCall, standby: "opsgenie" };
const primary: OnCall = { ...onCall, pager: "opsgenie" };
const given = (called: OnCall, evaluator: "grafana" | "datadog" = "grafana", more: Partial<Organization> = {}) => {
  const route = { ...page(), onCall: called };
  const resolved: Resolved = { environment: prod, organization: { ...organization, onCalls: [called], ...more }, systems: [] };
  return { resolved, alerts: [alert("a", route, evaluator)] };
};
const plan = (called: OnCall) => {
  const { resolved, alerts } = given(called);
  return forOpsgenie(resolved, alerts);
};

describe("who is woken by whom", () => {
  test("a pager that stands by has everybody and every key, and refuses what it is sent", () => {
    const { calls, people, schedules } = plan(standby);
    expect(calls.map(({ enabled, senders }) => [enabled, senders])).toEqual([[false, ["grafana"]]]);
    expect(people.map(({ id }) => id)).toEqual(["ada", "bob"]);
    expect(schedules.map(({ id }) => id)).toEqual(["weekly"]);
    expect(integrationArgs(standby, "grafana", prod, false, { team: "t", escalation: "e" }).enabled).toBe(false);
  });

  test("one word of the catalog makes it the pager", () => {
    expect(plan(primary).calls.map(({ enabled }) => enabled)).toEqual([true]);
  });

  test("there is nothing where nobody names it, and in an environment that wakes nobody", () => {
    expect(plan(onCall).calls).toEqual([]);
    const { resolved, alerts } = given(primary);
    expect(forOpsgenie({ ...resolved, environment: { ...prod, pages: false } }, alerts).people).toEqual([]);
  });
});

describe("refuses", () => {
  const withLayer = (change: Partial<Layer>) => {
    const changed = { ...weekly, layers: [{ ...layer, ...change }] };
    const levels = [{ target: changed, kind: "schedule", wait: 900 } as const];
    const calling = { ...escalation, levels };
    return sentences(refusals(given({ ...standby, escalation: calling }, "grafana", { schedules: [changed], escalations: [calling] })));
  };
  test.each<[string, () => string[], RegExp]>([
    ["a shift of ninety minutes", () => withLayer({ turn: 5400 }), /turn: 90m is not a whole number of hours/],
    ["a handoff at a quarter past", () => withLayer({ start: "2026-01-05T09:15:00" }), /not at 09:15/],
    ["Datadog's pages", () => sentences(refusals(given(primary, "datadog"))), /datadog cannot page through Opsgenie/],
  ])("%s", (_, found, reason) => {
    expect(found()).toEqual([expect.stringMatching(reason)]);
  });

  test("an override of a schedule, with the way, as the pager and as the standby", () => {
    const changed = { ...weekly, overrides: [{ from: "2026-12-24T09:00", to: "2026-12-27T09:00", who: ada }] };
    const calling = { ...escalation, levels: [{ target: changed, kind: "schedule", wait: 900 } as const] };
    for (const onCall of [standby, primary])
      expect(
        sentences(refusals(given({ ...onCall, escalation: calling }, "grafana", { schedules: [changed], escalations: [calling] }))),
      ).toEqual([expect.stringMatching(/schedules\/weekly\/overrides\/1: Opsgenie's provider has no overrides.*by hand/)]);
  });

  test("Datadog's pages do not matter while it stands by", () => {
    expect(sentences(refusals(given(standby, "datadog")))).toEqual([]);
  });
});
