import { describe, expect, test } from "vitest";
import { compareWithDatagrams } from "../../../../analysis/contract/compare/with-datagrams.ts";
import { parseDatagrams } from "../../../../analysis/contract/datagrams/parse.ts";
import { demandsOf } from "../../../../analysis/contract/demand.ts";
import { resolvedCatalog } from "../../../prometheus/catalog.ts";
import { codes } from "../shop.ts";

const demands = demandsOf(resolvedCatalog("test/products/catalog")).filter(({ metric }) => metric.from.id === "app-dd");
const compared = (service: string, ...lines: readonly string[]) =>
  compareWithDatagrams(
    demands.filter((demand) => demand.service.path === service),
    parseDatagrams(lines.join("\n")),
    demands,
  );
const organizations = [
  "emailai.organization.created:1|c|#tier:pro",
  "emailai.organization.create.duration:12|d",
  "emailai.organization.create_error:1|c",
];

describe("what EmailAI sends to its agent", () => {
  test("a seat usage that is never sent is found, with the alert that would be blind", async () => {
    const { findings } = await compared("emailai/organizations", ...organizations);
    expect(findings).toMatchObject([
      {
        code: "missing",
        metric: "emailai.organization.seat_usage",
        consequences: { blind: ["emailai--organizations--seat-limit"], firing: ["emailai--organizations--seat-usage--absent"] },
      },
    ]);
  });

  test("is found nowhere at fault where it is sent for each organization, as a ratio", async () => {
    const sent = [...organizations, "emailai.organization.seat_usage:0.4:0.9|g|#organization:acme"];
    expect((await compared("emailai/organizations", ...sent)).findings).toEqual([]);
  });

  test.each([
    ["without its prefix", "organization.seat_usage:0.4|g|#organization:acme", ["misnamed emailai.organization.seat_usage"]],
    ["in percent", "emailai.organization.seat_usage:40|g|#organization:acme", ["out-of-range emailai.organization.seat_usage"]],
    ["without the organization", "emailai.organization.seat_usage:0.4|g", ["missing-label emailai.organization.seat_usage"]],
    ["as a count", "emailai.organization.seat_usage:1|c|#organization:acme", ["wrong-kind emailai.organization.seat_usage"]],
  ])("is found wrong %s", async (_, line, found) => {
    expect(codes(await compared("emailai/organizations", ...organizations, line))).toEqual(found);
  });

  test("a timing is no distribution: Datadog keeps its quantiles and not its values", async () => {
    const { findings } = await compared(
      "emailai/api",
      "emailai.api.organization.get.duration:120|ms|#status:200",
      "emailai.api.organization.error:1|c",
      "emailai.oauth.attempt:1|c|#provider:google,outcome:ok",
    );
    expect(findings).toMatchObject([{ code: "wrong-kind", what: "it is a timing (ms); the catalog needs a distribution" }]);
  });

  test("values of tags are compared in lower case, as they are stored", async () => {
    const lines = (outcome: string) => [
      "emailai.api.organization.get.duration:120|d|#status:200",
      "emailai.api.organization.error:1|c",
      `emailai.oauth.attempt:1|c|#provider:google,outcome:${outcome}`,
    ];
    expect((await compared("emailai/api", ...lines("FAILED"))).findings).toEqual([]);
    expect(codes(await compared("emailai/api", ...lines("failure")))).toEqual(["no-match? emailai.oauth.attempt"]);
  });
});
