import { describe, expect, test } from "vitest";
import { accountOf } from "../../../../components/pagerduty/paging/objects.ts";
import { pagingOf } from "../../../../components/pagerduty/paging/walk.ts";
import { wakes } from "../../../../components/paging.ts";
import { account, contact, people, policy, schedule, service } from "./account.ts";

const monday = Date.parse("2026-01-05T09:00:00+01:00");
const paging = (objects: ReturnType<typeof account>, at = monday) => {
  const found = pagingOf(objects, "Core (prod)", at);
  if (!found) throw new Error("there is no service");
  return found;
};
/** `round.level minute name way@minute`, a line a person. */
const written = (objects: ReturnType<typeof account>, at?: number) =>
  paging(objects, at).calls.flatMap(({ minute, round, level, people: called, asked }) =>
    called.length === 0
      ? [`${round}.${level} ${minute} nobody of ${asked.join(", ")}`]
      : called.map(
          ({ name, notices }) =>
            `${round}.${level} ${minute} ${name} ${notices.map((notice) => `${notice.way}@${notice.minute}`).join(" ")}`,
        ),
  );

test("a page goes to who is on call, by every rule at its minute, and after each wait to the next level", () => {
  expect(written(account())).toEqual(["1.1 0 Ada SMS@0 phone call@1", "1.2 15 Ada SMS@15 phone call@16"]);
  expect(paging(account())).toMatchObject({
    pager: "PagerDuty",
    service: "Core (prod)",
    senders: ["grafana"],
    end: 45,
    acknowledged: 1800,
    autoResolve: undefined,
    timeZone: "Europe/Berlin",
  });
});

test("who is on call is asked when the level is reached, not when the incident begins", () => {
  const beforeHandoff = Date.parse("2026-01-12T08:50:00+01:00");
  const again = account(policy(1, [15, "schedule"], [30, "ada"]));
  expect(written(again, beforeHandoff).filter((line) => line.includes(".1 "))).toEqual([
    "1.1 0 Ada SMS@0 phone call@1",
    "2.1 45 Bob phone call@45",
  ]);
});

test("after the last level the round begins again, as often as the policy repeats it", () => {
  const lines = written(account(policy(2, [5, "ada"], [10, "ada"])));
  expect(lines.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual(["1.1 0", "1.2 5", "2.1 15", "2.2 20", "3.1 30", "3.2 35"]);
  expect(paging(account(policy(2, [5, "ada"], [10, "ada"]))).end).toBe(45);
});

test("two targets of one level are called at once", () => {
  expect(written(account(policy(0, [15, "schedule", "ada"])), Date.parse("2026-01-13T00:00:00Z"))).toEqual([
    "1.1 0 Bob phone call@0",
    "1.1 0 Ada SMS@0 phone call@1",
  ]);
});

test("where nobody is on call the next level follows at once", () => {
  const later = account(schedule({ start: "2027-01-04T09:00:00+01:00" }));
  expect(written(later)).toEqual(["1.1 0 nobody of Weekly", "1.2 0 Ada SMS@0 phone call@1"]);
  expect(paging(later).end).toBe(30);
  expect(written(account(schedule({ start: "2027-01-04T09:00:00+01:00" }), policy(0, [15, "schedule"])))).toEqual([
    "1.1 0 nobody of Weekly",
  ]);
});

describe("of the rules of a person", () => {
  test("those whose delay reaches the end of the level are not used, but on the last level of the last round", () => {
    const late = contact("C4", "UADA", "phone_contact_method", 15);
    expect(written(account(...late, policy(1, [15, "ada"])))).toEqual([
      "1.1 0 Ada SMS@0 phone call@1",
      "2.1 15 Ada SMS@15 phone call@16 phone call@30",
    ]);
  });

  test("only those for the urgency of the service are used", () => {
    const low = contact("C5", "UADA", "email_contact_method", 0, "low");
    expect(written(account(...low, policy(0, [15, "ada"])))).toEqual(["1.1 0 Ada SMS@0 phone call@1"]);
    const quiet = account(...low, policy(0, [15, "ada"]), service({ incidentUrgencyRule: { type: "constant", urgency: "low" } }));
    expect(written(quiet)).toEqual(["1.1 0 Ada e-mail@0"]);
    expect(paging(quiet).calls.map(wakes)).toEqual([false]);
  });

  test("a message or a call wakes, a mail or nothing does not", () => {
    const only = (type: string) => accountOf([...people.filter(({ kind }) => kind === "user"), ...contact("C6", "UADA", type, 0), ...rest]);
    const rest = [schedule({}), policy(0, [15, "ada"]), service()];
    const waking = ["sms", "phone", "email", "push_notification"].map((type) => paging(only(`${type}_contact_method`)).calls.map(wakes));
    expect(waking).toEqual([[true], [true], [false], [false]]);
    expect(written(accountOf([...people.filter(({ kind }) => kind === "user"), ...rest]))).toEqual(["1.1 0 Ada "]);
  });
});

describe("what does not fit together is told, and never looked past", () => {
  test.each([
    ["a policy that is not there", account(service({ escalationPolicy: "PGONE" })), "no escalation policy PGONE"],
    ["a person that is not there", accountOf([schedule({}), policy(0, [15, "ada"]), service()]), "no user UADA"],
    ["a schedule that is not there", accountOf([...people, policy(0, [15, "schedule"]), service()]), "no schedule SWEEK"],
    ["a contact that is not there", account(...contact("C7", "UADA", "sms_contact_method", 0).slice(1)), "no contact C7"],
    [
      "a rule that uses the contact of somebody else",
      account(...contact("C8", "UBOB", "sms_contact_method", 0).slice(0, 1), ...contact("C8", "UADA", "sms_contact_method", 0).slice(1)),
      "uses a contact of UBOB",
    ],
    [
      "a contact of an unknown type",
      account(...contact("C9", "UADA", "fax_contact_method", 0)),
      "no contact of the type fax_contact_method",
    ],
  ])("%s", (_, objects, told) => {
    expect(() => paging(objects)).toThrow(told);
  });

  test.each([
    ["a time that is none", { kind: "schedule", id: "S", fields: { name: "S", timeZone: "Etc/UTC", layers: [{ start: "yesterday" }] } }],
    ["a service whose urgency depends on hours", service({ incidentUrgencyRule: { type: "use_support_hours" } })],
    ["a timeout in words", service({ acknowledgementTimeout: "30m" })],
  ])("%s", (_, object) => {
    expect(() => accountOf([object])).toThrow();
  });
});

test("a service that is not there is paged by nothing", () => {
  expect(pagingOf(account(), "Core (staging)", monday)).toBeUndefined();
});

test("timeouts are seconds; an acknowledgement may hold for ever, and an incident end by the clock", () => {
  const other = service({ acknowledgementTimeout: "null", autoResolveTimeout: "14400" });
  expect(paging(account(other))).toMatchObject({ acknowledged: undefined, autoResolve: 14_400 });
});

test("what the clock resolves calls nobody any more", () => {
  const short = account(policy(1, [15, "ada"], [30, "schedule"]), service({ autoResolveTimeout: "1800" }));
  expect(written(short)).toEqual(["1.1 0 Ada SMS@0 phone call@1", "1.2 15 Ada SMS@15 phone call@16"]);
  expect(paging(short).end).toBe(30);
  const shorter = account(policy(1, [15, "ada"]), service({ autoResolveTimeout: "60" }));
  expect(written(shorter)).toEqual(["1.1 0 Ada SMS@0"]);
  expect(paging(shorter).end).toBe(1);
});
