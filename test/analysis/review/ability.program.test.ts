import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { exposed } from "../../../analysis/prove/application.ts";
import type { Simulation } from "../../../analysis/prove/simulation.ts";
import { following, steady } from "../../../analysis/prove/trace.ts";
import { isFiredByOne } from "../../../analysis/review/ability/able.ts";
import { abilitiesOf, abilityFindings, abilitySection } from "../../../analysis/review/ability.ts";
import { pairsOf } from "../../../analysis/review/pairs.ts";
import { holds } from "../../prometheus/suite.ts";
import { alertsAs, type Edit } from "./changed.ts";

type Written = Record<string, unknown>;

/** hasteCRM's alert on errors of the API, written otherwise. */
const errorsAs =
  (written: Written): Edit =>
  ({ systems }) =>
    Object.assign(systems.find(({ system }) => system === "hastecrm")?.services.api?.alerts.errors ?? {}, written);
const base = alertsAs();
const review = (edit: Edit) => abilitiesOf(pairsOf(base, alertsAs(edit)));
const named = <T extends { name: string }>(all: readonly T[], name: string): T => {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};
const errors = "hastecrm--api--errors";
const share = (above: string, over: string, least?: number) => ({ "bad-share": { above, over, ...(least && { least }) } });

describe("what alerts can do before and after a change", () => {
  it("is the same for every alert where nothing changed, and says so", () => {
    const abilities = review(() => {});
    expect(abilities.map(({ name }) => name)).toEqual(base.map(({ name }) => name));
    for (const { before, after } of abilities) expect(after).toEqual(before);
    expect(abilityFindings(abilities)).toEqual([]);
    const { blocks } = abilitySection(abilities);
    expect(blocks.map(({ kind }) => kind)).toEqual(["text", "details"]);
  });
  it("knows what a raised threshold no longer sees", () => {
    const { before, after } = named(review(errorsAs({ when: share("8%", "15m", 10) })), errors);
    expect(before).toEqual({ fires: "sometimes", oneFailure: false, quietOutage: null, unseen: "up to 5%; up to 100% at 40/h" });
    expect(after).toEqual({ fires: "sometimes", oneFailure: false, quietOutage: 1200, unseen: "up to 8%; below 100% at 40/h" });
  });
  it("an alert that can never fire any more is an error, unless the change itself says why", () => {
    const abilities = review(errorsAs({ when: share("100%", "5m") }));
    expect(abilityFindings(abilities)).toMatchObject([
      {
        severity: "error",
        entry: "hastecrm/api/errors",
        what: expect.stringContaining("can never fire any more: a share is never above 100%"),
      },
    ]);
    expect(abilityFindings(abilities, new Set(["hastecrm/api/errors"]))).toEqual([]);
  });
  it("an alert that would always fire is an error", () => {
    const always: Edit = ({ systems }) =>
      Object.assign(systems.find(({ system }) => system === "hastecrm")?.services.database?.alerts.down ?? {}, { when: { below: 2 } });
    expect(abilityFindings(review(always))).toMatchObject([{ severity: "error", entry: "hastecrm/database/down" }]);
  });
  it("an alert that one failed request at night fires newly is a warning, with its way out", () => {
    const found = abilityFindings(review(errorsAs({ when: share("5%", "15m"), for: "0s" })));
    expect(found).toMatchObject([
      {
        severity: "warning",
        entry: "hastecrm/api/errors",
        what: expect.stringContaining("one failed request in the quietest hour (40/h) pages someone"),
      },
    ]);
    const back = abilityFindings(abilitiesOf(pairsOf(alertsAs(errorsAs({ when: share("5%", "15m"), for: "0s" })), base)));
    expect(back.map(({ what }) => what)).toEqual([expect.stringContaining("no longer detects a total outage in the quietest hour")]);
  });
  it("an outage at night that is no longer seen is a warning", () => {
    const sharp = alertsAs(errorsAs({ when: share("50%", "15m", 5), for: "0s" }));
    expect(abilityFindings(abilitiesOf(pairsOf(sharp, base)))).toMatchObject([
      {
        severity: "warning",
        entry: "hastecrm/api/errors",
        what: expect.stringContaining("no longer detects a total outage in the quietest hour (40/h)"),
      },
    ]);
  });
  it("what head says of the quietest hour holds for base as well", () => {
    const busier: Edit = ({ systems }) =>
      Object.assign(systems.find(({ system }) => system === "hastecrm")?.services.api?.signals.success ?? {}, {
        "minimum-traffic": "600/h",
      });
    const { quietTraffic, before, after } = named(review(busier), errors);
    expect({ quietTraffic, before }).toMatchObject({ quietTraffic: "600/h", before: { quietOutage: 360 } });
    expect(after).toEqual(before);
  });
  it("only what changed is in the open table", () => {
    const section = abilitySection(review(errorsAs({ when: share("8%", "5m", 10) })));
    const [open, folded] = section.blocks;
    expect(open).toEqual({
      kind: "table",
      head: ["alert", "can fire", "one failed request at night", "total outage at night", "undetected"],
      rows: [
        [
          [{ code: errors }],
          "yes",
          "does not",
          "never",
          ["up to 5%; up to 100% at 40/h", " -> ", { strong: "up to 8%; up to 100% at 40/h" }],
        ],
      ],
    });
    expect(folded).toMatchObject({ kind: "details", summary: `${base.length - 1} alerts are as before` });
  });
});

/** A failure among even requests, one a minute: it fires after the minutes for which it must hold, or never. */
function oneFailure(name: string, when: Written, held: number): Simulation {
  const alert = named(alertsAs(errorsAs({ when, for: `${held}m` })), errors);
  const signal = alert.when.kind === "bad-share" ? alert.when.signal : undefined;
  if (!signal) throw new Error(`${errors} reads no share`);
  const trace = following(steady(60, 1), steady(1, 1, 1), steady(59, 1));
  const fires = isFiredByOne(alert, new Fraction(60));
  const over = alert.when.kind === "bad-share" ? alert.when.over / 60 : 0;
  return {
    name: `${name}: ${fires ? "fires" : "does not"}`,
    alerts: [alert],
    scrape: alert.evaluator.scrape,
    series: exposed(signal, trace),
    minutes: trace.length,
    fires: fires ? { [errors]: [[61 + held, 61 + over]] } : {},
  };
}

describe("one failed request, in real Prometheus", () => {
  const cases = [
    oneFailure("one of ten, above 5 %", share("5%", "10m"), 0),
    oneFailure("one of ten, above 5 %, for less than it stays", share("5%", "10m"), 9),
    oneFailure("one of ten, above 5 %, for as long as it stays", share("5%", "10m"), 10),
    oneFailure("one of ten, above 9 %", share("9%", "10m"), 0),
    oneFailure("one of ten, above 11 %", share("11%", "10m"), 0),
    oneFailure("one of ten, above 5 %, where two are asked for", share("5%", "10m", 2), 0),
  ];
  holds(cases);
  it("some fire and some do not", () => {
    expect(cases.map(({ fires }) => Object.keys(fires).length)).toEqual([1, 1, 0, 1, 0, 0]);
  });
});
