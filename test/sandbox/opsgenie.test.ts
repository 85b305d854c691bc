import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fake as opsgenie } from "../../components/opsgenie/fake/index.ts";
import { connect, type ProviderClient } from "./client.ts";

const token = {
  user: "opsgenie:index/user:User",
  contact: "opsgenie:index/userContact:UserContact",
  rule: "opsgenie:index/notificationRule:NotificationRule",
  team: "opsgenie:index/team:Team",
  schedule: "opsgenie:index/schedule:Schedule",
  rotation: "opsgenie:index/scheduleRotation:ScheduleRotation",
  escalation: "opsgenie:index/escalation:Escalation",
  integration: "opsgenie:index/apiIntegration:ApiIntegration",
};
const user = { username: "ada@example.com", fullName: "Ada", role: "User" };
const contact = { username: "bob@example.com", method: "sms", to: "49-3023125000", enabled: true };
const step = { contacts: [{ method: "sms", to: "49-3023125000" }], enabled: true, sendAfter: 0 };
const rule = { name: "New alert", username: "bob@example.com", actionType: "create-alert", steps: [step] };
const team = {
  name: "Core",
  members: [
    { id: "u2", role: "user" },
    { id: "u1", role: "user" },
  ],
};
const schedule = { name: "Nights", timezone: "Europe/Berlin", ownerTeamId: "t1" };
const participant = { type: "user", id: "u1" };
const rotation = {
  name: "weekly",
  scheduleId: "s1",
  startDate: "2026-01-05T08:00:00Z",
  type: "weekly",
  length: 1,
  participants: [participant],
};
const clock = { startHour: 8, startMin: 0, endHour: 20, endMin: 30 };
const level = { condition: "if-not-acked", notifyType: "default", delay: 0, recipients: [{ type: "schedule", id: "s1" }] };
const escalation = { name: "All", ownerTeamId: "t1", rules: [level] };
const integration = { name: "grafana", type: "API", ownerTeamId: "t1", responders: [{ type: "escalation", id: "e1" }] };

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(opsgenie);
  client.account.put("user", "u1", { ...user, username: "bob@example.com" });
  client.account.put("user", "u2", { ...user, username: "eve@example.com" });
  client.account.put("team", "t1", { name: "Owners" });
  client.account.put("schedule", "s1", { name: "Days", ownerTeamId: "t1" });
  client.account.put("escalation", "e1", { name: "First", ownerTeamId: "t1", rules: [level] });
  client.account.put("apiIntegration", "i1", { ...integration, name: "datadog" });
});
afterAll(() => client.close());

