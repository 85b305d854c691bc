import { describe, expect, test } from "vitest";
import { postsOf } from "../../../analysis/on-call/posts.ts";
import type { Calendar } from "../../../model/resolved.ts";
import { alert, onCall } from "../../components/pagerduty/organization.ts";

const office: Calendar = {
  id: "office",
  timeZone: "Europe/Berlin",
  windows: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" }],
  holidays: [],
};
const weekend: Calendar = {
  id: "weekend",
  timeZone: "America/New_York",
  windows: [{ days: ["sat", "sun"], from: "00:00", to: "24:00" }],
  holidays: [],
};
const nights: Calendar = {
  id: "nights",
  timeZone: "Europe/Berlin",
  windows: [{ days: ["fri", "sun"], from: "20:00", to: "06:00" }],
  holidays: [],
};
const long: Calendar = {
  id: "long",
  timeZone: "Europe/Berlin",
  windows: [
    { days: ["sat"], from: "10:00", to: "14:00" },
    { days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "12:00" },
    { days: ["mon", "tue", "wed", "thu", "fri"], from: "13:00", to: "17:00" },
  ],
  holidays: ["2026-12-25", "2026-12-26", "2026-12-28"],
};
const closed: Calendar = { ...weekend, holidays: ["2026-01-17", "2026-01-18", "2026-01-24", "2026-01-25"] };
const [team, other] = [
  { id: "team", formerly: [], slack: "#team" },
  { id: "other", formerly: [], email: "other@example.com" },
];
const answeredFrom = (during: Calendar, at: string) => {
  const [post] = postsOf([{ route: { kind: "post", channel: team, during } }], Date.parse(at));
  return post?.answeredFrom === undefined ? "at once" : new Date(post.answeredFrom).toISOString();
};

describe("a post outside of its hours is answered when they begin", () => {
  test.each([
    ["within them at once", office, "2026-01-12T09:00:00+01:00", "at once"],
    ["before them until the same morning", office, "2026-01-12T03:00:00Z", "2026-01-12T08:00:00.000Z"],
    ["after them until the next morning", office, "2026-01-12T18:00:00+01:00", "2026-01-13T08:00:00.000Z"],
    ["on Friday evening until Monday, in the offset of that day", office, "2026-03-27T20:00:00+01:00", "2026-03-30T07:00:00.000Z"],
    ["at a weekend that lasts two days, at once", weekend, "2026-01-11T23:59:59-05:00", "at once"],
    ["in the evening of hours over midnight, at once", nights, "2026-01-16T21:00:00+01:00", "at once"],
    ["in the morning of the day after, at once", nights, "2026-01-17T05:59:00+01:00", "at once"],
    ["after that until the next evening", nights, "2026-01-17T06:00:00+01:00", "2026-01-18T19:00:00.000Z"],
    ["in the break between two windows until the second", long, "2026-12-23T12:30:00+01:00", "2026-12-23T12:00:00.000Z"],
    ["before holidays, at once", long, "2026-12-24T16:59:00+01:00", "at once"],
    ["after that, until the first hour that is on none of them", long, "2026-12-24T17:00:00+01:00", "2026-12-29T07:00:00.000Z"],
    ["on a holiday, within its hours", long, "2026-12-25T09:00:00+01:00", "2026-12-29T07:00:00.000Z"],
    ["over weekends that are all holidays", closed, "2026-01-12T12:00:00Z", "2026-01-31T05:00:00.000Z"],
    ["after it until the next", weekend, "2026-01-12T00:00:00-05:00", "2026-01-17T05:00:00.000Z"],
  ])("%s", (_, calendar, at, expected) => {
    expect(answeredFrom(calendar, at)).toBe(expected);
  });
});

test("each place is told once, whatever posts there; hours that differ make another place", () => {
  const at = Date.parse("2026-01-12T12:00:00Z");
  const alerts = ["a", "b", "c", "d"].map((name) => alert(name, { kind: "post", channel: team }));
  const [a, b, c, d] = alerts;
  const posts = postsOf(
    [
      { route: { kind: "page", onCall, channel: team }, ...(a && { alert: a }) },
      { route: { kind: "post", channel: team }, ...(b && { alert: b }) },
      { route: { kind: "post", channel: team, during: office }, ...(c && { alert: c }) },
      { route: { kind: "post", channel: other }, ...(d && { alert: d }) },
    ],
    at,
  );
  expect(posts.map(({ channel, during, alerts: titles }) => [channel.id, during?.id, titles])).toEqual([
    ["team", undefined, ["a", "b"]],
    ["team", "office", ["c"]],
    ["other", undefined, ["d"]],
  ]);
});
