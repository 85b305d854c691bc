import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { init } from "../../cli/init.ts";
import { runSettings } from "../../cli/run-settings.ts";
import { accountsBefore, sandboxVendors } from "../../cli/sandbox-accounts.ts";
import { type CheckedCatalog, loadCatalog, resolve } from "../../language.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../sandbox/engine.ts";
import { root } from "../docs/markdown.ts";

/** A small company on three vendors: Grafana and Datadog evaluate, PagerDuty calls. */

const source = `
  app-dd:
    kind: datadog
    client: dogstatsd
    prefix: mail.
    flush: 10s
    evaluator: datadog
    labels: [env, service, host]
    owner: engineers
    on-call: shop
    severity: critical
    runbook: data-source-silent
`;

const system = `
system: mail
name: Mail
owner: engineers
on-call: shop
source: app-dd
policy: standard
services:
  worker:
    name: Worker
    where: { service: worker }
    metrics:
      size: { gauge: queue.size, range: [0, 100000] }
    signals:
      backlog: { value: { of: size, aggregation: max } }
    alerts:
      stuck:
        title: Stuck
        signal: backlog
        when: { above: 1000 }
        for: 5m
        missing: quiet
        why: no queue is no trouble
        severity: critical
        runbook: down
`;

/** Writes the catalog into a folder that is not there yet. */
export function writeSmallCatalog(dir: string): void {
  const said: string[] = [];
  const code = init({ dir, organization: "acme", system: "shop", service: "web", write: (text) => said.push(text) });
  if (code !== 0) throw new Error(said.join(""));
  editText(join(dir, "organization.yaml"), (text) =>
    text
      .replace("pagers: { people: look-up }", "pagers: { people: own }")
      .replaceAll("-engineer@example.com }", "-engineer@example.com, reach: [phone] }")
      .replace(/^sources:$/m, `sources:${source}`)
      .replaceAll(/is: \{ prometheus: \{ env: (\w+) \} \}/g, "is: { prometheus: { env: $1 }, datadog: { env: $1 } }"),
  );
  writeFileSync(join(dir, "systems/mail.yaml"), system);
}

/** Changes the text of a file of a catalog. @throws Error if that changes nothing */
export function editText(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`nothing of ${file} was changed`);
  writeFileSync(file, changed);
}

export function catalogIn(dir: string): CheckedCatalog {
  const { catalog, problems } = loadCatalog(dir);
  if (!catalog) throw new Error(JSON.stringify(problems));
  return catalog;
}

export const alertsIn = (dir: string, environment = "prod"): readonly Alert[] => alertsOf(resolve(catalogIn(dir), environment));

/** The stack of a catalog in the sandbox of a folder, with the settings that `npm start` gives it. */
export function openSmall(
  dir: string,
  folder: string,
  stack = "prod",
  more: Partial<Pick<SandboxOptions, "env" | "config" | "program" | "settings">> = {},
): Promise<Sandbox> {
  const catalog = catalogIn(dir);
  const { config, secrets } = runSettings({ root, stack, catalogDir: dir, catalog, resolved: resolve(catalog, stack) });
  const seed = accountsBefore(catalog);
  return openSandbox({
    dir: folder,
    program: join(root, "index.ts"),
    keepProgram: true,
    stack,
    vendors: sandboxVendors,
    seed,
    secrets,
    ...more,
    config: { ...config, ...more.config },
  });
}
