import { expect, test } from "vitest";
import { namesOf } from "../../dashboards/name.ts";

const entry = (id: string, ...formerly: string[]) => ({ id, formerly });

test("a name is the ids of its parts", () => {
  expect(namesOf([entry("shop"), entry("cart")], "overview")).toEqual({ name: "shop--cart--overview", formerNames: [] });
});

test("former names are all combinations of former ids, the oldest first", () => {
  const { formerNames } = namesOf([entry("shop", "store"), entry("cart", "basket", "bag")], "alerts");
  expect(formerNames).toEqual([
    "store--basket--alerts",
    "store--bag--alerts",
    "store--cart--alerts",
    "shop--basket--alerts",
    "shop--bag--alerts",
  ]);
});

test("an id that came back is no former name", () => {
  expect(namesOf([entry("cart", "cart", "basket")]).formerNames).toEqual(["basket"]);
});
