// node sandbox/fake-provider/main.ts: serves fake providers until it is ended, so that one that is made to crash takes neither the
// engine nor the caller with it. Takes lines [<folder>, <package>, …], and answers each with {"<plugin>": <port>, …} once they listen.
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fakes } from "../fakes.ts";
import { pluginOf, type VendorModel } from "./model.ts";
import { type Served, serve } from "./server.ts";

/** By the folders of accounts. */
const serving = new Map<string, Served[]>();

async function listen(folder: string, packages: readonly string[]): Promise<Record<string, number>> {
  for (const [other, served] of serving)
    if (!existsSync(other)) {
      for (const { stop } of served) stop();
      serving.delete(other);
    }
  const ports: Record<string, number> = {};
  for (const [plugin, models] of Map.groupBy(packages.map(modelOf), pluginOf)) {
    const served = await serve(models, folder);
    serving.set(folder, [...(serving.get(folder) ?? []), served]);
    ports[plugin] = served.port;
  }
  return ports;
}

function modelOf(name: string): VendorModel {
  const vendor = [...fakes.values()].find((model) => model.package === name);
  if (vendor === undefined) throw new Error(`no fake provider for the package "${name}"`);
  return vendor;
}

// Ctrl-C reaches the whole group; the engine still has calls to make before it ends.
process.on("SIGINT", () => {});
console.log("ready");
// The parent process may die silently: then its pipe closes, and this process ends.
for await (const line of createInterface(process.stdin)) {
  const [folder, ...packages] = JSON.parse(line) as [string, ...string[]];
  console.log(JSON.stringify(await listen(folder, packages)));
}
process.exit(0);
