import { expect, test } from "vitest";
import { codes } from "../../model/problems.ts";

test("docs/problems.md explains every code that `check` prints", async () => {
  const rows = Object.entries(codes)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, { severity, title, why, way }]) => `## ${code}\n\n**${title}** (${severity}). ${why}\n\nRemediation: ${way}.\n`);
  const head =
    "# Problems of a catalog\n\nEvery code that `slostack check` prints. Codes are stable: one is never given another meaning.\n";
  await expect([head, ...rows].join("\n")).toMatchFileSnapshot("../../docs/problems.md");
});
