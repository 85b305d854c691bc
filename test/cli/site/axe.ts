import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page as Tab } from "playwright-core";

/** The rules of axe that belong to WCAG up to 2.2, levels A and AA. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What of a page is against WCAG AA, one sentence each. What passes is checked too, and not described: that takes a third of the time. */
export async function violationsOf(tab: Tab): Promise<string[]> {
  await tab.evaluate(axe);
  return tab.evaluate<string[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ["violations"] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + " " + target.join(" ") + ": " + failureSummary)))`,
  );
}
