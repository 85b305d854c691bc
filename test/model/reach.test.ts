import { expect, test } from "vitest";
import { loadCatalog } from "../../language.ts";
import { type Edit, withCatalog } from "./edited.ts";

const organization = (replace: string, by: string): Edit => ({ file: "organization.yaml", replace, with: by });
const quiet = (person: string) => organization(`${person}@example.com, reach: [sms, phone] }`, `${person}@example.com }`);
const problemsOf = (...edits: Edit[]): string[] =>
  withCatalog(edits, (catalog) => loadCatalog(catalog).problems.map(({ code, at, what }) => `${code} ${at}: ${what}`));

const levels = "levels: [{ schedule: primary, wait: 15m }, { person: bob, wait: 15m }] }";
const nothing = (person: string, level: number) =>
  `reach-missing organization/people/${person}: "${person}" has no phone contact, but is paged on level ${level} of the escalation "shop"`;

test("whoever is in the rotation of a schedule must be woken", () => {
  expect(problemsOf(quiet("ada"))).toEqual([nothing("ada", 1)]);
});

test("a person on several levels is told of once, on the first of them", () => {
  expect(problemsOf(quiet("bob"))).toEqual([nothing("bob", 1)]);
});

test("a person on a later level must be woken, and one on a level of the escalation that goes on", () => {
  expect(problemsOf(organization("rotation: [ada, bob]", "rotation: [ada]"), quiet("bob"))).toEqual([nothing("bob", 2)]);
  const next = organization(levels, "levels: [{ person: bob, wait: 15m }], next: last }");
  expect(problemsOf(next, quiet("ada"))).toEqual([nothing("ada", 2)]);
});

test("nobody else has to be: of an escalation that no on-call service uses nothing is asked", () => {
  expect(problemsOf(organization(levels, "levels: [{ person: bob, wait: 15m }] }"), quiet("ada"))).toEqual([]);
});

test("one way to be woken is enough", () => {
  expect(problemsOf(organization("bob@example.com, reach: [sms, phone] }", "bob@example.com, reach: [sms] }"))).toEqual([]);
});

test("escalations that go on into each other, and references that lead nowhere, are told as such and not searched", () => {
  const loop = organization("last: { name: Last resort, team: shop,", "last: { name: Last resort, team: shop, next: last,");
  const into = organization(levels, "levels: [{ person: bobb, wait: 15m }], next: last }");
  expect(
    problemsOf(loop, into, quiet("ada"))
      .map((problem) => problem.split(" ")[0])
      .sort(),
  ).toEqual(["escalation-loop", "reach-missing", "unknown-person"]);
});

test("of people who are looked up nothing is asked: their contacts are their own", () => {
  const lookUp = organization("account-owner: prod", "account-owner: prod\npagers: { people: look-up }");
  expect(problemsOf(lookUp, quiet("ada"), quiet("bob"))).toEqual([]);
  expect(problemsOf(organization("account-owner: prod", "account-owner: prod\npagers: {}"), quiet("ada"))).toEqual([nothing("ada", 1)]);
});