const restricted = (change: object) => ({ ...rotation, timeRestriction: { type: "time-of-day", restriction: { ...clock, ...change } } });

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["a name that is no address", token.user, { ...user, username: "ada" }, "username"],
    ["an address in capitals", token.user, { ...user, username: "Ada@example.com" }, "username"],
    ["a way that is none", token.contact, { ...contact, method: "phone" }, "method"],
    ["an action that is none", token.rule, { ...rule, actionType: "new-alert" }, "actionType"],
    ["a new alert without a step", token.rule, { ...rule, steps: [] }, "steps"],
    ["a step to nowhere", token.rule, { ...rule, steps: [{ contacts: [{ method: "sms" }] }] }, "steps[0].contacts[0].to"],
    ["a role that is none", token.team, { ...team, members: [{ id: "u1", role: "member" }] }, "members[0].role"],
    ["a monthly shift", token.rotation, { ...rotation, type: "monthly" }, "type"],
    ["a quarter past", token.rotation, { ...rotation, startDate: "2026-01-05T08:15:00Z" }, "startDate"],
    ["a participant that is none", token.rotation, { ...rotation, participants: [{ type: "person", id: "u1" }] }, "participants[0].type"],
    ["hours until ten past", token.rotation, restricted({ endMin: 10 }), "timeRestriction.endMin"],
    ["hours until 24", token.rotation, restricted({ endHour: 24 }), "timeRestriction.endHour"],
    [
      "a short name of a day",
      token.rotation,
      {
        ...rotation,
        timeRestriction: { type: "weekday-and-time-of-day", restrictions: [{ ...clock, startDay: "mon", endDay: "monday" }] },
      },
      "timeRestriction.startDay",
    ],
    ["a restriction that is none", token.rotation, { ...rotation, timeRestriction: { type: "weekly" } }, "timeRestriction.type"],
    ["a condition that is none", token.escalation, { ...escalation, rules: [{ ...level, condition: "not-acked" }] }, "rules[0].condition"],
    [
      "a way of telling that is none",
      token.escalation,
      { ...escalation, rules: [{ ...level, notifyType: "everyone" }] },
      "rules[0].notifyType",
    ],
    [
      "two at one level",
      token.escalation,
      { ...escalation, rules: [{ ...level, recipients: [participant, participant] }] },
      "rules[0].recipients",
    ],
    ["a responder that is none", token.integration, { ...integration, responders: [{ type: "person", id: "u1" }] }, "responders[0].type"],
  ])("%s", async (_, type, inputs, property) => {
    expect((await client.check(type, inputs)).failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only the API refuses", () => {
  test.each<[string, string, object, RegExp]>([
    ["a user who is there", token.user, { ...user, username: "bob@example.com" }, /bob@example.com\] already exists/],
    ["a contact of nobody", token.contact, { ...contact, username: "nobody@example.com" }, /not found/],
    ["a number with a plus", token.contact, { ...contact, to: "+493023125000" }, /country code, a hyphen/],
    ["a step by pigeon", token.rule, { ...rule, steps: [{ contacts: [{ method: "pigeon", to: "x" }] }] }, /none of sms/],
    [
      "a step to a number with a plus",
      token.rule,
      { ...rule, steps: [{ contacts: [{ method: "voice", to: "+49" }] }] },
      /country code, a hyphen/,
    ],
    ["a team of that name", token.team, { ...team, name: "Owners" }, /team with name \[Owners\] already exists/],
    ["a member who is nobody", token.team, { ...team, members: [{ id: "u9", role: "user" }] }, /No user exists/],
    ["a schedule of that name", token.schedule, { ...schedule, name: "Days" }, /already exists/],
    ["a time zone that is none", token.schedule, { ...schedule, timezone: "Berlin" }, /Timezone \[Berlin\] is not valid/],
    ["an owner who is no team", token.schedule, { ...schedule, ownerTeamId: "t9" }, /No team exists/],
    ["a rotation of no schedule", token.rotation, { ...rotation, scheduleId: "s9" }, /No schedule exists/],
    ["a participant who is nobody", token.rotation, { ...rotation, participants: [{ type: "user", id: "u9" }] }, /No user exists/],
    ["a shift of nothing", token.rotation, { ...rotation, length: 0 }, /0 is not between/],
    ["an escalation of that name", token.escalation, { ...escalation, name: "First" }, /already exists/],
    ["an escalation of no team", token.escalation, { ...escalation, ownerTeamId: "t9" }, /No team exists/],
    [
      "a recipient who is nobody",
      token.escalation,
      { ...escalation, rules: [{ ...level, recipients: [{ type: "schedule", id: "s9" }] }] },
      /No schedule exists/,
    ],
    ["a delay before the alert", token.escalation, { ...escalation, rules: [{ ...level, delay: -1 }] }, /-1 is not between/],
    ["a round of thirty", token.escalation, { ...escalation, repeats: [{ count: 30, waitInterval: 1 }] }, /30 is not between 1 and 20/],
    ["an integration of that name", token.integration, { ...integration, name: "datadog" }, /already exists/],
    ["an integration of no team", token.integration, { ...integration, ownerTeamId: "t9" }, /No team exists/],
    [
      "a responder who is nobody",
      token.integration,
      { ...integration, responders: [{ type: "escalation", id: "e9" }] },
      /No escalation exists/,
    ],
    ["a long name", token.integration, { ...integration, name: "x".repeat(251) }, /at most 250/],
  ])("%s", async (_, type, inputs, reason) => {
    await expect(client.create(type, (await client.check(type, inputs)).inputs)).rejects.toThrow(reason);
  });

  test.each([
    ["a team that owns a schedule", token.team, "t1", /it owns/],
    ["a schedule that an escalation calls", token.schedule, "s1", /used by the escalation First/],
    ["an escalation that an integration calls", token.escalation, "e1", /responder of the integration datadog/],
  ])("deleting %s", async (_, type, id, reason) => {
    await expect(client.delete(type, id)).rejects.toThrow(reason);
  });
});

test("members come back in another order, which is no difference; the key of an integration is a secret output", async () => {
  const { inputs } = await client.check(token.team, team);
  const { outputs } = await client.create(token.team, inputs);
  expect(JSON.stringify(outputs.members)).toContain('"u1","role":"user"},{"id":"u2"');
  expect(await client.diff(token.team, outputs, inputs)).toMatchObject({ changed: false });
  const made = await client.create(token.integration, (await client.check(token.integration, integration)).inputs);
  expect(JSON.stringify(made.outputs.apiKey)).toContain("1b47061264138c4ac30d75fd1eb44270");
});
