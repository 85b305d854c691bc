import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kindsOf } from "../../analysis/review/plan/kind.ts";
import { planSection } from "../../analysis/review/plan/section.ts";
import { type Plan, readPlan } from "../../analysis/review/plan.ts";
import { described } from "../../components/kinds.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import { alertsIn, editText, openSmall, writeSmallCatalog } from "./small.ts";
import { patience, secrets, succeeded, temporary } from "./stack.ts";

/** What `pulumi preview --json` of an edited catalog means, as the real engine prints it. */
const { dir, remove } = temporary();
const catalogDir = join(dir, "acme");
let prod: Sandbox;
let base: readonly Alert[];

beforeAll(async () => {
  writeSmallCatalog(catalogDir);
  base = alertsIn(catalogDir);
  // Unprotected, so that the engine goes through with what it would refuse otherwise.
  prod = await openSmall(catalogDir, join(dir, "sandbox"), "prod", { config: { "slostack:protect": false } });
  succeeded(await prod.up());
}, patience);
afterAll(remove);

const system = (name: string) => join(catalogDir, "systems", `${name}.yaml`);

async function planned(...args: readonly string[]): Promise<{ readonly plan: Plan; readonly text: string }> {
  const { output } = await prod.preview({ args: ["--json", ...args] });
  const text = output.slice(output.indexOf("{"));
  return { plan: readPlan(text, { base, head: alertsIn(catalogDir), kindOf: kindsOf(described) }), text };
}

const objects = ({ objects }: Plan) => objects.map(({ fate, noun, name }) => `${fate} ${noun} ${name}`);
const parts = ({ objects }: Plan) => objects.flatMap(({ parts }) => parts.map(({ fate, alert }) => `${fate} ${alert.name}`));

test("no edit, and a renamed entry, show nothing", { timeout: patience }, async () => {
  expect(objects((await planned()).plan)).toEqual([]);
  editText(system("mail"), (text) => text.replace("      stuck:\n", "      jammed:\n        formerly: [stuck]\n"));
  const { plan } = await planned();
  expect(plan.findings).toEqual([]);
  expect(plan.objects.filter(({ fate }) => fate !== "updated")).toEqual([]);
});

test("alerts that go, come and change, as objects of their own and as rules of a group", { timeout: patience }, async () => {
  editText(system("shop"), (text) =>
    text.replace("target: 99.9%", "target: 99.5%").replace(/^ {6}down:\n {8}title: Down$/m, "      vanished:\n        title: Vanished"),
  );
  // Another id without `formerly`: one alert goes, and another comes.
  editText(system("mail"), (text) => text.replace(/ {6}jammed:\n {8}formerly: \[stuck\]\n/, "      blocked:\n"));
  const { plan, text } = await planned();
  expect(objects(plan)).toEqual([
    "deleted monitor mail--worker--stuck",
    "updated group of rules shop--web--alerts",
    "updated dashboard shop--web--overview",
    "created monitor mail--worker--blocked",
  ]);
  expect(parts(plan)).toEqual([
    "updated shop--web--availability--page",
    "updated shop--web--availability--ticket",
    "created shop--web--vanished",
    "deleted shop--web--down",
  ]);
  const way = "keep the entry, or write why it may go: `retired:` of its system, or `formerly:` where it has another name now";
  expect(plan.findings).toEqual([
    {
      severity: "warning",
      entry: "mail/worker/stuck",
      what: "Datadog monitor mail--worker--stuck is deleted: it no longer notifies anyone (pages Shop, #alerts)",
      way,
    },
    {
      severity: "warning",
      entry: "shop/web/down",
      what: '"Shop Web: Down" (Grafana group of rules shop--web--alerts) is deleted: it no longer notifies anyone (pages Shop, #alerts)',
      way,
    },
  ]);
  const told = JSON.stringify(planSection(plan));
  expect(told).toContain("rules[0].annotations.objective: Availability: 99.9% over 30d -> Availability: 99.5% over 30d");
  expect(told).toMatch(/rules\[0\]\.datas\[0\]\.model\.expr: [^;]* 0\.0144 \*[^;]* -> [^;]* 0\.072 \*/);
  for (const secret of Object.values(secrets)) expect(text + told).not.toContain(secret);
});

test("a key that is made anew comes before everything, with the alerts that reach people by it", { timeout: patience }, async () => {
  const { plan } = await planned("--replace", "**::shop--grafana");
  const [first] = plan.objects;
  expect(first).toMatchObject({ fate: "replaced", noun: "integration key", name: "shop--grafana", pages: true, calls: true });
  expect(first?.alerts.map(({ name }) => name)).toEqual([
    "shop--web--availability--page",
    "shop--web--down",
    "source--prometheus",
    "shop--web--vanished",
  ]);
  expect(plan.findings[0]).toMatchObject({
    severity: "warning",
    entry: "shop--grafana",
    what: expect.stringMatching(
      /^PagerDuty integration key shop--grafana is replaced: .*, and pages may be lost until every sender has it \(.*; .*; .* and 1 more\)$/,
    ),
  });
  const contact = plan.objects.find(({ noun }) => noun === "contact point");
  expect(contact?.fields).toEqual([{ path: "pagerduties[0].integrationKey", before: "(secret)", after: "(another secret)" }]);
});
