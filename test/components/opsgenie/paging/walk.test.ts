import { describe, expect, test } from "vitest";
import { type Account, accountOf } from "../../../../components/opsgenie/paging/objects.ts";
import { participantAt } from "../../../../components/opsgenie/paging/schedule.ts";
import { pagingOf } from "../../../../components/opsgenie/paging/walk.ts";
import type { VendorObject } from "../../../../components/paging.ts";

type Fields = Readonly<Record<string, unknown>>;
const object = (kind: string, id: string, fields: Fields): VendorObject => ({ kind, id, fields });
const user = (id: string, fullName: string) => object("user", id, { username: `${id}@example.com`, fullName });
const rule = (id: string, ...steps: [method: string, sendAfter: number, enabled?: boolean][]) =>
  object("notificationRule", id, {
    username: `${id}@example.com`,
    actionType: "create-alert",
    enabled: true,
    steps: steps.map(([method, sendAfter, enabled = true]) => ({ enabled, sendAfter, contacts: [{ method }] })),
  });
const rotation = (id: string, change: Fields = {}) =>
  object("scheduleRotation", id, {
    scheduleId: "week",
    startDate: "2026-01-05T08:00:00Z",
    type: "weekly",
    length: 1,
    participants: [
      { type: "user", id: "ada" },
      { type: "user", id: "bob" },
    ],
    ...change,
  });
const targets = { schedule: { type: "schedule", id: "week" }, ada: { type: "user", id: "ada" } };
const escalation = (repeats: Fields[], ...rules: [delay: number, ...who: (keyof typeof targets)[]][]) =>
  object("escalation", "core", {
    name: "Core",
    rules: rules.map(([delay, ...who]) => ({ delay, recipients: who.map((one) => targets[one]) })),
    repeats,
  });
const integration = (name: string, enabled = true) =>
  object("apiIntegration", name, { name, enabled, responders: [{ type: "escalation", id: "core" }] });

const account = (...objects: VendorObject[]): Account =>
  accountOf([
    user("ada", "Ada"),
    user("bob", "Bob"),
    rule("ada", ["sms", 0], ["voice", 1]),
    rule("bob", ["voice", 0]),
    object("schedule", "week", { name: "Weekly", timezone: "Europe/Berlin", enabled: true }),
    rotation("all"),
    escalation([], [0, "schedule"], [30, "ada"]),
    integration("core--grafana--prod"),
    ...objects,
  ]);
const monday = Date.parse("2026-01-05T09:00:00+01:00");
const paging = (objects: Account, at = monday) => {
  const found = pagingOf(objects, "core", at);
  if (!found) throw new Error("nothing leads to the escalation");
  return found;
};
const written = (objects: Account, at?: number) =>
  paging(objects, at).calls.map(
    ({ minute, round, level, people, asked }) =>
      `${round}.${level} ${minute} ${people.map(({ name, notices }) => `${name} ${notices.map((notice) => `${notice.way}@${notice.minute}`).join(" ")}`).join(", ") || `nobody of ${asked.join(", ")}`}`,
  );

test("every delay counts from the beginning of the alert", () => {
  expect(written(account())).toEqual(["1.1 0 Ada SMS@0 phone call@1", "1.2 30 Ada SMS@30 phone call@31"]);
  expect(paging(account())).toMatchObject({ pager: "Opsgenie", service: "Core", senders: ["grafana"], end: 30, timeZone: "Europe/Berlin" });
});

test("a round begins again its interval after the last rule, and whoever is on call then is called", () => {
  const twice = account(escalation([{ waitInterval: 15, count: 2 }], [0, "schedule"], [30, "ada"]));
  expect(written(twice, Date.parse("2026-01-12T08:30:00+01:00")).filter((line) => line.includes(".1 "))).toEqual([
    "1.1 0 Ada SMS@0 phone call@1",
    "2.1 45 Bob phone call@45",
    "3.1 90 Bob phone call@90",
  ]);
  expect(paging(twice).end).toBe(135);
});

test("where nobody is on call the next rule still waits for its minute", () => {
  expect(written(account(rotation("all", { startDate: "2027-01-04T08:00:00Z" })))).toEqual([
    "1.1 0 nobody of Weekly",
    "1.2 30 Ada SMS@30 phone call@31",
  ]);
});

test("all rotations of a schedule call theirs at once, each person once", () => {
  const second = rotation("second", { participants: [{ type: "user", id: "bob" }] });
  expect(written(account(second))[0]).toBe("1.1 0 Ada SMS@0 phone call@1, Bob phone call@0");
  expect(written(account(second), Date.parse("2026-01-13T00:00:00Z"))[0]).toBe("1.1 0 Bob phone call@0");
});

test("a step, a rule or a schedule that is off tells nobody", () => {
  expect(written(account(rule("ada", ["sms", 0, false], ["voice", 1])))[0]).toBe("1.1 0 Ada phone call@1");
  const off = object("notificationRule", "ada", { username: "ada@example.com", actionType: "create-alert", enabled: false, steps: [] });
  expect(written(account(off))[0]).toBe("1.1 0 Ada ");
  const silent = object("schedule", "week", { name: "Weekly", timezone: "Europe/Berlin", enabled: false });
  expect(written(account(silent))[0]).toBe("1.1 0 nobody of Weekly");
});

test("an escalation to which nothing leads that is on is paged by nothing: so it is with one that stands by", () => {
  expect(pagingOf(account(integration("core--grafana--prod", false)), "core", monday)).toBeUndefined();
  expect(pagingOf(account(), "other", monday)).toBeUndefined();
});

describe("hours of a rotation", () => {
  const clock = (startHour: number, endHour: number) => ({ startHour, startMin: 0, endHour, endMin: 0 });
  const at = (timeRestriction: Fields, instant: string) => {
    const [found] = accountOf([rotation("hours", { timeRestriction })]).rotations.values();
    return found && participantAt(found, "Europe/Berlin", Date.parse(instant)) !== undefined;
  };

  test("of a day reach into the next where they end before they begin", () => {
    const night = { type: "time-of-day", restriction: clock(22, 6) };
    expect(["21:59", "22:00", "23:59"].map((time) => at(night, `2026-01-07T${time}:00+01:00`))).toEqual([false, true, true]);
    expect(["00:00", "05:59", "06:00"].map((time) => at(night, `2026-01-08T${time}:00+01:00`))).toEqual([true, true, false]);
  });

  test("of the week go from one day to another", () => {
    const sundayNight = {
      type: "weekday-and-time-of-day",
      restrictions: [{ ...clock(20, 8), startDay: "sunday", endDay: "monday" }],
    };
    expect(at(sundayNight, "2026-01-11T19:59:00+01:00")).toBe(false);
    expect(at(sundayNight, "2026-01-11T20:00:00+01:00")).toBe(true);
    expect(at(sundayNight, "2026-01-12T07:59:00+01:00")).toBe(true);
    expect(at(sundayNight, "2026-01-12T08:00:00+01:00")).toBe(false);
  });
});

test.each([
  ["a person that is not there", accountOf([escalation([], [0, "ada"]), integration("core--grafana--prod")]), "no user ada"],
  ["a schedule that is not there", accountOf([escalation([], [0, "schedule"]), integration("core--grafana--prod")]), "no schedule week"],
])("%s is told, and never looked past", (_, objects, told) => {
  expect(() => paging(objects)).toThrow(told);
});
