import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { moduleFolder } from "../../programs/cache.ts";
import type { Program } from "../../programs/table.ts";

/**
 * Where Go keeps the files of a module that a program is built from; fetched, and held against `go.sum`, if they are not there.
 *
 * @param path of the module, such as `github.com/DataDog/datadog-api-client-go/v2`
 */
export async function goModule(program: Program, path: string): Promise<string> {
  const args = ["-C", moduleFolder(program), "mod", "download", "-json", path];
  const { stdout } = await promisify(execFile)("go", args, { env: { ...process.env, GOWORK: "off", GOFLAGS: "" } });
  return (JSON.parse(stdout) as { readonly Dir: string }).Dir;
}
