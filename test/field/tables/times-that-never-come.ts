import assert from "node:assert/strict";
import { formatDuration } from "../../../model/quantity.ts";
import type { FieldTable } from "../case.ts";
import { organization, saidOf } from "../checked.ts";

const held = (time: string) => ({ file: "systems/shop.yaml", replace: "for: 1m, missing: fire", with: `for: ${time}, missing: fire` });
const page = (keys: string) => organization("shop: { name: Shop, escalation: shop }", `shop: { name: Shop, escalation: shop, ${keys} }`);
const way = "choose a value within the range";

export const table: FieldTable = {
  title: "Times that never come",
  story:
    "A duration is written in a second, and nobody waits for it to pass. A notification after a year is none, a server refuses what it cannot hold, and what is shorter than its smallest unit is cut to nothing.",
  cases: [
    {
      reports: [],
      input: "An alert that pages has `for: 3650d`.",
      answer: "`check` refuses it: 30 days are the longest that anybody waits to hear of a failure.",
      proof: () => assert.deepEqual(saidOf([held("3650d")]), [`out-of-range: "for": longer than 30d; ${way}`]),
    },
    {
      reports: [],
      input: "`for: 300000d`, or `99999999999999999999w`, which Prometheus refuses with the whole file of rules.",
      answer: "`check` refuses it.",
      proof: () => {
        for (const time of ["300000d", "99999999999999999999w"])
          assert.deepEqual(saidOf([held(time)]), [`out-of-range: "for": longer than 30d; ${way}`]);
      },
    },
    {
      reports: [],
      input: "`for: 0.1ms`, which is rendered as 0.",
      answer: "`check` refuses what is no whole number of milliseconds, and whatever it takes is rendered as it is.",
      proof: () => {
        assert.deepEqual(saidOf([held("0.1ms")]), [`out-of-range: "for": no whole number of milliseconds; ${way}`]);
        assert.deepEqual(saidOf([held("0.25s")]), []);
        assert.equal(formatDuration(0.25), "250ms");
      },
    },
    {
      reports: [],
      input: "The absence of a policy's series, or a level of an escalation, waits for ten years.",
      answer: "Both are refused.",
      proof: () => {
        assert.deepEqual(saidOf([organization("least-bad-events: 10", "least-bad-events: 10\n    absence: 3650d")]), [
          `out-of-range: "absence": longer than 30d; ${way}`,
        ]);
        assert.deepEqual(saidOf([organization("[{ schedule: primary, wait: 15m }, ", "[{ schedule: primary, wait: 3650d }, ")]), [
          `out-of-range: "wait": longer than 30d; ${way}`,
        ]);
      },
    },
    {
      reports: [],
      input: "A window of 29 days, and a pending period of two days behind it.",
      answer: "Refused: together they are longer than 30 days.",
      proof: () => {
        const edit = { file: "systems/shop.yaml", replace: "over: 5m, least: 10 } }, for: 5m", with: "over: 29d, least: 10 } }, for: 2d" };
        assert.deepEqual(saidOf([edit]), [
          "detected-too-late: over 29d and for 2d add up to more than 30d; choose a shorter window or a shorter `for`",
        ]);
      },
    },
    {
      reports: [],
      input: "`auto-resolve: 1s`, before anybody's telephone rings.",
      answer: "`check` refuses it: an incident would end before the last level is called.",
      proof: () => {
        const end = "set a longer `auto-resolve`, or `never` so that only the alert ends it";
        assert.deepEqual(saidOf([page("auto-resolve: 1s")]), [
          `resolved-before-called: incidents resolve automatically after 1s, but the last level is paged only after 15m; ${end}`,
        ]);
        assert.deepEqual(saidOf([page("auto-resolve: 16m")]), []);
      },
    },
    {
      reports: [],
      input: "`group: 24h`: whatever fails within a day of an incident is part of it.",
      answer: "`check` refuses more than an hour: until then a failure pages no one.",
      proof: () => assert.deepEqual(saidOf([page("group: 24h")]), [`out-of-range: "group": longer than 1h; ${way}`]),
    },
  ],
};
