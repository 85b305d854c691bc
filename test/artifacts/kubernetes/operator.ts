import { load } from "js-yaml";
import { z } from "zod";
import { answerOf } from "../../../programs/answer.ts";
import { findProgram } from "../../../programs/find.ts";
import { programs } from "../../../programs/table.ts";
import { goModule } from "../../setup/go-module.ts";

const answer = z.object({
  faults: z.array(
    z
      .array(z.string())
      .nullable()
      .transform((faults) => faults ?? []),
  ),
  alertmanager: z.string().default(""),
  prometheus: z.string().default(""),
});

/** What the operator makes of objects: what is wrong with each, and the configurations that it writes. */
export type OperatorAnswer = z.output<typeof answer>;

/** What an Alertmanager in a cluster has already: a route of others, and a receiver. */
const routes = "route: { receiver: others }\nreceivers: [{ name: others }]\n";

/** The published definitions of the operator's objects. */
const definitions = async (): Promise<string> =>
  `${await goModule(programs["operator-models"], "github.com/prometheus-operator/prometheus-operator")}/example/prometheus-operator-crd`;

/**
 * What the operator's own code says of objects, given as YAML documents.
 *
 * @throws ProgramNotFound if the program cannot be built
 */
export async function operatorAnswer(texts: readonly string[], matcher: "OnNamespace" | "None"): Promise<OperatorAnswer> {
  const { path } = await findProgram("operator-models", { report: () => {} });
  const request = { objects: texts.map((text) => load(text)), matcher, routes };
  return answer.parse(await answerOf(path, ["-definitions", await definitions()], request));
}
