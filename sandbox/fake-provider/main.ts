// node sandbox/fake-provider/main.ts <folder> <package> …: serves the fake providers until it is ended, so that one that is
// made to crash takes neither the engine nor the caller with it. Prints {"<plugin>": <port>, …} once it listens.
import { fakes } from "../fakes.ts";
import { pluginOf, type VendorModel } from "./model.ts";
import { serve } from "./server.ts";

const [folder, ...packages] = process.argv.slice(2);
if (folder === undefined || packages.length === 0) throw new Error("usage: main.ts <folder> <package> …");
const plugins = new Map<string, VendorModel[]>();
for (const name of packages) {
  const vendor = [...fakes.values()].find((model) => model.package === name);
  if (vendor === undefined) throw new Error(`no fake provider for the package "${name}"`);
  const plugin = pluginOf(vendor);
  plugins.set(plugin, [...(plugins.get(plugin) ?? []), vendor]);
}
const ports: Record<string, number> = {};
for (const [plugin, models] of plugins) ports[plugin] = (await serve(models, folder)).port;
console.log(JSON.stringify(ports));
// The parent process may die silently: then its pipe closes, and this process ends.
process.stdin.on("end", () => process.exit(0)).resume();
// Ctrl-C reaches the whole group; the engine still has calls to make before it ends.
process.on("SIGINT", () => {});
