import { describe, expect, test } from "vitest";
import { importsOf, type Sought } from "../../cli/adopt/imports.ts";
import { keyOf } from "../../cli/adopt/key.ts";
import { refusedAsTaken, remedyFor } from "../../cli/adopt/refused.ts";
import { leftOver, unreadable } from "../../cli/adopt.ts";
import { ownedObjects } from "../../cli/drift/gather.ts";

const user = "pagerduty:index/user:User";
const schedule = "pagerduty:index/schedule:Schedule";
const urn = (type: string, name: string) => `urn:pulumi:prod::slostack::slostack:pagerduty:OnCall$${type}::${name}`;
const created = (type: string, name: string, inputs: object) => ({
  resourcePreEvent: { metadata: { op: "create", type, urn: urn(type, name), new: { inputs } } },
});

const resources = [
  { type: "pulumi:providers:pagerduty", name: "pagerduty" },
  { type: "pulumi:providers:opsgenie", name: "opsgenie" },
  { type: "slostack:pagerduty:OnCall", name: "on-call", component: true },
  { type: user, name: "adaUser", logicalName: "ada", parent: "on-call", provider: "pagerduty" },
  { type: schedule, name: "ada", parent: "on-call", provider: "pagerduty" },
];
const sought: Sought = {
  written: JSON.stringify({ nameTable: {}, resources }),
  events: [created(user, "ada", { name: "Ada", email: "ada@example.com" }), created(schedule, "ada", { name: "Primary" })],
  listings: [
    { vendor: "pagerduty", what: "users", objects: [{ type: user, id: "P1", name: "A. L.", key: "Ada@example.com" }] },
    { vendor: "pagerduty", what: "schedules", objects: [{ type: schedule, id: "S1", name: "primary" }] },
    { vendor: "opsgenie", what: "objects", why: "no function of its provider lists them" },
  ],
  owned: new Set(),
  ids: new Map(),
};
const adoptedIn = (change: Partial<Sought>) => importsOf({ ...sought, ...change }).adopted.map(({ name, id }) => `${name} ${id}`);

describe("what an update would create is found at its vendor", () => {
  test("by its address or else its name, whatever the capitals, below its component and on its provider alone", () => {
    const { file, adopted, several, unlisted } = importsOf(sought);
    expect(adopted).toEqual([
      { type: user, name: "ada", id: "P1" },
      { type: schedule, name: "ada", id: "S1" },
    ]);
    expect(file).toEqual({
      nameTable: {},
      resources: [resources[0], resources[2], { ...resources[3], id: "P1" }, { ...resources[4], id: "S1" }],
    });
    expect([several.size, unlisted]).toEqual([0, []]);
  });

  test("not if a stack owns it, also under an id that begins with an organization", () => {
    expect(adoptedIn({ owned: new Set([`${user} P1`]) })).toEqual(["ada S1"]);
    expect(adoptedIn({ owned: new Set([`${user} 1:P1`]) })).toEqual(["ada S1"]);
  });

  test("by the id that a person names, whatever is listed", () => {
    expect(adoptedIn({ ids: new Map([[`${user}::ada`, "P9"]]), listings: [] })).toEqual(["ada P9"]);
  });

  test("by the id that an import takes, where that is another than in a state", () => {
    const flag = { type: schedule, id: "678", importId: "12345/678", name: "Primary" };
    expect(adoptedIn({ listings: [{ vendor: "pagerduty", what: "flags", objects: [flag] }] })).toEqual(["ada 12345/678"]);
    expect(adoptedIn({ listings: [{ vendor: "pagerduty", what: "flags", objects: [flag] }], owned: new Set([`${schedule} 678`]) })).toEqual(
      [],
    );
  });

  test("not where several have the name: a person chooses", () => {
    const two = { vendor: "pagerduty", what: "more", objects: [{ type: schedule, id: "S2", name: "Primary" }] };
    const { adopted, several } = importsOf({ ...sought, listings: [...sought.listings, two] });
    expect(adopted.map(({ id }) => id)).toEqual(["P1"]);
    expect([...several]).toEqual([[`${schedule}::ada`, ["S1", "S2"]]]);
  });

  test("not where nothing lists its kind, or it has no name: that is said", () => {
    expect(importsOf({ ...sought, listings: [] }).unlisted).toEqual([`${user}::ada`, `${schedule}::ada`]);
    expect(importsOf({ ...sought, events: [] }).unlisted).toEqual([`${user}::ada`, `${schedule}::ada`]);
  });
});

