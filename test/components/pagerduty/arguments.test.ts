import { describe, expect, test } from "vitest";
import { description } from "../../../components/pagerduty/description.ts";
import { escalationPolicyArgs } from "../../../components/pagerduty/escalation.ts";
import { membershipArgs, teamArgs, userArgs } from "../../../components/pagerduty/people.ts";
import { groupingArgs, integrationArgs, serviceArgs } from "../../../components/pagerduty/service.ts";
import { ada, escalation, onCall, prod, team } from "./organization.ts";

const staging = { ...prod, id: "staging", ownsAccount: false };

test("a person may respond, but not edit what the catalog declares; the address is in lower case as the API keeps it", () => {
  expect(userArgs(ada)).toEqual({
    name: "Ada Example",
    email: "ada@example.com",
    role: "limited_user",
    description,
  });
  expect(membershipArgs("T1", "U1")).toEqual({ teamId: "T1", userId: "U1", role: "responder" });
  expect(teamArgs(team)).toEqual({ name: "Core", description });
});

test("each level waits its own minutes, then the next one is called, and all of it is repeated", () => {
  const args = escalationPolicyArgs(escalation, (level) => `${level.kind} ${level.target.id}`, "T1");
  expect(args).toEqual({
    name: "Core",
    description,
    teams: "T1",
    numLoops: 2,
    rules: [
      { escalationDelayInMinutes: 15, targets: [{ type: "schedule_reference", id: "schedule weekly" }] },
      { escalationDelayInMinutes: 30, targets: [{ type: "user_reference", id: "person ada" }] },
    ],
  });
});

describe("a page service", () => {
  test("is of high urgency at all hours and carries its environment in its name", () => {
    expect(serviceArgs(onCall, prod, "E1")).toEqual({
      name: "Core (prod)",
      description,
      escalationPolicy: "E1",
      incidentUrgencyRule: { type: "constant", urgency: "high" },
      alertCreation: "create_alerts_and_incidents",
      autoResolveTimeout: "null",
      acknowledgementTimeout: "1800",
    });
  });

  test.each([
    ["a duration is seconds as text", 14_400, "14400"],
    ["never is the text null", undefined, "null"],
  ])("%s, for both timeouts", (_, seconds, written) => {
    const { autoResolve: _a, acknowledged: _b, ...rest } = onCall;
    const entry = seconds === undefined ? rest : { ...rest, autoResolve: seconds, acknowledged: seconds };
    expect(serviceArgs(entry, prod, "E1")).toMatchObject({ autoResolveTimeout: written, acknowledgementTimeout: written });
  });

  test("shares no name with the same on-call of another environment", () => {
    const names = [prod, staging].flatMap((environment) => [
      serviceArgs(onCall, environment, "E1").name,
      groupingArgs(onCall, environment, 300, "S1").name,
    ]);
    expect(new Set(names).size).toBe(2);
  });

  test("takes events of each sender through an integration of its own", () => {
    expect(integrationArgs("grafana", "S1")).toEqual({ name: "grafana", service: "S1", type: "events_api_v2_inbound_integration" });
    // What SNS delivers is no event of the Events API.
    expect(integrationArgs("aws", "S1")).toEqual({ name: "aws", service: "S1", type: "aws_cloudwatch_inbound_integration" });
  });

  test("groups by time, which takes exactly one service", () => {
    expect(groupingArgs(onCall, prod, 300, "S1")).toEqual({
      name: "Core (prod)",
      description,
      type: "time",
      config: { timeout: 300 },
      services: ["S1"],
    });
  });
});
