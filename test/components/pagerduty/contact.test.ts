import { expect, test } from "vitest";
import { contactMethodArgs, contactsOf, notificationRuleArgs } from "../../../components/pagerduty/contact.ts";
import { ada, bob } from "./organization.ts";

test.each([
  [
    "a message at once and a call a minute later",
    ["sms", "phone"],
    [
      { way: "sms", delay: 0 },
      { way: "phone", delay: 1 },
    ],
  ],
  [
    "the same whatever the order in the catalog",
    ["phone", "sms"],
    [
      { way: "sms", delay: 0 },
      { way: "phone", delay: 1 },
    ],
  ],
  ["a call at once where there is no message before it", ["phone"], [{ way: "phone", delay: 0 }]],
  ["nothing where nothing wakes the person", [], []],
] as const)("a person is told by %s", (_, reach, expected) => {
  expect(contactsOf({ ...ada, reach })).toEqual(expected);
});

test("a contact has the country apart from the number", () => {
  expect(contactMethodArgs("sms", "U1", { countryCode: 49, address: "3023125000" })).toEqual({
    userId: "U1",
    type: "sms_contact_method",
    label: "Messages",
    countryCode: 49,
    address: "3023125000",
  });
  expect(contactMethodArgs("phone", "U1", { countryCode: 1, address: "2015550100" })).toMatchObject({
    type: "phone_contact_method",
    label: "Calls",
  });
});

test("a rule is about incidents of high urgency, as every page service has", () => {
  const [message] = contactsOf(bob);
  expect(message && notificationRuleArgs(message, "U1", "C1")).toEqual({
    userId: "U1",
    urgency: "high",
    startDelayInMinutes: 0,
    contactMethod: { id: "C1", type: "sms_contact_method" },
  });
});
