import { describe, expect, test } from "vitest";
import { loadCatalog, resolve } from "../../language.ts";
import { goesAsFarAs } from "../../model/stage.ts";
import { type Edit, withCatalog } from "./edited.ts";

const shop = (replace: string, written: string): Edit => ({ file: "systems/shop.yaml", replace, with: written });
const organization = (written: string): Edit => ({ file: "organization.yaml", replace: "on-call:\n", with: `${written}\non-call:\n` });
const problems = (...edits: Edit[]): string[] =>
  withCatalog(edits, (catalog) => loadCatalog(catalog).problems.map(({ code, at, what }) => `${code} ${at}: ${what}`));

const trial = organization("shadow: quiet\n");
/** The base's alerts `errors` and `down` page and `hot` posts; `availability` does both. `down` is the probe of the service. */
const down = (keys: string) => shop("down: { signal", `down: { ${keys}, signal`);
const errors = (keys: string) => shop("errors: { signal", `errors: { ${keys}, signal`);
const hot = (keys: string) => shop("hot: { signal", `hot: { ${keys}, signal`);
const availability = (keys: string) => shop("availability: { signal", `availability: { ${keys}, signal`);

test("a stage goes as far as those below it, and without one as far as any", () => {
  const stages = ["shadow", "ticket", "page", undefined] as const;
  const table = stages.map((stage) => stages.map((other) => goesAsFarAs({ stage }, { stage: other })));
  expect(table).toEqual([
    [true, false, false, false],
    [true, true, false, false],
    [true, true, true, true],
    [true, true, true, true],
  ]);
});

describe("an alert on trial needs a channel of trials", () => {
  const at = (path: string) => `shadow-missing shop/api/${path}: it is a dry run, but the organization has no shadow channel`;
  test("wherever the stage is written", () => {
    expect(problems(errors("stage: shadow"), availability("environments: { prod: { stage: shadow } }"))).toEqual([
      at("slos/availability/environments/prod/stage"),
      at("alerts/errors/stage"),
    ]);
  });
  test("with it, alerts and SLOs may be on trial", () => {
    expect(
      problems(trial, errors("stage: shadow"), hot("stage: shadow"), availability("environments: { prod: { stage: shadow } }")),
    ).toEqual([]);
  });
});

describe("a stage that changes nothing is warned of", () => {
  const silent = (path: string, why: string) => [`stage-without-effect shop/api/${path}: ${why}`];
  const posts = "its severity posts anyway";
  const asleep = "where it holds, nobody is paged anyway";
  const table: [what: string, edit: Edit, expected: string[]][] = [
    ["a ticket of an alert that pages", errors("stage: ticket"), []],
    ["a ticket of an alert that posts", hot("stage: ticket"), silent("alerts/hot/stage", posts)],
    ["a trial of an alert that posts", hot("stage: shadow"), []],
    ["a ticket of an alert that pages in one environment alone", hot("stage: ticket, environments: { prod: { severity: critical } }"), []],
    ["a ticket of an SLO", availability("stage: ticket"), []],
    [
      "a trial where nobody is paged",
      errors("environments: { staging: { stage: shadow } }"),
      silent("alerts/errors/environments/staging/stage", asleep),
    ],
    [
      "a trial that ends where people are paged",
      errors("stage: shadow, environments: { prod: { stage: page } }"),
      silent("alerts/errors/stage", asleep),
    ],
    [
      "a trial everywhere but where it posts",
      errors("stage: shadow, environments: { prod: { stage: ticket } }"),
      silent("alerts/errors/stage", asleep),
    ],
    [
      "the same stage again",
      errors("stage: ticket, environments: { prod: { stage: ticket } }"),
      [...silent("alerts/errors/stage", asleep), ...silent("alerts/errors/environments/prod/stage", posts)],
    ],
    [
      "a stage of an entry that is off",
      errors("environments: { staging: { off: true, stage: shadow } }"),
      silent("alerts/errors/environments/staging/stage", "there is no environment in which it holds"),
    ],
    ["a promotion that is written", hot("stage: page"), []],
  ];
  test.each(table)("%s", (_, edit, expected) => {
    expect(problems(trial, edit)).toEqual(expected);
  });
});

test("another warning does not hide it", () => {
  const standby: Edit = {
    file: "organization.yaml",
    replace: "{ name: Shop, escalation: shop }",
    with: "{ name: Shop, escalation: shop, standby: opsgenie }",
  };
  expect(problems(standby, hot("stage: ticket")).map((line) => line.split(" ")[0])).toEqual(["pager-ends", "stage-without-effect"]);
});

