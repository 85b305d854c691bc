import { answerOf } from "../../programs/answer.ts";
import { findProgram } from "../../programs/find.ts";
import { programs } from "../../programs/table.ts";
import { goModule } from "../setup/go-module.ts";

/** A request as a vendor's plugin sends it, and the model of the vendor's that it has to fit: `datadog/v1/Monitor`. */
export interface Request {
  readonly model: string;
  readonly value: unknown;
}

/** Datadog's OpenAPI documents. */
const schemas = async (): Promise<string> =>
  `${await goModule(programs["vendor-models"], "github.com/DataDog/datadog-api-client-go/v2")}/.generator/schemas`;

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
