import { expect, test } from "vitest";
import { namedIn } from "../../../analysis/coverage/named.ts";
import { readText } from "../../../model/read.ts";

const text = `system: shop
source: prom
services:
  web:
    name: Web
    source: [S-T01]
    slos:
      availability: { target: 99%, source: [S-S01, S-S02] }
logs:
  source: [S-L01]
`;

test("an entry that names requirements is told with its file, the line of its source and its path in the catalog", () => {
  const { document } = readText(text, "systems/shop.yaml", "shop");
  expect(document && namedIn(document, "shop")).toEqual([
    { ids: ["S-T01"], file: "systems/shop.yaml", line: 6, entry: "shop/web", prefix: "shop", path: ["services", "web"] },
    {
      ids: ["S-S01", "S-S02"],
      file: "systems/shop.yaml",
      line: 8,
      entry: "shop/web/slos/availability",
      prefix: "shop",
      path: ["services", "web", "slos", "availability"],
    },
    { ids: ["S-L01"], file: "systems/shop.yaml", line: 10, entry: "shop/logs", prefix: "shop", path: ["logs"] },
  ]);
});