test.each<[string, object, string | undefined]>([
  ["an address before a name", { name: "Ada", email: "ada@example.com" }, "ada@example.com"],
  ["the uid in a document before its title", { folder: "x", configJson: '{"uid":"shop--web","title":"Shop"}' }, "shop--web"],
  ["the title in a document", { folder: "x", configJson: '{"panels":[],"title":"Shop"}' }, "Shop"],
  ["whose contact it is, and of which type", { userId: "P1", type: "sms", label: "Messages", address: "[secret]" }, "P1 sms"],
  [
    "whose rule it is, for which contact and when",
    { userId: "P1", contactMethod: { id: "C1", type: "sms" }, startDelayInMinutes: 0, urgency: "high" },
    "P1 C1 0 high",
  ],
  ["nothing of a membership", { userId: "P1", teamId: "T1" }, undefined],
  ["nothing of a text that only looks like a document", { message: "{{ value }}" }, undefined],
])("%s tells an object from others", (_, fields, key) => {
  expect(keyOf(fields as Record<string, unknown>)).toBe(key);
});

const failed = (type: string, name: string, op = "create") => ({ resOpFailedEvent: { metadata: { op, urn: urn(type, name) } } });
const said = (type: string, name: string, message: string) => ({
  diagnosticEvent: { severity: "error", message, urn: urn(type, name) },
});

describe("the command that an update prints", () => {
  test.each([
    "email: Email has already been taken",
    "name: team with name [Shop] already exists",
    "409 Conflict: it already exists",
    "User Contact method must be unique",
    "There is already a feature flag with this key.",
  ])("answers a refusal: %s", (message) => {
    const events = [failed(user, "ada"), said(user, "ada", message)];
    expect(remedyFor(events, ["--sandbox", "--catalog", "my catalog"])).toBe(
      "\n1 object could not be created because the vendor has it already. Take over what is there, then update again:\n\n  npx slostack adopt --stack prod --sandbox --catalog 'my catalog'\n\n",
    );
  });

  test.each([
    ["another reason", [failed(user, "ada"), said(user, "ada", "400 Bad Request: Role is invalid")]],
    ["a change that was refused", [failed(user, "ada", "update"), said(user, "ada", "Name has already been taken")]],
    ["the refusal of something else", [failed(user, "ada"), said(schedule, "ada", "Name has already been taken")]],
  ])("is not printed for %s", (_, events) => {
    expect([refusedAsTaken(events), remedyFor(events)]).toEqual([[], ""]);
  });
});

describe("what is left to a person", () => {
  const stack = { stack: "prod", sandbox: false } as const;
  const none = { file: {}, adopted: [], several: new Map(), unlisted: [] };

  test("is the command, and for each kind where its id is found, if that is known", () => {
    const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
    const other = "acme:index/thing:Thing";
    expect(leftOver({ ...none, unlisted: [`${alarm}::shop--down`, `${alarm}::shop--slow`, `${other}::x`] }, stack)).toEqual([
      `No listing finds ${other}, ${alarm}. If an update is refused one of them, name the id that the vendor has:`,
      `  npx slostack adopt --stack prod --id '${alarm}::shop--down=<id>'`,
      `  Id of each alarm (${alarm}): its name (\`aws cloudwatch describe-alarms\`)`,
    ]);
  });

  test("is nothing where all was found", () => {
    expect(leftOver(none, stack)).toEqual([]);
  });
});

test("a state that cannot be read stops it, without the advice of drift", async () => {
  const { objects, unread } = await ownedObjects(
    {
      stacks: async () => ["staging", "acme/shop/prod", "other"],
      state: async (name) => {
        if (name === "staging") throw new Error("incorrect passphrase");
        return JSON.stringify({ deployment: { resources: [{ type: user, id: "P1" }] } });
      },
    },
    "prod",
    ["prod", "staging"],
  );
  expect([...objects]).toEqual([`${user} P1`]);
  expect(unread).toEqual(["the state of staging cannot be read (incorrect passphrase)"]);
  expect(unread.map(unreadable)).toEqual([
    "the state of staging cannot be read (incorrect passphrase), and nothing was adopted, because what it owns cannot be told from the rest: select a backend and passphrase that can read it",
  ]);
});
