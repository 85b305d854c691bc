import { expect, test } from "vitest";
import { chosenValues } from "../../../cli/runbooks/by-hand/promql.ts";
import { unanswered } from "../../../cli/runbooks/by-hand/unanswered.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

test("series have the values by which queries choose", () => {
  const chosen = chosenValues(['a{x="v 1.json", y=~"5.*|404"}', 'b{y!="500", z=~"(a|b)+"}']);
  expect([...(chosen.get("x") ?? [])]).toEqual(["v 1.json"]);
  expect([...(chosen.get("y") ?? [])]).toEqual(["500", "404"]);
  expect(chosen.has("z")).toBe(false);
});

test("a query finds an answer in Prometheus' own engine, in what the products export, or is named", async () => {
  const failures = 'sum(rate(http_requests_total{env="prod", service="api", status=~"5.*"}[5m]))';
  const all = 'sum(rate(http_requests_total{env="prod", service="api"}[5m]))';
  const misspelt = 'sum(rate(http_request_total{env="prod", service="api"}[5m]))';
  const never = `${all} < 0`;
  expect(await unanswered(soundCatalog("test/products/catalog"), [all, `${failures} / ${all}`, never, misspelt])).toEqual([
    never,
    misspelt,
  ]);
});