describe("who is called depends on the stage", () => {
  const alone = shop("on-call: shop\n", "");
  const rest = [availability("stage: ticket"), shop("latency: { signal", "latency: { stage: shadow, signal"), errors("stage: ticket")];
  const pagers = (...edits: Edit[]) =>
    problems(trial, alone, ...rest, ...edits).flatMap((line) => (line.startsWith("page-without-pager") ? [line.split(":")[0]] : []));
  test("what only posts needs no on-call service, what pages does", () => {
    expect(pagers()).toEqual(["page-without-pager shop/api/alerts/down/severity"]);
    expect(pagers(down("stage: ticket"))).toEqual([]);
    expect(pagers(down("environments: { prod: { stage: shadow } }"))).toEqual([]);
    expect(pagers(down("environments: { staging: { stage: shadow } }"))).toEqual(["page-without-pager shop/api/alerts/down/severity"]);
  });
  test("a severity of one environment pages there, unless its stage forbids it", () => {
    const prod = (keys: string) => down(`stage: shadow, environments: { prod: { ${keys} } }`);
    expect(pagers(prod("severity: critical"))).toEqual([]);
    expect(pagers(prod("severity: critical, stage: page"))).toEqual(["page-without-pager shop/api/alerts/down/environments/prod/severity"]);
  });
});

describe("a probe goes as far as what needs it", () => {
  const quiet = shop(
    'success: { events: { of: requests, bad: { status: { starts-with: "5" } } }, minimum-traffic: 40/h',
    'success: { events: { of: requests, bad: { status: { starts-with: "5" } } }, minimum-traffic: 15/h',
  );
  const codes = (...edits: Edit[]) => problems(trial, quiet, ...edits).map((line) => line.split(":")[0]);
  test("a probe on trial is none for what pages", () => {
    expect(codes()).toEqual([]);
    expect(codes(down("stage: shadow"))).toEqual([
      "outage-unseen shop/api",
      "probe-missing shop/api/slos/availability",
      "probe-missing shop/api/alerts/errors",
    ]);
  });
  test("and is one for a dry run as well", () => {
    expect(
      codes(
        down("stage: shadow"),
        availability("stage: shadow"),
        shop("latency: { signal", "latency: { stage: shadow, signal"),
        shop("errors: { signal", "errors: { stage: shadow, signal"),
      ),
    ).toEqual([]);
  });
});

describe("a review policy", () => {
  const review = (written: string) => organization(`review: ${written}\n`);
  test("names approvers that exist; the nearest is offered", () => {
    const edit = review("{ approvers: { sre: [ada] }, approvals: [{ change: [blind], by: [ownr, sre, security] }] }");
    const found = withCatalog([edit], (catalog) => loadCatalog(catalog).problems.map(({ code, nearest }) => [code, nearest]));
    expect(found).toEqual([
      ["unknown-approver", "owner"],
      ["unknown-approver", undefined],
    ]);
  });
  test("a person who does not exist is told as everywhere", () => {
    expect(problems(review("{ approvers: { sre: [ada, eve] } }"))).toEqual([
      'unknown-person organization/review/approvers/sre/1: there is no person "eve"',
    ]);
  });
  test.each([
    ["1d", true],
    ["1w", true],
    ["52w", true],
    ["1h", false],
    ["400d", false],
  ])("a page budget in %s: %s", (time, sound) => {
    const found = problems(review(`{ page-budget: { pages: 2, in: ${time} } }`));
    expect(found).toEqual(sound ? [] : [`out-of-range organization/review/page-budget/in: a page budget cannot be counted over ${time}`]);
  });
  test("is resolved to people, each once, in the order of their ids, and to seconds", () => {
    const edit = review(
      "{ page-budget: { pages: 1.5, in: 2w }, approvers: { sre: [bob, ada, bob] }, approvals: [{ change: [blind, looser], tier: [1], by: [owner, sre] }] }",
    );
    const resolved = withCatalog([edit], (catalog) => {
      const { catalog: loaded } = loadCatalog(catalog);
      return resolve(loaded ?? expect.fail(), "prod").organization.review;
    });
    expect(resolved?.pageBudget).toMatchObject({ pages: 1.5, in: 1_209_600 });
    expect(resolved?.approvers.map(({ id, people }) => [id, people.map((person) => person.id)])).toEqual([["sre", ["ada", "bob"]]]);
    expect(resolved?.approvals).toEqual([{ change: ["blind", "looser"], tier: [1], by: ["owner", "sre"] }]);
  });
});

test("one login is one person's, whatever its letters", () => {
  const person = (id: string, login: string): Edit => ({
    file: "organization.yaml",
    replace: `email: ${id}@example.com,`,
    with: `email: ${id}@example.com, login: ${login},`,
  });
  expect(problems(person("ada", "octo"), person("bob", "cat"))).toEqual([]);
  expect(problems(person("ada", "octo"), person("bob", "Octo"))).toEqual([
    'duplicate-name organization/people/bob/login: "ada" also has the login "octo"',
  ]);
});
