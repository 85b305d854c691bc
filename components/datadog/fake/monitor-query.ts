import type { Account } from "../../../sandbox/account.ts";
import type { Refusal } from "../../../sandbox/fake-provider/model.ts";
import { refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import type { ThresholdQuery } from "./metric-query.ts";

/** Most monitors that a composite reads ("Composite monitors"). */
const mostMembers = 10;

/** The ids in the query of a composite, each once. */
export function monitorsOf(query: string): string[] {
  return [...new Set(query.match(/\d+/g) ?? [])];
}

/** Ids, `&&`, `||`, `!` and parentheses in their places. */
function isCondition(query: string): boolean {
  let text = query.replace(/\s+/g, "").replace(/\d+/g, "a");
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(/!a|\(a\)|a&&a|a\|\|a/, "a");
  }
  return text === "a";
}

export function compositeRefusals(query: string, id: string | undefined, account: Account): Refusal[] {
  const ids = monitorsOf(query);
  if (!isCondition(query)) return refuse("query", "The value provided for parameter 'query' is invalid: not a condition of monitor ids");
  return [
    ...refuseIf(ids.length > mostMembers, "query", `composite monitors can have at most ${mostMembers} monitors, got ${ids.length}`),
    ...refuseIf(id !== undefined && ids.includes(id), "query", "a composite monitor cannot refer to itself"),
    ...ids.flatMap((one) => {
      const found = account.get("monitor", one);
      if (found === undefined) return refuse("query", `monitor ${one} does not exist`);
      return refuseIf(found.type === "composite", "query", `monitor ${one} is a composite: composite monitors cannot be nested`);
    }),
  ];
}

const burnRate = /^burn_rate\("([^"]*)"\)\.over\("([^"]*)"\)\.long_window\("(\d+)h"\)\.short_window\("(\d+)([mh])"\)$/;
const errorBudget = /^error_budget\("([^"]*)"\)\.over\("([^"]*)"\)$/;

/** What is wrong with a monitor on an SLO ("Burn rate alerts", "Error budget alerts"). */
export function sloAlertRefusals({ left, sign, threshold }: ThresholdQuery, account: Account): Refusal[] {
  const [burning, spent] = [burnRate.exec(left), errorBudget.exec(left)];
  const [, id = "", over = ""] = burning ?? spent ?? [];
  if (!burning && !spent) return refuse("query", "The value provided for parameter 'query' is invalid: no burn_rate or error_budget");
  const slo = account.get("serviceLevelObjective", id);
  if (!slo) return refuse("query", `SLO ${id} was not found`);
  const row = list(slo.thresholds)
    .map(fields)
    .find(({ timeframe }) => timeframe === over);
  if (!row) return refuse("query", `the SLO has no target for the time window "${over}"`);
  return [
    ...refuseIf(!sign.startsWith(">"), "query", `the operator of an SLO alert is > or >=, not ${sign}`),
    ...(burning ? burnRefusals(burning, Number(threshold), Number(text(row.target))) : []),
  ];
}

function burnRefusals([, , , long = "", short = "", unit = ""]: readonly string[], rate: number, target: number): Refusal[] {
  const highest = 1 / (1 - target / 100);
  const [longMinutes, shortMinutes] = [Number(long) * 60, Number(short) * (unit === "h" ? 60 : 1)];
  return [
    ...refuseIf(longMinutes < 60 || longMinutes > 48 * 60, "query", `the long window must be between 1h and 48h, got ${long}h`),
    ...refuseIf(shortMinutes >= longMinutes, "query", "the short window must be shorter than the long window"),
    // A little room for the vendor's own rounding of 1 - target.
    ...refuseIf(
      !(rate > 0 && rate <= highest * (1 + 1e-9)),
      "query",
      `the burn rate must be above 0 and at most ${highest.toFixed(2)}, got ${rate}`,
    ),
  ];
}
