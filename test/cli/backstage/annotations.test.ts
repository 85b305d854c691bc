import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { expect, test } from "vitest";
import { backstage } from "../../../cli/backstage.ts";
import { temporaryFolder } from "../review/git-folder.ts";

const catalogDir = "test/model/base/catalog";

function printed(options: Partial<Parameters<typeof backstage>[0]> = {}) {
  let text = "";
  const code = backstage({
    catalogDir,
    environment: "prod",
    ...options,
    write: (more) => {
      text += more;
    },
  });
  return { code, text };
}

/** As `pulumi stack export` prints it. */
function stateOf(...resources: readonly { readonly urn: string; readonly id?: string }[]): string {
  const file = join(temporaryFolder(), "state.json");
  writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
  return file;
}
const urn = "urn:pulumi:prod::monitoring::slostack:index:Slostack$slostack:pagerduty:OnCall$pagerduty:index/service:Service::shop";

test("a service has what the plugins of a portal look for, in the words of each vendor", () => {
  const { code, text } = printed({ state: stateOf({ urn, id: "PABC123" }) });
  expect(code).toBe(0);
  expect(loadAll(text)).toEqual([
    {
      metadata: {
        annotations: {
          "slostack/service": "shop/api",
          "grafana/dashboard-selector": "tags @> 'shop' && tags @> 'api' && tags @> 'prod'",
          "grafana/alert-label-selector": "service=api",
          "pagerduty.com/service-id": "PABC123",
        },
      },
    },
  ]);
});

test("the links of a service are links of its entity", () => {
  const { text } = printed({ catalogDir: "test/catalog", service: "quays/desk" });
  expect(loadAll(text)).toMatchObject([
    {
      metadata: {
        links: [
          { url: "https://costs.example.com/quays?view=month&by=service", title: "Cost dashboard" },
          { url: "https://tickets.example.com/browse/QUAY", title: "Tickets" },
        ],
        annotations: { "slostack/service": "quays/desk" },
      },
    },
  ]);
});

test("an id that only the vendor knows is a comment", () => {
  const { text } = printed();
  expect(text).toContain("    # pagerduty.com/service-id: the vendor knows it; name the state of the stack with --state\n");
  expect(loadAll(text)).toHaveLength(1);
  // One of another name is another's.
  expect(printed({ state: stateOf({ urn: `${urn}-2`, id: "P2" }) }).text).toBe(text);
});

test("programs get one value", () => {
  const { text } = printed({ service: "shop/api", state: stateOf({ urn, id: "PABC123" }), format: "json" });
  expect(JSON.parse(text).services["shop/api"]["pagerduty.com/service-id"]).toBe("PABC123");
});

test.each([
  [{ service: "shop/ape" }, 2, "there is no service shop/ape; did you mean shop/api?\n"],
  [{ environment: "prd" }, 2, /prod/],
  [{ state: "package.json" }, 2, "package.json holds no state of a stack: pulumi stack export --file package.json writes one\n"],
] as const)("%j is refused", (options, code, said) => {
  const found = printed(options);
  expect(found.code).toBe(code);
  expect(found.text).toMatch(said);
});
