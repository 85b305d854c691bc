import assert from "node:assert/strict";
import { firstCalledOf } from "../../../analysis/on-call/first-called.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import type { Edit } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";
import { now, organization, resolvedOf, reviewed, saidOf } from "../checked.ts";

const since = (day: string) => organization("since: 2026-01-05", `since: ${day}`);
const third = organization("\nteams:", "  cyd: { name: Cyd, email: cyd@example.com, reach: [sms] }\n\nteams:");
const joins = (day = "2026-01-05") =>
  organization("{ rotation: [ada, bob], turn: 1w, since: 2026-01-05", `{ rotation: [ada, bob, cyd], turn: 1w, since: ${day}`);
/** Without the person on the second level, whom a schedule without anybody would lead to. */
const alone = organization("[{ schedule: primary, wait: 15m }, { person: bob, wait: 15m }]", "[{ schedule: primary, wait: 15m }]");
const secondary = (rotation: string) => [
  organization(
    "\nescalations:",
    `  secondary: { name: Secondary, time-zone: Europe/Berlin, layers: { all: { rotation: ${rotation}, turn: 1w, since: 2026-01-05, handoff: "09:00" } } }\n\nescalations:`,
  ),
  organization("{ person: bob, wait: 15m }", "{ schedule: secondary, wait: 15m }"),
];

/** Whom the pager calls first, now and in the two weeks that follow. */
function calledIn(edits: readonly Edit[]): (string | undefined)[] {
  const resolved = resolvedOf(edits);
  const [service] = resolved.organization.onCalls;
  assert(service);
  const called = firstCalledOf(resolved, alertsOf(resolved));
  return [0, 7, 14].map((days) => called(service, now / 1000 + days * 86_400));
}

export const table: FieldTable = {
  title: "Shifts",
  story:
    "Whether somebody is on call depends on the day. A schedule that begins later, or a rotation of which one more is part, looks like the one before it and pages someone else, or nobody.",
  cases: [
    {
      reports: ["PagerDuty/terraform-provider-pagerduty#593", "ministryofjustice/modernisation-platform#2022"],
      input: "The first handoff of the only rotation is in 2062, a typo for 2026.",
      answer: "`check` refuses it: no one is on call from now until then; it names an earlier first handoff with the same turns.",
      proof: () => {
        assert.deepEqual(saidOf([since("2062-01-09")]), [
          "rotation-not-begun: no one is on call from now until 2062-01-09 09:00 Europe/Berlin, when the rotation starts; write since: 2026-06-01, which keeps all later turns",
        ]);
      },
    },
    {
      reports: ["PagerDuty/terraform-provider-pagerduty#593"],
      input: "The first handoff moves to 2062, and the escalation has no other level.",
      answer: "The review calls it blind, says that nobody is on call until then, and that it pages.",
      proof: () => {
        const [change, ...more] = reviewed([since("2062-01-09")], { before: [alone] });
        assert.deepEqual([more, change?.direction, change?.pages], [[], "blind", true]);
        assert.equal(change?.means[0], "no one is on call from now until 2062-01-09 09:00");
      },
    },
    {
      reports: [],
      input: "The first handoff moves to 2062, and a person is named on the second level.",
      answer: "Looser, as that person is called at once; nobody is on call on the first level until then.",
      proof: () => {
        const [change] = reviewed([since("2062-01-09")]);
        assert.deepEqual([change?.direction, change?.pages], ["looser", true]);
      },
    },
    {
      reports: ["PagerDuty/terraform-provider-pagerduty#585", "opsgenie/terraform-provider-opsgenie#185"],
      input: "A third person joins a weekly rotation, and the first handoff stays as it was.",
      answer:
        "The review says who is on call now, who is from the change on, which shifts of the next eight weeks move, and which first handoff leaves the present shift alone.",
      proof: () => {
        const [change, ...more] = reviewed([joins()], { before: [third] });
        assert.deepEqual([more, change?.direction, change?.pages], [[], "looser", true]);
        assert.deepEqual(change?.means.slice(0, 4), [
          "on call now: Bob until 2026-06-08 09:00; by this change: Ada, at once",
          "since: 2026-05-25 in the layer weekly leaves Bob on call until 2026-06-08 09:00",
          "Cyd is on call from 2026-06-15 09:00 on",
          "2026-06-03 14:00 to 2026-06-08 09:00: Ada instead of Bob",
        ]);
      },
    },
    {
      reports: ["PagerDuty/terraform-provider-pagerduty#1083"],
      input: "A third person joins, with the first handoff that the review proposed.",
      answer: "Bob keeps his week, at the pager too; Cyd follows him.",
      proof: () => {
        const [change] = reviewed([joins("2026-05-25")], { before: [third] });
        assert.deepEqual(change?.means.slice(0, 2), [
          "Bob is on call now, before and after, until 2026-06-08 09:00",
          "Cyd is on call from 2026-06-08 09:00 on",
        ]);
        assert.deepEqual(calledIn([third]), ["Bob", "Ada", "Bob"]);
        assert.deepEqual(calledIn([third, joins("2026-05-25")]), ["Bob", "Cyd", "Ada"]);
      },
    },
    {
      reports: ["PagerDuty/terraform-provider-pagerduty#341"],
      input: "Primary and secondary are two schedules with the same rotation.",
      answer: "`check` warns, with the dates: the same person is called on both levels.",
      proof: () => {
        assert.deepEqual(saidOf(secondary("[ada, bob]")), [
          "level-repeats-person: Bob is paged on level 1 and again on level 2 from now until 2026-06-08 09:00 Europe/Berlin, and 8 more times in the eight weeks from now; start one of the two rotations with another person",
        ]);
        assert.deepEqual(saidOf(secondary("[bob, ada]")), []);
      },
    },
  ],
};
