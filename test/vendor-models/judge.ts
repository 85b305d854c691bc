import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { answerOf } from "../../programs/answer.ts";
import { moduleFolder } from "../../programs/cache.ts";
import { findProgram } from "../../programs/find.ts";
import { programs } from "../../programs/table.ts";

/** A request as a vendor's plugin sends it, and the model of the vendor's that it has to fit: `datadog/v1/Monitor`. */
export interface Request {
  readonly model: string;
  readonly value: unknown;
}

/** Where Go keeps Datadog's OpenAPI documents; fetched, and held against `go.sum`, if they are not there. */
async function schemas(): Promise<string> {
  const args = ["-C", moduleFolder(programs["vendor-models"]), "mod", "download", "-json", "github.com/DataDog/datadog-api-client-go/v2"];
  const { stdout } = await promisify(execFile)("go", args, { env: { ...process.env, GOWORK: "off", GOFLAGS: "" } });
  return `${(JSON.parse(stdout) as { readonly Dir: string }).Dir}/.generator/schemas`;
}

/**
 * What the vendors' own models find wrong with each request, in order.
 *
 * @throws ProgramNotFound if the program cannot be built
 */
export async function faultsOf(requests: readonly Request[]): Promise<readonly (readonly string[])[]> {
  const { path } = await findProgram("vendor-models", { report: () => {} });
  const folder = await schemas();
  return answerOf(path, ["-schemas", folder], requests);
}
