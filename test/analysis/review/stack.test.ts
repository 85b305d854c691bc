import { describe, expect, test } from "vitest";
import { type Stack, stackChanges } from "../../../analysis/review/stack.ts";

const base: Stack = {
  catalog: "acme",
  environment: "prod",
  vendors: ["pagerduty", "grafana"],
  without: ["aws"],
  protect: true,
  other: { "grafana:url": "https://one.example.com", "grafana:auth": { secure: "v1:a" } },
};
const asked = { stack: "prod", pagers: ["pagerduty"], owners: ["shop"], pages: true };
const between = (head: Partial<Stack>) =>
  stackChanges({ ...asked, base, head: { ...base, ...head } }).map(({ entry, direction, what }) => `${direction} ${entry} ${what}`);

describe("the settings of a stack", () => {
  test.each<readonly [string, Partial<Stack>, readonly string[]]>([
    ["as they were", {}, []],
    ["a pager taken off", { vendors: ["grafana"] }, ["looser Pulumi.prod.yaml/slostack:vendors removed: pagerduty"]],
    ["vendors in another order", { vendors: ["grafana", "pagerduty"] }, []],
    ["a vendor more", { vendors: [...base.vendors, "aws"] }, ["neutral Pulumi.prod.yaml/slostack:vendors added: aws"]],
    [
      "a vendor that the stack goes without",
      { without: ["aws", "axiom"] },
      ["looser Pulumi.prod.yaml/slostack:withoutVendors added: axiom"],
    ],
    ["no vendor any more that the stack goes without", { without: [] }, ["tighter Pulumi.prod.yaml/slostack:withoutVendors removed: aws"]],
    ["protection off", { protect: false }, ["looser Pulumi.prod.yaml/slostack:protect true -> false"]],
    ["another environment", { environment: "staging" }, ["looser Pulumi.prod.yaml/slostack:environment prod -> staging"]],
    ["another catalog", { catalog: "beta" }, ["neutral Pulumi.prod.yaml/slostack:catalog acme -> beta"]],
    [
      "another account",
      { other: { ...base.other, "grafana:url": "https://two.example.com" } },
      ["looser Pulumi.prod.yaml/grafana:url changed"],
    ],
    ["another secret", { other: { ...base.other, "grafana:auth": { secure: "v1:b" } } }, ["looser Pulumi.prod.yaml/grafana:auth changed"]],
    ["a setting gone", { other: {} }, ["looser Pulumi.prod.yaml/grafana:auth removed", "looser Pulumi.prod.yaml/grafana:url removed"]],
    ["another program", { other: { ...base.other, "Pulumi.yaml/main": "other.ts" } }, ["looser Pulumi.yaml/main added"]],
  ])("%s", (_, head, expected) => {
    expect(between(head)).toEqual(expected);
  });

  test("protection on is tighter", () => {
    expect(stackChanges({ ...asked, base: { ...base, protect: false }, head: base })).toMatchObject([
      { direction: "tighter", pages: true },
    ]);
  });

  test("are owned by the teams of the systems, on tier 1; a pager that is gone calls nobody any more", () => {
    expect(stackChanges({ ...asked, base, head: { ...base, vendors: ["grafana"] } })).toMatchObject([
      { about: "other", tier: 1, owners: ["shop"], pages: true, means: [expect.stringMatching(/it no longer notifies anyone$/)] },
    ]);
  });

  test("no value is repeated, since it may be a secret", () => {
    expect(JSON.stringify(stackChanges({ ...asked, base, head: { ...base, other: {} } }))).not.toMatch(/v1:|example/);
  });

  test("that are gone are looser, and new ones neutral", () => {
    expect(stackChanges({ ...asked, base })).toMatchObject([{ entry: "Pulumi.prod.yaml", direction: "looser" }]);
    expect(stackChanges({ ...asked, head: base })).toMatchObject([{ entry: "Pulumi.prod.yaml", direction: "neutral" }]);
    expect(stackChanges(asked)).toEqual([]);
  });
});
