import { describe, expect, test } from "vitest";
import { type Coverage, coverageOf } from "../../../analysis/coverage/coverage.ts";
import type { Named } from "../../../analysis/coverage/named.ts";
import { coverageText } from "../../../analysis/coverage/page.ts";
import { readRequirements } from "../../../analysis/coverage/requirement.ts";
import { entryAt, stackWith } from "./small.ts";

const group = {
  type: "grafana:alerting/ruleGroup:RuleGroup",
  name: "shop--web--alerts",
  from: ["shop/web/alerts/down"],
  args: { rules: [{ labels: { alert: "shop--web--down" } }] },
};
const stacks = [stackWith([group]), stackWith([], [], "staging")];
const down = (...ids: string[]) => entryAt("shop", "services/web/alerts/down", ids);
const duty = (...ids: string[]) => entryAt("shop", "application/no-names", ids);
const other = (...ids: string[]) => entryAt("shop", "services/web/slos/availability", ids);

function covered(row: string, ...named: Named[]): Coverage {
  const requirements = readRequirements(`## Shop\n\n| Id | Asked | Elsewhere |\n|---|---|---|\n${row}\n`);
  return coverageOf({
    page: "docs/requirements.md",
    requirements,
    named,
    stacks,
    leads: (link) => link === "here.md" || link === "silent.md",
    answers: (link) => link === "here.md",
  });
}
const faults = (...given: Parameters<typeof covered>) => covered(...given).answers.flatMap((answer) => answer.faults);

describe("a requirement is answered", () => {
  test("by an entry that something carries, in one of the environments", () => {
    const { answers } = covered("| S-A01 | page | |", down("S-A01"));
    expect(answers).toMatchObject([
      {
        faults: [],
        standings: [
          {
            entry: { entry: "shop/web/alerts/down" },
            carriers: [{ kind: "object", environment: "prod", name: "shop--web--alerts" }],
          },
        ],
      },
    ]);
  });
  test("by a reason, where nothing of the catalog carries it", () => {
    expect(faults("| S-A01 | page | dropped: nobody wants it |")).toEqual([]);
    expect(faults("| S-A01 | page | people: [there](here.md) |")).toEqual([]);
  });
  test("by the application, where a duty says what is needed of it", () => {
    expect(faults("| S-A01 | page | application: only it knows |", duty("S-A01"))).toEqual([]);
  });
});

describe("a requirement has no answer", () => {
  test("when people are to do it, and the procedure does not say that it is about it", () => {
    expect(faults("| S-A01 | page | people: [there](silent.md) |")).toEqual([
      "no procedure that the reason links says [S-A01] where it answers it",
    ]);
  });
  test("when no entry names it and no reason stands", () => {
    expect(faults("| S-A01 | page | |")).toEqual(["no entry of the catalog names it, and no reason says where else it belongs"]);
  });
  test("when nothing that exists carries an entry that names it, even if another entry is carried", () => {
    const nothing = "nothing that exists carries shop/web/slos/availability";
    expect(faults("| S-A01 | page | |", other("S-A01"))).toEqual([nothing]);
    expect(faults("| S-A01 | page | |", down("S-A01"), other("S-A01"))).toEqual([nothing]);
  });
  test("when an address of a channel is written to by nothing, even if alerts go to the channel", () => {
    const channel = entryAt("organization", "channels/alerts", ["S-A01"]);
    expect(faults("| S-A01 | page | |", channel)).toEqual(["nothing that exists carries #alerts of organization/channels/alerts"]);
  });
  test("when one of the routes of a journey is in no rendered file", () => {
    const files = [{ path: "otel-collector/shop.yaml", text: "^/orders$", from: ["shop/tracing"] }];
    const requirements = readRequirements("## Shop\n\n| Id | Asked | Elsewhere |\n|---|---|---|\n| S-X02 | orders | |\n");
    const named = [entryAt("shop", "tracing/journeys/order", ["S-X02"])];
    const found = coverageOf({ page: "", requirements, named, stacks: [stackWith([], files)], leads: () => true, answers: () => true });
    expect(found.answers[0]?.faults).toEqual(["nothing that exists carries /checkout of shop/tracing/journeys/order"]);
  });
  test("when only a duty names it, and nobody says why it is the application's", () => {
    expect(faults("| S-A01 | page | |", duty("S-A01"))).toEqual([
      'only a duty of the application answers it: say why, after "application:"',
    ]);
  });
  test("when it is said to be the application's, and no duty asks it of it", () => {
    expect(faults("| S-A01 | page | application: only it knows |")).toEqual([
      "no duty of the application names it, so the contract does not carry what is needed of it",
    ]);
  });
  test("when a reason stands although the catalog carries it", () => {
    const stale = "but shop/web/alerts/down carries S-A01: one of the two is wrong";
    expect(faults("| S-A01 | page | dropped: nobody wants it |", down("S-A01"))).toEqual([`the reason says dropped, ${stale}`]);
    expect(faults("| S-A01 | page | application: only it knows |", down("S-A01"), duty("S-A01"))).toEqual([
      `the reason says application, ${stale}`,
    ]);
  });
  test("when it is said to be nobody's, and is a duty of the application", () => {
    expect(faults("| S-A01 | page | dropped: nobody wants it |", duty("S-A01"))).toEqual([
      "the reason says dropped, but shop/application/no-names makes it a duty of the application",
    ]);
  });
  test("when the procedure of people is not there", () => {
    expect(faults("| S-A01 | page | people: [there](gone.md) |")).toEqual(["gone.md leads nowhere"]);
  });
});

test("an id that the page does not know is told with its place, and what was meant", () => {
  expect(covered("| S-A01 | page | |", down("S-A01", "S-A02")).faults).toEqual([
    {
      file: "shop.yaml",
      line: 1,
      what: "shop/web/alerts/down names S-A02, which docs/requirements.md does not know; did you mean S-A01?",
    },
  ]);
});

test("misprints of the page are faults of the page", () => {
  expect(covered("| S-A01 | page | never: why |", down("S-A01")).faults).toMatchObject([{ file: "docs/requirements.md", line: 5 }]);
});

test("on a terminal: the entry, what carries it in which environment, what is missing once more, and a count", () => {
  const rows = "| S-A01 | page | |\n| S-A02 | ticket | |\n| S-A03 | names | application: only it knows |";
  expect(coverageText(covered(rows, down("S-A01"), duty("S-A03")))).toBe(`Shop
  S-A01  page
         shop.yaml:1  shop/web/alerts/down
           prod  grafana:alerting/ruleGroup:RuleGroup  shop--web--alerts
  S-A02  ticket
         MISSING: no entry of the catalog names it, and no reason says where else it belongs
  S-A03  names
         application: only it knows
         shop.yaml:1  shop/application/no-names
           contract  leave names of customers out of every label

S-A02: no entry of the catalog names it, and no reason says where else it belongs

3 requirements: 1 in the catalog, 1 of the application, in the contract, 0 of people, in a procedure, 0 dropped, 1 without an answer.
`);
});
