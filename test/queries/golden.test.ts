import { join } from "node:path";
import { expect, test } from "vitest";
import { alertQuery } from "../../cli/runbooks/vendors.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { alertsOf } from "../../monitors/alerts.ts";

/*
 * A finished expression is visible: what the evaluator of each alert of the tests' catalogs asks, a page a dialect. A change
 * of a dialect shows in its pull request what it asks from now on.
 */

const alerts = ["catalog", join("products", "catalog")].flatMap((directory) => {
  const { catalog } = loadCatalog(join(import.meta.dirname, "..", directory));
  if (!catalog) throw new Error(`${directory} has problems`);
  return alertsOf(resolve(catalog, "prod"));
});

const refused: string[] = [];
const queries = alerts.flatMap((alert) => {
  try {
    return [{ alert, ...alertQuery(alert) }];
  } catch (error) {
    refused.push(`- ${alert.name}: ${(error as Error).message}\n`);
    return [];
  }
});

const byKind = [...Map.groupBy(queries, ({ alert }) => alert.evaluator.kind)];

test.each(byKind)("queries for sources of kind %s are as reviewed", async (kind, own) => {
  const blocks = own.map(({ alert, intro, language, text }) => `## ${alert.name}\n\n${intro}:\n\n\`\`\`${language}\n${text}\n\`\`\`\n`);
  await expect(`# ${kind}\n\n${blocks.join("\n")}`).toMatchFileSnapshot(join(import.meta.dirname, "golden", `${kind}.md`));
});

test("what an evaluator refuses is as reviewed", async () => {
  await expect(`# Refused\n\n${refused.join("")}`).toMatchFileSnapshot(join(import.meta.dirname, "golden", "refused.md"));
});

test("every dialect has a page", () => {
  expect(byKind.map(([kind]) => kind)).toEqual(expect.arrayContaining(["prometheus", "datadog", "cloudwatch-logs", "sentry", "newrelic"]));
});
