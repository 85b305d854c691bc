import { expect, test } from "vitest";
import { refusals } from "../../../components/pagerduty/refusals.ts";
import type { Organization } from "../../../model/resolved.ts";
import { sentences } from "../sentences.ts";
import { escalation, onCall, organization, weekly } from "./organization.ts";

const waits = (...seconds: number[]): Partial<Organization> => ({
  escalations: [{ ...escalation, levels: seconds.map((wait) => ({ target: weekly, kind: "schedule", wait })) }],
});
const turns = (turn: number): Partial<Organization> => ({
  schedules: [{ ...weekly, layers: weekly.layers.map((layer) => ({ ...layer, turn })) }],
});
const service = (change: Partial<typeof onCall>): Partial<Organization> => ({ onCalls: [{ ...onCall, ...change }] });

test("what the vendor takes is not refused", () => {
  expect(sentences(refusals(organization))).toEqual([]);
});

test.each<[string, Partial<Organization>, string[]]>([
  ["a wait at the least", waits(60), []],
  ["a wait below it", waits(900, 30), ["escalations/core/levels/2/wait: 30s is shorter than PagerDuty's 1m"]],
  ["a wait between minutes, which is not rounded", waits(90), ["escalations/core/levels/1/wait: 90s is not a multiple of PagerDuty's 1m"]],
  ["a turn of an hour", turns(3600), []],
  ["a turn below an hour", turns(3599), ["schedules/weekly/layers/all-hours/turn: 3599s is shorter than PagerDuty's 1h"]],
  ["a turn above a year", turns(366 * 86_400), ["schedules/weekly/layers/all-hours/turn: 366d is longer than PagerDuty's 365d"]],
  ["a group of a day", service({ group: 86_400 }), []],
  ["a group below a minute", service({ group: 59 }), ["on-call/core/group: 59s is shorter than PagerDuty's 1m"]],
  ["a group above a day", service({ group: 90_000 }), ["on-call/core/group: 25h is longer than PagerDuty's 1d"]],
  [
    "a timeout with a fraction of a second",
    service({ autoResolve: 0.5 }),
    ["on-call/core/auto-resolve: 500ms is shorter than PagerDuty's 1s"],
  ],
  [
    "all of them at once",
    { ...waits(1), ...turns(1) },
    [
      "escalations/core/levels/1/wait: 1s is shorter than PagerDuty's 1m",
      "schedules/weekly/layers/all-hours/turn: 1s is shorter than PagerDuty's 1h",
    ],
  ],
])("%s", (_, change, expected) => {
  expect(sentences(refusals({ ...organization, ...change }))).toEqual(expected);
});
