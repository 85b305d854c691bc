import { expect, test } from "vitest";
import { prove } from "../../../analysis/prove/prove.ts";
import { planOf } from "../../../analysis/prove/simulations.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

const name = "hastecrm--api--errors";
const plan = planOf(soundCatalog("test/products/catalog"), "prod", (alert) => alert.name === name);
/** Every simulation holds. */
const run = async (simulations: readonly { readonly name: string }[]) => new Map(simulations.map((one) => [one.name, ""]));
const faultsBeside = async (beside: readonly Alert[]) =>
  (await prove({ ...plan, beside }, { jobs: 1, run })).flatMap(({ faults }) => faults);

test("an alert is proved where it is deployed with the recordings that it was simulated with", async () => {
  expect(plan.simulations.length).toBeGreaterThan(0);
  expect(await faultsBeside(plan.beside)).toEqual([]);
});

test("and is not where another alert records something else in the name of its signal", async () => {
  const own = plan.beside.find((alert) => alert.name === name);
  if (own?.when.kind !== "bad-share" || own.when.signal.kind === "composite") throw new Error("it is an alert on a share");
  const where = { ...own.when.signal.where, method: { is: "HEAD" } };
  const other = { ...own, name: "z", when: { ...own.when, signal: { ...own.when.signal, where } } } as Alert;
  const [fault] = await faultsBeside([...plan.beside, other]);
  expect(fault?.what).toMatch(/^it is deployed with another recording sli:events:increase1m: .*method="HEAD"/);
});
