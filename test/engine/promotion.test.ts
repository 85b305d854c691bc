import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { init } from "../../cli/init.ts";
import { runSettings } from "../../cli/run-settings.ts";
import { accountsBefore, sandboxVendors } from "../../cli/sandbox-accounts.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { openSandbox, type Sandbox } from "../../sandbox/engine.ts";
import { root } from "../docs/markdown.ts";
import { type Entry, kindAndName, patience, succeeded, temporary } from "./stack.ts";

/** An SLO that proves itself in a channel before it calls people: Grafana evaluates it, PagerDuty calls. */
const { dir, remove } = temporary();
const catalogDir = join(dir, "acme");
const slo = join(catalogDir, "systems", "shop.yaml");
const places = join(catalogDir, "organization.yaml");

function edit(file: string, from: string, to: string): void {
  const parts = readFileSync(file, "utf8").split(from);
  expect(parts).toHaveLength(2);
  writeFileSync(file, parts.join(to));
}

async function withStage(written: string): Promise<Sandbox> {
  writeFileSync(slo, readFileSync(slo, "utf8").replace(/availability: \{ (stage: \w+, )?/, `availability: { ${written}`));
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) throw new Error(JSON.stringify(problems));
  const settings = runSettings({ root, stack: "prod", catalogDir, catalog, resolved: resolve(catalog, "prod") });
  const seed = accountsBefore(catalog);
  const program = join(root, "index.ts");
  return openSandbox({ keepProgram: true, dir: join(dir, "sandbox"), program, stack: "prod", vendors: sandboxVendors, seed, ...settings });
}

/** The rules of the service at Grafana, by title. */
function rules({ objects }: Sandbox): Map<string, Entry> {
  const groups = (objects().grafana ?? []).filter(({ kind }) => kind === "ruleGroup");
  return new Map(groups.flatMap(({ fields }) => (fields as Entry).rules ?? []).map((rule: Entry) => [rule.name, rule]));
}

let trial: Sandbox;
beforeAll(async () => {
  expect(init({ dir: catalogDir, organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(0);
  edit(places, "channels:\n", 'shadow: trial\n\nchannels:\n  trial: { slack: "#trial" }\n');
  // Others post to both channels already.
  const others = ["many: { stage: shadow, title: Many errors, severity: critical", "some: { title: Some errors, severity: warning"];
  const when = "signal: success, when: { bad-share: { above: 5%, over: 10m } }, for: 0s, missing: absence, runbook: errors }";
  edit(slo, "    alerts:\n", `    alerts:\n${others.map((one) => `      ${one}, ${when}\n`).join("")}`);
  trial = await withStage("stage: shadow, ");
  succeeded(await trial.up());
}, patience);
afterAll(remove);

const changes = async (stack: Sandbox) => {
  const outcome = await stack.up();
  succeeded(outcome);
  return outcome.steps.map((step) => `${step.op} ${kindAndName(step)}`);
};

test(
  "a promotion gives its rules another contact point and takes the note away; nothing is replaced, and nothing changes at the pager",
  async () => {
    const before = rules(trial);
    const promoted = await withStage("");
    expect(await changes(promoted)).toEqual(["update ruleGroup shop--web--alerts"]);
    const after = rules(promoted);
    expect([...after.keys()]).toEqual([...before.keys()]);
    const moved = [...before].filter(([title, rule]) => JSON.stringify(rule) !== JSON.stringify(after.get(title)));
    expect(moved.map(([title]) => title).sort()).toEqual([
      "Shop Web: Availability burns its error budget",
      "Shop Web: Availability burns its error budget fast",
      "Shop Web: no traffic in http_requests_total (success)",
    ]);
    for (const [title, rule] of moved) {
      const { notificationSettings: told, annotations: said, ...watched } = rule;
      const { notificationSettings: calls, annotations: says, ...watches } = after.get(title) ?? expect.fail();
      expect(watches).toEqual(watched);
      expect(told.contactPoint).toContain("trial");
      expect(calls.contactPoint).not.toContain("trial");
      expect({ ...said, description: "" }).toEqual({ ...says, description: "" });
      expect(said.description).toContain("Note: on trial: it posts to #trial alone and wakes nobody.");
    }
  },
  patience,
);

test(
  "so does the step back to a ticket: its page posts to the team, and only the page",
  async () => {
    const before = rules(trial);
    const held = await withStage("stage: ticket, ");
    expect(await changes(held)).toEqual(["update ruleGroup shop--web--alerts"]);
    const moved = [...rules(held)].filter(([title, rule]) => JSON.stringify(rule) !== JSON.stringify(before.get(title)));
    expect(moved.map(([title]) => title)).toEqual(["Shop Web: Availability burns its error budget fast"]);
    expect(moved[0]?.[1].notificationSettings.contactPoint).toContain("alerts");
    expect(moved[0]?.[1].annotations.description).toContain("Note: in the stage ticket: it posts to #alerts and wakes nobody.");
  },
  patience,
);

test(
  "the last alert that leaves its trial takes the contact point of trials with it, after its rule has another",
  async () => {
    edit(slo, "many: { stage: shadow, ", "many: { ");
    expect(await changes(await withStage(""))).toEqual(["update ruleGroup shop--web--alerts", "delete contactPoint post--trial"]);
  },
  patience,
);
