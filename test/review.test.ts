import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { passes, review } from "../review.ts";
import { root } from "./docs/markdown.ts";
import { written } from "./model/written.ts";

const base = written("test/model/base/catalog");
const [shop] = base.systems;
const asked = { environment: "prod" };

/** The base catalog with another target of one SLO. */
function withTarget(target: string) {
  const { api } = shop?.services ?? {};
  if (!shop || !api || api.use) throw new Error("the base catalog has a service without profiles");
  const { availability } = api.slos ?? {};
  if (!availability) throw new Error("the base catalog has an SLO");
  const slos = { ...api.slos, availability: { ...availability, target } };
  return { ...base, systems: [{ ...shop, services: { ...shop.services, api: { ...api, slos } } }] };
}

describe("a review of two catalogs", () => {
  test("has every change with its direction", async () => {
    const { changes, verdict } = await review(base, withTarget("99.7%"), asked);
    expect(changes.map(({ entry, direction }) => [entry, direction])).toEqual([["shop/api/availability", "looser"]]);
    expect(verdict).toMatchObject({ compared: "all", directions: { looser: 1 } });
    const back = await review(withTarget("99.7%"), base, asked);
    expect(back.changes.map(({ direction }) => direction)).toEqual(["tighter"]);
  });

  test("is the same of folders and of objects", async () => {
    const folder = join(root, "test/model/base/catalog");
    const { base: name, changes, verdict } = await review(folder, base, asked);
    expect(changes).toEqual([]);
    expect(name).toEqual({ name: folder });
    expect(passes(verdict)).toBe(true);
  });

  test("asks for the approvals that the policy of base demands", async () => {
    const policy = { approvals: [{ change: ["looser"], by: ["owner"] }] } as const;
    const guarded = { ...base, organization: { ...base.organization, review: policy } };
    const head = { ...withTarget("99.7%"), organization: guarded.organization };
    const { verdict } = await review(guarded, head, asked);
    expect(verdict.missing).toEqual(["owner (Shop)"]);
    expect(passes(verdict)).toBe(false);
    expect(passes((await review(guarded, head, { ...asked, approvedBy: ["ada"] })).verdict)).toBe(true);
    expect(passes((await review(guarded, head, { ...asked, approvedBy: ["ada"], authors: ["ada"] })).verdict)).toBe(false);
    // Whoever lifts the policy is still asked for what it says.
    expect((await review(guarded, withTarget("99.7%"), asked)).verdict.missing).toContain("owner (Shop)");
  });

  test("does not pass a catalog with an error, and says where it is", async () => {
    const { findings, problems, verdict } = await review(base, withTarget("98"), asked);
    expect(verdict.compared).toBe("nothing");
    expect(problems.head).toMatchObject([{ at: "shop/api/slos/availability/target", place: { file: "systems/shop.yaml" } }]);
    expect(findings.map(({ entry }) => entry)).toContain("shop/api/slos/availability/target");
    expect(passes(verdict)).toBe(false);
  });

  test("is of an environment that there is", async () => {
    await expect(review(base, base, { environment: "prd" })).rejects.toThrow('did you mean "prod"?');
  });
});
