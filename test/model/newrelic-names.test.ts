import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../language.ts";

/** A counter of New Relic is a type of event, all else one of its attributes. */

const root = join(import.meta.dirname, "..", "..");
function problemsWith(line: string, instead: string): string[] {
  const dir = mkdtempSync(join(tmpdir(), "newrelic-names-"));
  try {
    cpSync(join(root, "test", "products", "catalog"), join(dir, "catalog"), { recursive: true });
    const file = join(dir, "catalog", "systems", "not-a-label.yaml");
    const text = readFileSync(file, "utf8");
    if (!text.includes(line)) throw new Error(`the catalog has no ${line}`);
    writeFileSync(file, text.replace(line, instead));
    const { problems } = loadCatalog(join(dir, "catalog"), join(root, "test", "products", "docs", "runbooks"));
    return problems.filter(({ code }) => code === "invalid-metric-name").map(({ what }) => what);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe("refuses", () => {
  test.each([
    ["a counter of an attribute", "counter: PaymentAttempt", "counter: PaymentAttempt.amount"],
    ["a distribution of whole events", "distribution: Transaction.duration", "distribution: Transaction"],
    ["a gauge of whole events", "gauge: HostSample.cpuPercent", "gauge: HostSample"],
  ])("%s", (_, line, instead) => {
    expect(problemsWith(line, instead)).toEqual([
      expect.stringMatching(/is not a valid name for a (counter|gauge|distribution) in a source of kind newrelic/),
    ]);
  });
});

test("takes an attribute with a dot of its own", () => {
  expect(problemsWith("gauge: HostSample.cpuPercent", "gauge: HostSample.cpu.percent")).toEqual([]);
});
