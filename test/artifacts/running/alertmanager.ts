import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { unpacked } from "../../../analysis/prove/amtool.ts";
import type { AlertmanagerConfig, Route } from "../../../artifacts/alertmanager/config-file.ts";
import type { AlertingRule } from "../../../artifacts/prometheus/rule-file.ts";
import { ruleFile } from "../../../artifacts/prometheus/rules.ts";
import type { RenderedFile } from "../../../artifacts/target.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { type Running, started } from "./server.ts";

export interface Alertmanager extends Running {
  /** where the rendered files were put */
  readonly folder: string;
}

/**
 * A real Alertmanager with the rendered files. Nothing of them is changed but the addresses of vendors, all of which are
 * in `global`, and how long a page and a post wait: a second, of which the rendered length is in the test of the
 * configuration.
 *
 * @param secrets where the catalog says that keys are; by name of the file
 */
export async function runningAlertmanager(
  port: number,
  files: readonly RenderedFile[],
  addresses: Readonly<Record<string, unknown>>,
  secrets: { readonly folder: string; readonly keys: Readonly<Record<string, string>> },
): Promise<Alertmanager> {
  const { folder, remove } = unpacked(files);
  const file = join(folder, "alertmanager/alertmanager.yml");
  const config = load(readFileSync(file, "utf8")) as AlertmanagerConfig;
  const global = { ...config.global, ...addresses };
  writeFileSync(file, dump({ ...config, global, route: { ...config.route, routes: config.route.routes.map(sooner) } }));
  mkdirSync(secrets.folder, { recursive: true });
  for (const [name, key] of Object.entries(secrets.keys)) writeFileSync(join(secrets.folder, name), `${key}\n`);
  const { url, close } = await started("alertmanager", port, [
    `--config.file=${file}`,
    `--storage.path=${join(folder, "data")}`,
    "--cluster.listen-address=",
  ]);
  return {
    url,
    folder,
    close: async () => {
      await close();
      remove();
    },
  };
}

/** Settings of a catalog whose Alertmanager has its secrets below `folder`. */
export const settingsIn = (folder: string) => ({
  addresses: ["127.0.0.1:9093"],
  secrets: join(folder, "secrets"),
  mail: { from: "alerts@example.com", server: "127.0.0.1:25" },
});

/** The rendered alerting rules, by name. */
export const alertingRules = (alerts: readonly Alert[]): Map<string, AlertingRule> =>
  new Map(ruleFile(alerts).groups.flatMap(({ rules }) => rules.flatMap((rule) => ("alert" in rule ? [[rule.alert, rule]] : []))));

const sooner = (route: Route): Route =>
  /^(page|post)--/.test(route.receiver)
    ? { ...route, group_wait: "1s", ...(route.receiver.startsWith("page--") && { group_interval: "1s" }) }
    : route;
