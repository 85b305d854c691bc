import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { check } from "../../../cli/check.ts";
import { ledger } from "../../../cli/ledger.ts";
import { loadCatalog } from "../../../language.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";
import { root } from "../../docs/markdown.ts";
import { apply, type Edit } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

/** A catalog with its ledger, and the edits that follow. */
interface Kept {
  readonly catalog: string;
  edit(...edits: Edit[]): void;
  checked(): { readonly exitCode: number; readonly output: string };
}

async function kept(run: (kept: Kept) => unknown): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "slostack-field-"));
  const catalog = join(folder, "catalog");
  try {
    cpSync(join(root, "test/model/base"), folder, { recursive: true });
    mkdirSync(join(catalog, "ledger"));
    expect(ledger({ catalogDir: catalog, write: () => {} })).toBe(0);
    await run({
      catalog,
      edit: (...edits) => {
        for (const edit of edits) apply(join(catalog, edit.file), edit);
      },
      checked: () => {
        const written: string[] = [];
        const exitCode = check({ catalogDir: catalog, write: (text) => written.push(text) });
        return { exitCode, output: written.join("") };
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const inOrganization = (replace: string, to: string): Edit => ({ file: "organization.yaml", replace, with: to });

/** Ada becomes Adele, wherever she is named. */
const renamePerson = (formerly: string): Edit[] => [
  inOrganization("ada: { name: Ada,", `adele: { ${formerly}name: Ada,`),
  inOrganization("members: [ada, bob]", "members: [adele, bob]"),
  inOrganization("rotation: [ada, bob]", "rotation: [adele, bob]"),
  inOrganization("{ person: ada, wait", "{ person: adele, wait"),
];
const renameChannel = (formerly: string): Edit[] => [
  inOrganization("alerts: { slack:", `shop-alerts: { ${formerly}slack:`),
  inOrganization("channel: alerts", "channel: shop-alerts"),
];

/** The stack of prod on the real engine, protected as for real. */
function protectedStack(catalog: string): Promise<Sandbox> {
  return openSandbox({
    keepProgram: true,
    dir: join(catalog, "../sandbox"),
    program: join(root, "index.ts"),
    stack: "prod",
    vendors: ["pagerduty", "grafana"],
    config: { catalog, environment: "prod", vendors: ["pagerduty", "grafana"], protect: true, "grafana:url": "https://grafana.sandbox" },
    secrets: {
      "pagerduty:token": "token-of-pagerduty",
      "grafana:auth": "token-of-grafana",
      "slostack:slackToken": "token-of-slack",
      "slostack:phones": JSON.stringify({ ada: "+493023125771", bob: "+12015550173" }),
    },
    seed: { grafana: { dataSource: { main: { uid: "main", name: "main", type: "prometheus" } } } },
  });
}

export const table: FieldTable = {
  title: "Identities",
  story: "A renamed entry keeps its object at the vendor, or `check` refuses the rename: an update never stops halfway because of it.",
  cases: [
    {
      reports: [],
      input: "A person and a channel get another id with `formerly`, in a protected stack that stands.",
      answer: "Nothing is made, replaced or deleted, and the telephone numbers under the former id count.",
      proof: () =>
        kept(async ({ catalog, edit, checked }) => {
          const stack = await protectedStack(catalog);
          expect((await stack.up()).output).toContain("created");
          edit(...renamePerson("formerly: [ada], "), ...renameChannel("formerly: [alerts], "));
          expect(checked().exitCode).toBe(0);
          const again = await (await protectedStack(catalog)).up();
          expect(again.steps.map(({ op, name }) => `${op} ${name}`)).toEqual([]);
          expect(again.ok, again.output).toBe(true);
        }),
    },
    {
      reports: [],
      input: "A person gets another id without `formerly`.",
      answer: "`check` refuses it with the `formerly` to write; the update would stop at an address that is taken.",
      proof: () =>
        kept(({ edit, checked }) => {
          edit(...renamePerson(""));
          expect(checked()).toMatchObject({
            exitCode: 1,
            output: expect.stringContaining("if it is now called adele, write formerly: [ada] at person adele"),
          });
        }),
    },
    {
      reports: [],
      input: "A channel gets another id without `formerly`.",
      answer: "`check` refuses it with the `formerly` to write; the update would stop at a protected contact point.",
      proof: () =>
        kept(({ edit, checked }) => {
          edit(...renameChannel(""));
          expect(checked()).toMatchObject({
            exitCode: 1,
            output: expect.stringContaining("write formerly: [alerts] at channel shop-alerts"),
          });
        }),
    },
    {
      reports: [],
      input: "An application that sends events of its own to a pager gets another name.",
      answer: "`check` says that a sender cannot be renamed, and what has to be done with its key.",
      proof: () =>
        kept(({ catalog, edit, checked }) => {
          edit(inOrganization("shop: { name: Shop, escalation: shop }", "shop: { name: Shop, escalation: shop, senders: [cron] }"));
          expect(ledger({ catalogDir: catalog, write: () => {} })).toBe(0);
          edit(inOrganization("senders: [cron]", "senders: [jobs]"));
          expect(checked()).toMatchObject({
            exitCode: 1,
            output: expect.stringContaining("a sender cannot be renamed: give the application the new key"),
          });
        }),
    },
    {
      reports: [],
      input: "Two systems say that they were called the same before.",
      answer: "An error of `check`; the engine would find two owners of one alias.",
      proof: () =>
        kept(({ catalog, edit }) => {
          const system = (id: string) => `system: ${id}
name: ${id}
formerly: [store]
owner: shop
on-call: shop
source: prom
policy: standard
services:
  till:
    name: Till
    where: { service: ${id} }
    metrics: { load: { gauge: till_load, range: [0, 1] } }
    signals: { busy: { value: { of: load, aggregation: max } } }
    alerts: { hot: { signal: busy, when: { above: 0.5 }, for: 15m, missing: absence, severity: warning, runbook: fix } }
`;
          edit({ file: "systems/a.yaml", write: system("a") }, { file: "systems/b.yaml", write: system("b") });
          expect(loadCatalog(catalog).problems.map(({ code, at, what }) => `${code} ${at}: ${what}`)).toEqual([
            'formerly-taken b/formerly/0: "store" is also a former id of the system "a"',
          ]);
        }),
    },
  ],
};
