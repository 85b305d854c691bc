import { describe, expect, test } from "vitest";
import { type Identity, lossesOf } from "../../model/ledger.ts";
import { goneOf } from "../../model/losses.ts";

const identity = (line: string): Identity => {
  const [kind = "", name = "", pages] = line.split(" ");
  return { kind: kind as Identity["kind"], name, formerNames: [], pages: pages !== undefined };
};

/** The entries that are gone, each with how many names and what it is now. */
function gone(ledger: readonly string[], catalog: readonly string[]): string[] {
  const text = ledger.join("\n");
  const identities = catalog.map(identity);
  return goneOf(text, lossesOf(text, identities, []), identities).map(
    ({ name, losses, now }) => `${name} ${losses.length}${now === undefined ? "" : ` now ${now}`}`,
  );
}

const web = ["alert shop--web--slo--page pages", "alert shop--web--slo--ticket", "alert shop--web--down pages", "signal shop--web--ok"];
const pay = ["alert shop--pay--down pages", "dashboard shop--overview"];
const site = web.map((line) => line.replace("--web--", "--site--"));

describe("lost names are told as the entry that is gone", () => {
  test.each<[string, string[], string[], string[]]>([
    ["nothing", [...web, ...pay], [...web, ...pay], []],
    ["one alert", [...web, ...pay], [...web.filter((line) => !line.includes("down")), ...pay], ["shop--web--down 1"]],
    ["an SLO with its alerts", [...web, ...pay], [...web.filter((line) => !line.includes("slo")), ...pay], ["shop--web--slo 2"]],
    ["a service", [...web, ...pay], pay, ["shop--web 4"]],
    ["a system", [...web, ...pay], ["alert other--api--down pages"], ["shop 6"]],
    [
      "a signal whose alert of the same id lives",
      ["signal shop--web--slow", "alert shop--web--slow pages"],
      ["alert shop--web--slow pages"],
      ["shop--web--slow 1"],
    ],
    ["people and teams of one id, apart", ["team core", "person core"], [], ["core 1", "core 1"]],
  ])("%s", (_, ledger, catalog, expected) => expect(gone(ledger, catalog)).toEqual(expected));
});

describe("a probable rename is found", () => {
  test.each<[string, string[], string[], string[]]>([
    ["of a service", [...web, ...pay], [...site, ...pay], ["shop--web 4 now shop--site"]],
    ["of a service that lost an alert with it", [...web, ...pay], [...site.slice(1), ...pay], ["shop--web 4 now shop--site"]],
    ["of an alert", [...web], web.map((line) => line.replace("down", "dead")), ["shop--web--down 1 now shop--web--dead"]],
    ["of a system", web, web.map((line) => line.replace("shop--", "store--")), ["shop 4 now store"]],
    ["of an on-call service", ["on-call crm pages"], ["on-call sales pages"], ["crm 1 now sales"]],
    ["among several new ones the nearest", ["person ann-lee"], ["person ann-leigh", "person bob"], ["ann-lee 1 now ann-leigh"]],
  ])("%s", (_, ledger, catalog, expected) => expect(gone(ledger, catalog)).toEqual(expected));

  test.each<[string, string[], string[], string[]]>([
    ["by a service with other names below it", [...web, ...pay], ["alert shop--site--queue pages", ...pay], ["shop--web 4"]],
    [
      "by an entry that the ledger knows",
      ["alert shop--web--a pages", "alert shop--web--b pages"],
      ["alert shop--web--b pages"],
      ["shop--web--a 1"],
    ],
    ["by an entry of another service", ["alert shop--web--a pages", ...pay], ["alert shop--pay--a pages", ...pay], ["shop--web 1"]],
    ["by an entry of another kind", ["team crm"], ["person crm2"], ["crm 1"]],
    ["by one of two that are equally unlike", ["person ann"], ["person bartholomew", "person christopher"], ["ann 1"]],
  ])("but not %s", (_, ledger, catalog, expected) => expect(gone(ledger, catalog)).toEqual(expected));
});
