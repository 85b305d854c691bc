import { describe, expect, test } from "vitest";
import { type Identity, identitiesOf, lossesOf, writeLedger } from "../../model/ledger.ts";
import { alert, escalation, onCall, organization, page, post, prod } from "../components/pagerduty/organization.ts";

const identity = (kind: Identity["kind"], name: string, pages = false, formerNames: string[] = []): Identity => ({
  kind,
  name,
  formerNames,
  pages,
});
const before = [identity("alert", "crm--api--down", true), identity("signal", "crm--api--success"), identity("on-call", "crm", true)];
const ledger = writeLedger(before);

test("a ledger has one line a name, in alphabetical order", () => {
  expect(ledger).toBe("alert crm--api--down pages\non-call crm pages\nsignal crm--api--success\n");
});

describe("against its ledger a catalog", () => {
  const [down, success, crm] = before as [Identity, Identity, Identity];
  test.each<[string, Identity[], string[], string[]]>([
    ["passes unchanged", before, [], []],
    ["passes with additions", [...before, identity("alert", "crm--api--slow", true)], [], []],
    ["loses what pages by a rename", [identity("alert", "crm--api--dead", true), success, crm], [], ["alert crm--api--down pages"]],
    ["keeps what was renamed with formerly", [identity("alert", "crm--api--dead", true, ["crm--api--down"]), success, crm], [], []],
    ["may retire what pages", [success, crm], ["crm--api--down"], []],
    ["cannot retire one by the name of another", [success, crm], ["crm--api--slow"], ["alert crm--api--down pages"]],
    [
      "loses history by the rename of a signal, which retired does not cover",
      [down, crm],
      ["crm--api--success"],
      ["signal crm--api--success"],
    ],
    ["keeps an alert that posts instead of paging", [{ ...down, pages: false }, success, crm], [], []],
    ["is told everything at once", [], [], ["alert crm--api--down pages", "on-call crm pages", "signal crm--api--success"]],
    ["does not take a team for the on-call of the same name", [down, success, identity("team", "crm")], [], ["on-call crm pages"]],
  ])("%s", (_, identities, retired, lost) => {
    expect(lossesOf(ledger, identities, retired).map(({ entry }) => entry)).toEqual(lost);
  });
});

test("what is retired where it pages is retired where it posts", () => {
  expect(lossesOf("alert crm--api--down", [], ["crm--api--down"])).toEqual([]);
});

test("comments and empty lines of a ledger mean nothing", () => {
  expect(lossesOf("# what stands\n\n", [], [])).toEqual([]);
});

describe("what has an identity", () => {
  const resolved = { environment: prod, organization, systems: [] };
  const names = (identities: Identity[]) => identities.map(({ kind, name }) => `${kind} ${name}`);

  test("is every alert, and in the owner of the account the people behind them", () => {
    expect(names(identitiesOf(resolved, [alert("a", page()), alert("b", post)]))).toEqual([
      "alert a",
      "alert b",
      "on-call core",
      "channel alerts",
      "escalation core",
      "schedule weekly",
      "team core",
      "person ada",
      "person bob",
    ]);
    expect(
      identitiesOf(resolved, [alert("a", page()), alert("b", post)])
        .filter(({ pages }) => pages)
        .map(({ name }) => name),
    ).toEqual(["a", "core"]);
  });

  test("is nobody's turn in an environment that does not own the account, and no on-call in one that pages nobody", () => {
    const other = { ...prod, ownsAccount: false };
    expect(names(identitiesOf({ ...resolved, environment: other }, []))).toEqual(["on-call core", "channel alerts"]);
    expect(names(identitiesOf({ ...resolved, environment: { ...other, pages: false } }, []))).toEqual(["channel alerts"]);
  });

  test("carries the names that it had under former ids", () => {
    const renamed = {
      ...organization,
      escalations: [{ ...escalation, formerly: ["old"] }],
      onCalls: [{ ...onCall, formerly: ["first", "second"] }],
    };
    const found = identitiesOf({ ...resolved, organization: renamed }, []);
    expect(found.filter(({ formerNames }) => formerNames.length > 0).map(({ name, formerNames }) => [name, formerNames])).toEqual([
      ["core", ["first", "second"]],
      ["core", ["old"]],
    ]);
  });
});
